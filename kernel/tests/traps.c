/* Exceptions that a kernel handles itself and comes back from. */
#include <ingot/cpu.h>
#include <ingot/test.h>
#include <ingot/trap.h>
#include <stddef.h>
#include <string.h>

static struct trap_frame seen;
static unsigned seen_count;
static uint64_t resume_at;

/* Remembers the trap and, if resume_at says so, goes on elsewhere. */
static void remember(struct trap_frame *frame)
{
	seen = *frame;
	seen_count++;
	if (resume_at != 0)
		frame->rip = resume_at;
}

static void expect_trap(unsigned vector)
{
	seen_count = 0;
	resume_at = 0;
	trap_set_handler(vector, remember);
}

/* The label behind the instruction that traps is where the handler resumes. */
#define TRAPPING(instruction) \
	__asm__ volatile("leaq 1f(%%rip), %%rax\n\t" \
	                 "movq %%rax, %0\n\t" instruction "\n" \
	                 "1:" \
	                 : "=m"(resume_at) \
	                 : \
	                 : "rax", "rcx", "memory")

TEST(breakpoint_resumes_behind_it)
{
	expect_trap(TRAP_BREAKPOINT);
	__asm__ volatile("int3");
	__asm__ volatile("int3");
	trap_set_handler(TRAP_BREAKPOINT, NULL);
	CHECK_EQ(seen_count, 2);
	CHECK_EQ(seen.vector, TRAP_BREAKPOINT);
	CHECK_EQ(seen.error, 0);
}

TEST(trap_keeps_every_register)
{
	uint64_t sum;

	expect_trap(TRAP_BREAKPOINT);
	__asm__ volatile("movq $1, %%rax; movq $2, %%rcx; movq $3, %%rdx\n\t"
	                 "movq $4, %%rsi; movq $5, %%rdi; movq $6, %%r8\n\t"
	                 "movq $7, %%r9; movq $8, %%r10; movq $9, %%r11\n\t"
	                 "movq $10, %%r12; movq $11, %%r13; movq $12, %%r14\n\t"
	                 "movq $13, %%r15; movq $14, %%rbx\n\t"
	                 "int3\n\t"
	                 "addq %%rcx, %%rax; addq %%rdx, %%rax; addq %%rsi, %%rax\n\t"
	                 "addq %%rdi, %%rax; addq %%r8, %%rax; addq %%r9, %%rax\n\t"
	                 "addq %%r10, %%rax; addq %%r11, %%rax; addq %%r12, %%rax\n\t"
	                 "addq %%r13, %%rax; addq %%r14, %%rax; addq %%r15, %%rax\n\t"
	                 "addq %%rbx, %%rax"
	                 : "=a"(sum)
	                 :
	                 : "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13",
	                   "r14", "r15", "rbx", "memory");
	trap_set_handler(TRAP_BREAKPOINT, NULL);
	CHECK_EQ(sum, 105);
	CHECK_EQ(seen.rax, 1);
	CHECK_EQ(seen.rcx, 2);
	CHECK_EQ(seen.rdi, 5);
	CHECK_EQ(seen.r15, 13);
	CHECK_EQ(seen.rbx, 14);
}

TEST(invalid_opcode_is_caught)
{
	uint16_t opcode;

	expect_trap(TRAP_INVALID_OPCODE);
	TRAPPING("ud2");
	trap_set_handler(TRAP_INVALID_OPCODE, NULL);
	CHECK_EQ(seen_count, 1);
	memcpy(&opcode, (const void *)seen.rip, sizeof opcode);
	CHECK_EQ(opcode, 0x0b0f);
}

#ifndef __SSE2__
TEST(floating_point_registers_are_off)
{
	expect_trap(TRAP_INVALID_OPCODE);
	TRAPPING("movaps %%xmm0, %%xmm1");
	trap_set_handler(TRAP_INVALID_OPCODE, NULL);
	CHECK_EQ(seen_count, 1);

	expect_trap(TRAP_DEVICE_NOT_AVAILABLE);
	TRAPPING("fld1");
	trap_set_handler(TRAP_DEVICE_NOT_AVAILABLE, NULL);
	CHECK_EQ(seen_count, 1);
}
#endif

TEST(page_fault_tells_address_and_error)
{
	expect_trap(TRAP_PAGE_FAULT);
	TRAPPING("movl $0x1238, %%ecx; movl $1, (%%rcx)");
	CHECK_EQ(cpu_read_cr2(), 0x1238);
	trap_set_handler(TRAP_PAGE_FAULT, NULL);
	CHECK_EQ(seen_count, 1);
	CHECK_EQ(seen.error, TRAP_PAGE_WRITE);
}

