#pragma once
/* trap: exceptions and interrupts of the CPU, its IDT (Intel SDM vol. 3A,
 * chapter 6).
 *
 * After start-up all 256 vectors lead to the kit. A vector with a handler
 * calls it; an exception without one is reported on the console (what
 * happened in words, the likely cause, registers, backtrace) and ends the
 * machine like a panic. Double fault, NMI and machine check run on stacks of
 * their own, so that a stack overflow is reported as well. The two 8259
 * interrupt controllers are moved to TRAP_PIC_FIRST and masked.
 * Context: trap_set_handler anywhere; a handler runs with interrupts off on
 * the stack it interrupted, or the vector's own. */
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TRAP_COUNT     256
#define TRAP_PIC_FIRST 0x20 /* IRQ 0..15 are vectors 0x20..0x2f */

enum trap_vector {
	TRAP_DIVIDE = 0,
	TRAP_DEBUG = 1,
	TRAP_NMI = 2,
	TRAP_BREAKPOINT = 3,
	TRAP_OVERFLOW = 4,
	TRAP_BOUND = 5,
	TRAP_INVALID_OPCODE = 6,
	TRAP_NO_FPU = 7,
	TRAP_DOUBLE_FAULT = 8,
	TRAP_INVALID_TSS = 10,
	TRAP_NO_SEGMENT = 11,
	TRAP_STACK_SEGMENT = 12,
	TRAP_PROTECTION = 13,
	TRAP_PAGE_FAULT = 14,
	TRAP_FPU_ERROR = 16,
	TRAP_ALIGNMENT = 17,
	TRAP_MACHINE_CHECK = 18,
	TRAP_SIMD_ERROR = 19,
	TRAP_VIRTUALIZATION = 20,
	TRAP_CONTROL_PROTECTION = 21,
};

/* Bits of a page fault's error code (SDM vol. 3A, 4.7). */
#define TRAP_PAGE_PRESENT  (1u << 0) /* the page is there: rights were missing */
#define TRAP_PAGE_WRITE    (1u << 1)
#define TRAP_PAGE_USER     (1u << 2)
#define TRAP_PAGE_RESERVED (1u << 3) /* a reserved bit is set in an entry */
#define TRAP_PAGE_FETCH    (1u << 4) /* instruction fetch */

/* What trap_entry.S leaves on the stack; a handler may change it, and what it
 * leaves here is what the interrupted code goes on with. */
struct trap_frame {
	uint64_t r15, r14, r13, r12, r11, r10, r9, r8;
	uint64_t rbp, rdi, rsi, rdx, rcx, rbx, rax;
	uint64_t vector;
	uint64_t error; /* 0 where the CPU gives none */
	uint64_t rip, cs, rflags, rsp, ss;
};

/* Returns the handler that was there before; NULL means the kit's report.
 * vector must be below TRAP_COUNT. */
void (*trap_set_handler(unsigned vector,
                        void (*handler)(struct trap_frame *)))(struct trap_frame *);

/* The way out of an interrupt, where a kernel may switch threads. hook is called at
 * the end of each interrupt of timer.h, irq.h and smp.h, on its CPU: it is
 * acknowledged, the timer is set to its next time, no lock of the kit's is held,
 * interrupts are off. frame is what was interrupted, which had interrupts on. The
 * hook may switch to another thread's stack and return later, or never; SSE
 * registers lie on the stack that is left, FS, and CR3 if threads have their own,
 * are the kernel's to switch. It is not called while a handler of irq.h or a
 * function of smp_call that switched interrupts on is interrupted itself: these
 * have to return first. NULL: none. Returns the one before. */
void (*trap_set_exit_hook(void (*hook)(struct trap_frame *)))(struct trap_frame *);

/* For handlers of trap_set_handler: the last call, after apic_end_interrupt. */
void trap_call_exit_hook(struct trap_frame *frame);

/* "page fault" and the like; never NULL. */
const char *trap_get_name(unsigned vector);

#ifdef __cplusplus
}
#endif
