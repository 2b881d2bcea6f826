#pragma once
/* trap: exceptions and interrupts, the IDT (Intel SDM vol. 3A, chapter 6).
 *
 * After start-up the kit handles all 256 vectors. If a vector has a handler it is
 * called; an exception without one is reported on the console (a description, the
 * likely cause, registers, backtrace) and ends the machine as a panic does. Double
 * fault, NMI and machine check use stacks of their own (IST), so that a stack
 * overflow is reported, too. The two 8259 PICs are remapped to TRAP_PIC_FIRST and
 * masked.
 * Context: trap_set_handler any; a handler runs with interrupts off, on the
 * interrupted stack or that of the IST. */
#include <stdint.h>

#include "deprecated.h"
#include "names.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TRAP_COUNT     256
#define TRAP_PIC_FIRST 0x20 /* IRQ 0..15 are vectors 0x20..0x2f */

enum trap_vector {
	TRAP_DIVIDE_ERROR = 0,
	TRAP_DEBUG = 1,
	TRAP_NMI = 2,
	TRAP_BREAKPOINT = 3,
	TRAP_OVERFLOW = 4,
	TRAP_BOUND = 5,
	TRAP_INVALID_OPCODE = 6,
	TRAP_DEVICE_NOT_AVAILABLE = 7,
	TRAP_DOUBLE_FAULT = 8,
	TRAP_INVALID_TSS = 10,
	TRAP_SEGMENT_NOT_PRESENT = 11,
	TRAP_STACK_SEGMENT = 12,
	TRAP_GENERAL_PROTECTION = 13,
	TRAP_PAGE_FAULT = 14,
	TRAP_FPU_ERROR = 16,
	TRAP_ALIGNMENT = 17,
	TRAP_MACHINE_CHECK = 18,
	TRAP_SIMD_ERROR = 19,
	TRAP_VIRTUALIZATION = 20,
	TRAP_CONTROL_PROTECTION = 21,
};

/* Bits of a page fault's error code (SDM vol. 3A, 4.7). */
#define TRAP_PAGE_PRESENT  (1u << 0) /* protection violation, not a missing page */
#define TRAP_PAGE_WRITE    (1u << 1)
#define TRAP_PAGE_USER     (1u << 2)
#define TRAP_PAGE_RESERVED (1u << 3) /* a reserved bit is set in an entry */
#define TRAP_PAGE_FETCH    (1u << 4) /* instruction fetch */

/* The interrupted registers. A handler may change them: they are restored from here
 * when it returns. */
struct trap_frame {
	uint64_t r15, r14, r13, r12, r11, r10, r9, r8;
	uint64_t rbp, rdi, rsi, rdx, rcx, rbx, rax;
	uint64_t vector;
	uint64_t error; /* error code; 0 if the exception has none */
	uint64_t rip, cs, rflags, rsp, ss;
};

/* Sets the handler of a vector below TRAP_COUNT and returns the previous one. NULL
 * means the kit's report. */
void (*trap_set_handler(unsigned vector, void (*handler)(struct trap_frame *)))(struct trap_frame *)
	KIT_NAME(trap_set_handler);

/* Sets a hook for preemption, called at the end of each interrupt of timer.h, irq.h
 * and smp.h, on its CPU: the interrupt is acknowledged, the timer is armed, no lock
 * of the kit is held, interrupts are off. frame is the interrupted context, which had
 * interrupts on. The hook may switch to another thread's stack and return later, or
 * never. SSE registers are saved on the old stack; FS, and CR3 if threads have
 * their own, must be switched by the kernel. The hook is not called when the
 * interrupted code is itself a handler of irq.h or a function of smp_call that
 * enabled interrupts: these must return first. NULL: none. Returns the previous
 * hook. */
void (*trap_set_exit_hook(void (*hook)(struct trap_frame *)))(struct trap_frame *)
	KIT_NAME(trap_set_exit_hook);

/* For handlers of trap_set_handler: call it last, after apic_end_interrupt. */
void trap_call_exit_hook(struct trap_frame *frame) KIT_NAME(trap_call_exit_hook);

/* "page fault" etc.; never NULL. */
const char *trap_get_name(unsigned vector) KIT_NAME(trap_get_name);

#ifdef __cplusplus
}
#endif
