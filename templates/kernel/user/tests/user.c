#include <ingot/percpu.h>
#include <ingot/test.h>
#include <ingot/trap.h>

#include "../src/hello.h"
#include "../src/user.h"

/* A program that is a line of assembly, followed by USER_EXIT with RDI. */
#define PROGRAM(name, text) \
	extern const char name##_code[], name##_end[]; \
	__asm__(".pushsection .rodata\n" #name "_code:\n" text \
	        "\nxorl %eax, %eax; syscall\n" #name "_end:\n.popsection")
#define RUN(name) user_run(name##_code, (size_t)(name##_end - name##_code))

PROGRAM(answer, "movl $42, %edi");
PROGRAM(stack, "pushq $7; popq %rdi");
PROGRAM(halt, "hlt");
PROGRAM(read_kernel, "movq $user_run, %rax; movq (%rax), %rdi");
PROGRAM(write_code, "movb $0, (%rip)");
PROGRAM(write_kernel, "movq $user_run, %rdi; movl $4, %esi; movl $1, %eax; syscall;"
                      "movq %rax, %rdi");
PROGRAM(drop_gs, "xorl %eax, %eax; movl %eax, %gs; movl $9, %edi");
PROGRAM(drop_gs_and_fault, "xorl %eax, %eax; movl %eax, %gs; hlt");
PROGRAM(no_such_call, "movl $99, %eax; syscall; movq %rax, %rdi");

static void start(void)
{
	static bool has_started;

	if (!has_started)
		REQUIRE(user_start() == NULL);
	has_started = true;
}

TEST(a_program_runs_in_ring_3)
{
	struct user_end end;

	start();
	end = RUN(hello);
	CHECK(!end.has_crashed);
	CHECK_EQ(end.status, 3);
}

TEST(programs_run_one_after_the_other)
{
	start();
	CHECK_EQ(RUN(answer).status, 42);
	CHECK_EQ(RUN(stack).status, 7);
	CHECK_EQ(RUN(answer).status, 42);
}

static void check_crash(struct user_end end, unsigned vector)
{
	CHECK(end.has_crashed);
	CHECK_EQ(end.vector, vector);
	CHECK(end.rip >= USER_CODE && end.rip < USER_CODE + 4096);
}

TEST(a_program_that_faults_ends_alone)
{
	start();
	check_crash(RUN(halt), TRAP_GENERAL_PROTECTION);
	check_crash(RUN(read_kernel), TRAP_PAGE_FAULT);
	check_crash(RUN(write_code), TRAP_PAGE_FAULT);
	CHECK_EQ(RUN(answer).status, 42);
}

TEST(a_program_may_load_any_gs)
{
	struct cpu *cpu = cpu_current();

	start();
	CHECK_EQ(RUN(drop_gs).status, 9);
	CHECK_EQ(cpu_current(), cpu);
	check_crash(RUN(drop_gs_and_fault), TRAP_GENERAL_PROTECTION);
	CHECK_EQ(cpu_current(), cpu);
	check_crash(RUN(halt), TRAP_GENERAL_PROTECTION);
	CHECK_EQ(RUN(answer).status, 42);
}

TEST(a_pointer_to_the_kernel_is_refused)
{
	start();
	CHECK_EQ(RUN(write_kernel).status, (uint64_t)USER_FAILED);
}

TEST(an_unknown_call_fails)
{
	start();
	CHECK_EQ(RUN(no_such_call).status, (uint64_t)USER_FAILED);
}
