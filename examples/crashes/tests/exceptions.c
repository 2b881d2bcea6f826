/* Every exception of the processor, in the order of their vectors (Intel SDM
 * vol. 3A, table 6-1), raised by what raises it in a machine.
 *
 * Three means are no such means, and stand in the name of the test:
 * by_software, an `int` of that vector, for what nothing in 64-bit mode or
 * nothing in QEMU raises; by_hand, the same with the error code that an `int`
 * does not push. Those of crashes.c, which are mistakes as people make them, are
 * not repeated; modes.c has those of ring 3 and of 32-bit code; machine checks
 * and the NMI button come from outside, in tests/cli/crashes.sh. */
#include <ingot/apic.h>
#include <ingot/area.h>
#include <ingot/cpu.h>
#include <ingot/test.h>
#include <ingot/trap.h>
#include <limits.h>
#include <stdint.h>

#include "tables.h"

#define DR7_WRITE_4_BYTES 0x000d0001 /* of what DR0 points to */
#define DR7_EXECUTION     0x00000001
#define GATE_SIZE         16
#define GATE_PRESENT      (1ull << 47)

/* As in crashes.c: keeps a call from becoming a jump. */
static volatile bool reached;

#define raise_by_software(vector) __asm__ volatile("int %0" : : "i"(vector))

/* What the CPU does for an exception with an error code, done by instructions. */
static void __attribute__((noinline)) raise_by_hand(unsigned vector, uint64_t code)
{
	__asm__ volatile("movq %%rsp, %%rax; andq $-16, %%rsp\n\t"
	                 "pushq %2; pushq %%rax; pushfq; pushq %3\n\t"
	                 "leaq 1f(%%rip), %%rax; pushq %%rax\n\t"
	                 "pushq %1\n"
	                 "1:\tjmp *%0"
	                 :
	                 : "r"(tables_get_gate(vector)), "r"(code), "i"(0x10), "i"(8)
	                 : "rax", "memory");
}

/* ---- 0: divide error ---- */

TEST(quotient_too_large)
{
	volatile int least = INT_MIN, minus_one = -1;

	least = least / minus_one;
}

/* ---- 1: debug exception ---- */

TEST(single_step)
{
	__asm__ volatile("pushfq; orl $0x100, (%%rsp); popfq; nop; nop" : : : "memory");
}

static void set_breakpoint(uint64_t address, uint64_t control)
{
	__asm__ volatile("movq %0, %%dr0; movq %1, %%dr7" : : "r"(address), "r"(control));
}

TEST(data_breakpoint)
{
	static volatile int watched;

	set_breakpoint((uint64_t)&watched, DR7_WRITE_4_BYTES);
	watched = 1;
	reached = true;
}

TEST(code_breakpoint)
{
	__asm__ volatile("leaq 1f(%%rip), %%rax; movq %%rax, %%dr0\n\t"
	                 "movq %0, %%dr7\n"
	                 "1:\tnop"
	                 :
	                 : "r"((uint64_t)DR7_EXECUTION)
	                 : "rax");
}

/* ---- 2: non-maskable interrupt ---- */

TEST(non_maskable_interrupt)
{
	REQUIRE(apic_start() == NULL);
	apic_send_nmi(apic_get_id());
	reached = true;
}

/* ---- 3, and 4 and 5 in modes.c ---- */

TEST(breakpoint)
{
	__asm__ volatile("int3");
}

/* ---- 6, 7: invalid opcode, no floating-point unit ---- */

TEST(opcode_of_32_bits)
{
	__asm__ volatile(".byte 0x37"); /* AAA */
}

TEST(floating_point_after_a_task_switch)
{
	cpu_write_cr0((cpu_read_cr0() & ~(uint64_t)X86_CR0_EM) | X86_CR0_TS);
	__asm__ volatile("fninit");
}

/* ---- 8: double fault ---- */

/* An exception whose gate cannot be used, and that one's cannot either. */
TEST(exception_without_a_gate)
{
	tables_load_interrupts((TRAP_DOUBLE_FAULT + 1) * GATE_SIZE);
	__asm__ volatile("movl %0, %%ds" : : "r"(0x48));
}

/* ---- 9: reserved since the 80386 ---- */

TEST(coprocessor_overrun_by_software)
{
	raise_by_software(9);
}

/* ---- 10: invalid task state segment ---- */

/* A machine check has its own stack, which the task state does not tell: it is
 * cut short. The interrupt is our own, what comes of it is not. */
TEST(task_state_too_short)
{
	tables_load_segments();
	__asm__ volatile("ltr %0" : : "r"((uint16_t)SHORT_TASK));
	raise_by_software(TRAP_MACHINE_CHECK);
}

/* ---- 11, 12: segments ---- */

TEST(absent_segment)
{
	tables_load_segments();
	__asm__ volatile("movl %0, %%ds" : : "r"(ABSENT_DATA));
}

TEST(absent_gate)
{
	tables_load_interrupts(TRAP_COUNT * GATE_SIZE)[2 * 0x80] &= ~GATE_PRESENT;
	raise_by_software(0x80);
}