TEST(constants_cannot_be_written)
{
	static const volatile int constant = 7;

	expect_trap(TRAP_PAGE_FAULT);
	__asm__ volatile("leaq 1f(%%rip), %%rax; movq %%rax, %0\n\t"
	                 "movl $8, (%1)\n"
	                 "1:"
	                 : "=m"(resume_at)
	                 : "r"(&constant)
	                 : "rax", "memory");
	trap_set_handler(TRAP_PAGE_FAULT, NULL);
	CHECK_EQ(seen_count, 1);
	CHECK_EQ(seen.error, TRAP_PAGE_PRESENT | TRAP_PAGE_WRITE);
	CHECK_EQ(constant, 7);
}

TEST(data_cannot_be_executed)
{
	static volatile uint8_t ret = 0xc3;

	expect_trap(TRAP_PAGE_FAULT);
	__asm__ volatile("leaq 1f(%%rip), %%rax; movq %%rax, %0\n\t"
	                 "jmp *%1\n"
	                 "1:"
	                 : "=m"(resume_at)
	                 : "r"(&ret)
	                 : "rax", "memory");
	trap_set_handler(TRAP_PAGE_FAULT, NULL);
	CHECK_EQ(seen_count, 1);
	CHECK_EQ(seen.error, TRAP_PAGE_PRESENT | TRAP_PAGE_FETCH);
	CHECK_EQ(seen.rip, (uint64_t)&ret);
}

TEST(non_canonical_address_is_a_protection_fault)
{
	expect_trap(TRAP_GENERAL_PROTECTION);
	TRAPPING("movabsq $0x800000000000, %%rcx; movl (%%rcx), %%ecx");
	trap_set_handler(TRAP_GENERAL_PROTECTION, NULL);
	CHECK_EQ(seen_count, 1);
	CHECK_EQ(seen.error, 0);
}

TEST(selector_error_names_the_selector)
{
	expect_trap(TRAP_GENERAL_PROTECTION);
	TRAPPING("movl $0x48, %%ecx; movl %%ecx, %%gs");
	trap_set_handler(TRAP_GENERAL_PROTECTION, NULL);
	CHECK_EQ(seen_count, 1);
	CHECK_EQ(seen.error, 0x48);
}

TEST(division_by_zero_is_caught)
{
	expect_trap(TRAP_DIVIDE_ERROR);
	TRAPPING("xorl %%ecx, %%ecx; divl %%ecx");
	trap_set_handler(TRAP_DIVIDE_ERROR, NULL);
	CHECK_EQ(seen_count, 1);
}

TEST(software_interrupts_reach_their_vector)
{
	expect_trap(0x80);
	__asm__ volatile("int $0x80");
	trap_set_handler(0x80, NULL);
	CHECK_EQ(seen_count, 1);
	CHECK_EQ(seen.vector, 0x80);

	expect_trap(0xf0);
	__asm__ volatile("int $0xf0");
	CHECK_EQ(seen.vector, 0xf0);
	CHECK(trap_set_handler(0xf0, NULL) == remember);
}

/* void raise[256](void): int N and a return, 4 bytes each. */
__asm__(".pushsection .text.raise, \"ax\"\n"
        "raise: .set number, 0\n"
        ".rept 256\n"
        ".byte 0xcd, number, 0xc3, 0xcc\n"
        ".set number, number + 1\n"
        ".endr\n"
        ".popsection");
extern const uint8_t raise[TRAP_COUNT][4];

/* INT pushes no error code: those whose entries expect one are left out. */
TEST(every_vector_has_an_entry_of_its_own)
{
	for (unsigned vector = 0; vector < TRAP_COUNT; vector++) {
		void (*before)(struct trap_frame *);

		if (vector < X86_EXCEPTIONS && X86_EXCEPTIONS_WITH_CODE >> vector & 1)
			continue;
		seen_count = 0;
		resume_at = 0;
		before = trap_set_handler(vector, remember);
		((void (*)(void))raise[vector])();
		trap_set_handler(vector, before);
		CHECK_EQ(seen_count, 1);
		CHECK_EQ(seen.vector, vector);
		CHECK_EQ(seen.error, 0);
		CHECK_EQ(seen.rip, (uint64_t)raise[vector] + 2);
	}
}

/* An interrupt would be reported and end this machine. */
TEST(interrupt_lines_are_masked)
{
	uint64_t until = cpu_read_tsc() + 50000000;

	cpu_interrupts_on();
	while (cpu_read_tsc() < until)
		cpu_pause();
	cpu_interrupts_off();
	CHECK_EQ(cpu_interrupts_save() & X86_FLAGS_IF, 0);
}
