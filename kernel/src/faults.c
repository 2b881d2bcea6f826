/* panic, fault: crashes on purpose, of the kinds that happen in practice. Where a
 * compiler would notice the mistake it is written in assembly. */
#include <assert.h>
#include <ingot/area.h>
#include <ingot/mapping.h>
#include <ingot/panic.h>
#include <ingot/smp.h>
#include <ingot/spinlock.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "shell.h"

#define NOT_CANONICAL "0x800000000000"
#define MESSAGE_SIZE  128

static void divide(void)
{
	__asm__ volatile("xor %%ecx, %%ecx; xor %%edx, %%edx; mov $1, %%eax; div %%ecx"
	                 :
	                 :
	                 : "eax", "ecx", "edx", "cc");
}

static void break_here(void)
{
	__asm__ volatile("int3");
}

static void run_no_opcode(void)
{
	__asm__ volatile("ud2");
}

static void use_float_register(void)
{
	__asm__ volatile("pxor %xmm0, %xmm0");
}

static void read_null(void)
{
	__asm__ volatile("mov 8, %%eax" : : : "eax");
}

static void read_nowhere(void)
{
	__asm__ volatile("mov $" NOT_CANONICAL ", %%rax; mov (%%rax), %%eax" : : : "rax");
}

static void write_code(void)
{
	__asm__ volatile("movb $0, (%0)" : : "r"(&write_code) : "memory");
}

static void run_data(void)
{
	static unsigned char code[] = { 0xc3 }; /* ret */

	__asm__ volatile("call *%0" : : "r"(code) : "memory");
}

static volatile int depth_max = 0x7fffffff;

/* room keeps a compiler from making a loop of it. */
__attribute__((noinline)) static int descend(int depth)
{
	volatile char room[256];

	room[0] = (char)depth;
	return depth == depth_max ? 0 : descend(depth + 1) + room[0];
}

static void overflow_stack(void)
{
	descend(0);
}

static void run_off_area(void)
{
	void *bytes;

	if (!area_alloc("fault", 1, MAPPING_WRITE, &bytes))
		__asm__ volatile("movb $1, -1(%0)" : : "r"(bytes) : "memory");
}

static void free_twice(void)
{
	void *volatile block = malloc(32);

	free(block);
	free(block); /* NOLINT(clang-analyzer-unix.Malloc): the fault */
}

static void lock_twice(void)
{
	static struct spinlock lock = SPINLOCK("fault");
	uint64_t flags = spinlock_acquire(&lock);

	flags |= spinlock_acquire(&lock);
	spinlock_release(&lock, flags);
}

static void fail_assertion(void)
{
	volatile int one = 1;

	assert(one == 2);
}

static void overflow_int(void)
{
	volatile int large = 0x7fffffff;

	large = large + 1;
}

static void break_null(void *context)
{
	(void)context;
	read_null();
}

static void fault_on_all(void)
{
	smp_call_all(break_null, NULL, true);
}

static const struct fault {
	const char *kind, *what;
	void (*run)(void);
} faults[] = {
	{ "area", "write below a virtual memory area (guard page)", run_off_area },
	{ "assert", "fail an assertion", fail_assertion },
	{ "breakpoint", "breakpoint (int3) without a debugger", break_here },
	{ "code", "write to code (read-only page)", write_code },
	{ "cpus", "read a null pointer on all CPUs at once", fault_on_all },
	{ "data", "execute data (no-execute page)", run_data },
	{ "deadlock", "acquire a spinlock twice (self-deadlock)", lock_twice },
	{ "divide", "divide by zero", divide },
	{ "float", "use a floating-point register (SSE is off)", use_float_register },
	{ "free", "free a heap block twice", free_twice },
	{ "integer", "signed integer overflow", overflow_int },
	{ "null", "read a null pointer", read_null },
	{ "nowhere", "read a non-canonical address", read_nowhere },
	{ "opcode", "execute an invalid opcode", run_no_opcode },
	{ "stack", "infinite recursion (stack overflow)", overflow_stack },
};
#define FAULT_COUNT (sizeof faults / sizeof faults[0])

const char *fault_get_kind(size_t index)
{
	return index < FAULT_COUNT ? faults[index].kind : NULL;
}

static void list(void)
{
	for (size_t i = 0; i < FAULT_COUNT; i++)
		printf("  %-10s  %s\n", faults[i].kind, faults[i].what);
}

void command_fault(int count, char *words[])
{
	if (count == 1) {
		list();
		return;
	}
	for (size_t i = 0; i < FAULT_COUNT; i++)
		if (strcmp(faults[i].kind, words[1]) == 0) {
			faults[i].run();
			shell_complain("%s: no crash happened", words[1]);
			return;
		}
	shell_complain("unknown kind \"%s\"; \"fault\" lists the kinds", words[1]);
}

void command_panic(int count, char *words[])
{
	char message[MESSAGE_SIZE] = "";

	for (int i = 1; i < count; i++) {
		strlcat(message, i > 1 ? " " : "", sizeof message);
		strlcat(message, words[i], sizeof message);
	}
	panic("%s", message[0] != '\0' ? message : "requested by the user");
}