TEST(absent_gate_of_an_external_event_by_hand)
{
	raise_by_hand(TRAP_SEGMENT_NOT_PRESENT, 0x20 * 8 + 3);
	reached = true;
}

TEST(absent_stack_segment)
{
	tables_load_segments();
	__asm__ volatile("movl %0, %%ss" : : "r"(ABSENT_DATA));
}

/* QEMU calls it a general protection fault. */
TEST(non_canonical_stack_by_hand)
{
	raise_by_hand(TRAP_STACK_SEGMENT, 0);
	reached = true;
}

/* ---- 13: general protection fault ---- */

TEST(wrong_selector)
{
	__asm__ volatile("movl %0, %%ds" : : "r"(0x48));
}

TEST(selector_of_no_local_table)
{
	__asm__ volatile("movl %0, %%ds" : : "r"(0x4c));
}

TEST(interrupt_beyond_the_table)
{
	tables_load_interrupts(0x30 * GATE_SIZE);
	raise_by_software(0x80);
}

TEST(model_specific_register_that_is_not)
{
	cpu_write_msr(0x6e1, 1ull << 32); /* protection keys: reserved */
}

/* With the SSE unit on, as in a kernel whose target has it. */
TEST(misaligned_stack)
{
	cpu_write_cr0(cpu_read_cr0() & ~(uint64_t)(X86_CR0_EM | X86_CR0_TS));
	cpu_write_cr4(cpu_read_cr4() | X86_CR4_OSFXSR);
	__asm__ volatile("andq $-16, %rsp; subq $24, %rsp; movaps %xmm0, (%rsp)");
}

/* ---- 14: page fault; most are in crashes.c ---- */

TEST(reserved_bit_in_a_page_table)
{
	void *area;

	REQUIRE(area_alloc("damaged", 100, MAPPING_WRITE, &area) == NULL);
	tables_set_entry_bits((uint64_t)area, 1ull << 51);
	*(volatile char *)area = 1;
}

TEST(guard_page_of_an_area)
{
	void *area;

	REQUIRE(area_alloc("guarded", 100, MAPPING_WRITE, &area) == NULL);
	*((volatile char *)area - 1) = 1;
}

/* ---- 15: reserved ---- */

TEST(vector_15_by_software)
{
	raise_by_software(15);
}

/* ---- 16: floating-point error, of a unit that is on ---- */

TEST(floating_point_division_by_zero)
{
	const uint16_t all_unmasked = 0x340;

	cpu_write_cr0((cpu_read_cr0() & ~(uint64_t)(X86_CR0_EM | X86_CR0_TS)) | X86_CR0_NE);
	__asm__ volatile("fninit; fldcw %0; fld1; fldz; fdivrp; fwait" : : "m"(all_unmasked));
}

/* ---- 17 to 31 ---- */

/* QEMU's own CPU checks no alignment, in ring 3 neither. */
TEST(alignment_check_by_hand)
{
	raise_by_hand(TRAP_ALIGNMENT, 0);
	reached = true;
}

TEST(machine_check_by_software)
{
	raise_by_software(TRAP_MACHINE_CHECK);
}

/* QEMU's own CPU calculates, and raises nothing. */
TEST(simd_floating_point_error_by_software)
{
	raise_by_software(TRAP_SIMD_ERROR);
}

TEST(virtualization_exception_by_software)
{
	raise_by_software(TRAP_VIRTUALIZATION);
}

TEST(control_protection_by_hand)
{
	raise_by_hand(TRAP_CONTROL_PROTECTION, 1);
	reached = true;
}

#define RESERVED_BY_SOFTWARE(vector) \
	TEST(vector_##vector##_by_software) \
	{ \
		raise_by_software(vector); \
	}

RESERVED_BY_SOFTWARE(22)
RESERVED_BY_SOFTWARE(23)
RESERVED_BY_SOFTWARE(24)
RESERVED_BY_SOFTWARE(25)
RESERVED_BY_SOFTWARE(26)
RESERVED_BY_SOFTWARE(27)
RESERVED_BY_SOFTWARE(28)
RESERVED_BY_SOFTWARE(31)

/* AMD's: what a hypervisor tells its guest, and security. */
TEST(vector_29_by_hand)
{
	raise_by_hand(29, 0x40);
	reached = true;
}

TEST(vector_30_by_hand)
{
	raise_by_hand(30, 1);
	reached = true;
}

/* ---- From 32 on: interrupts ---- */

/* Line 0 of the old interrupt controller: the timer, 18 times a second. */
TEST(timer_interrupt_that_nobody_handles)
{
	cpu_out8(0x21, 0xfe);
	cpu_interrupts_on();
	for (;;)
		cpu_halt();
}

TEST(interrupt_that_nobody_handles)
{
	REQUIRE(apic_start() == NULL);
	apic_send(apic_get_id(), 0x42);
	cpu_interrupts_on();
	for (;;)
		cpu_halt();
}

TEST(unexpected_interrupt)
{
	raise_by_software(0x2a);
}

TEST(last_vector)
{
	raise_by_software(255);
}
