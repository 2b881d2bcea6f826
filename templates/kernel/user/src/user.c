#include "user.h"

#include <ingot/cpu.h>
#include <ingot/mapping.h>
#include <ingot/page.h>
#include <ingot/trap.h>
#include <stdio.h>
#include <string.h>

#include "user_entry.h"

#define MSR_EFER        0xc0000080
#define MSR_STAR        0xc0000081 /* segments of SYSCALL and SYSRET */
#define MSR_LSTAR       0xc0000082 /* where SYSCALL goes */
#define MSR_FMASK       0xc0000084 /* flags that it clears */
#define EFER_SYSCALL    1
#define FLAG_TRAP       0x100
#define FLAG_DIRECTION  0x400
#define DESCRIPTOR_RING (3ull << 45)
#define TASK_RING_STACK 4 /* SDM vol. 3A, 7.7: where RSP0 is */
#define PAGE_LEVELS     4

struct __attribute__((packed)) descriptor_table {
	uint16_t limit;
	uint64_t base;
};

static uint8_t exception_stack[16384] __attribute__((aligned(16)));
static void *code_page, *stack_page; /* where the kernel sees them */
static struct user_end user_end;

/* The CPU finds the stack for exceptions of ring 3 in its task state, which is the kit's. */
static void set_exception_stack(const struct descriptor_table *table)
{
	uint64_t top = (uint64_t)(exception_stack + sizeof exception_stack);
	uint16_t selector;

	__asm__ volatile("str %0" : "=r"(selector));
	const uint64_t *task = (const uint64_t *)(table->base + selector);
	uint64_t base = (task[0] >> 16 & 0xffffff) | (task[0] >> 32 & 0xff000000) | task[1] << 32;
	memcpy((void *)(base + TASK_RING_STACK), &top, sizeof top);
}

/* The kit's descriptor table, and two segments more. */
static const char *load_segments(void)
{
	static uint64_t descriptors[SEGMENT_USER_CODE / 8 + 1];
	struct descriptor_table table;

	__asm__ volatile("sgdt %0" : "=m"(table));
	if (table.limit >= SEGMENT_USER_BASE + 8)
		return "the kit's descriptor table is larger than expected";
	set_exception_stack(&table);
	memcpy(descriptors, (const void *)table.base, table.limit + 1u);
	descriptors[SEGMENT_USER_DATA / 8] = X86_DESCRIPTOR_DATA | DESCRIPTOR_RING;
	descriptors[SEGMENT_USER_CODE / 8] = X86_DESCRIPTOR_CODE64 | DESCRIPTOR_RING;
	table = (struct descriptor_table){ sizeof descriptors - 1, (uint64_t)descriptors };
	__asm__ volatile("lgdt %0" : : "m"(table) : "memory");
	return NULL;
}

static void enable_calls(void)
{
	cpu_write_msr(MSR_STAR, (uint64_t)SEGMENT_USER_BASE << 48 | 3ull << 48 |
	                                (uint64_t)SEGMENT_KERNEL_CODE << 32);
	cpu_write_msr(MSR_LSTAR, (uint64_t)user_call_entry);
	cpu_write_msr(MSR_FMASK, X86_FLAGS_IF | FLAG_TRAP | FLAG_DIRECTION);
	cpu_write_msr(MSR_EFER, cpu_read_msr(MSR_EFER) | EFER_SYSCALL);
}

/* Ring 3 may use a page if the entries of all levels say so. */
static void give_to_user(uint64_t address)
{
	uint64_t table = cpu_read_cr3();

	for (int level = PAGE_LEVELS - 1; level >= 0; level--) {
		uint64_t *entries = memory_to_virtual(table & X86_PAGE_ADDRESS);
		uint64_t *entry = &entries[address >> (12 + 9 * level) & 511];

		*entry |= X86_PAGE_USER;
		table = *entry;
	}
	__asm__ volatile("invlpg (%0)" : : "r"(address) : "memory");
}

static const char *map_page(uint64_t address, unsigned flags, void **page)
{
	phys_t physical = page_alloc();

	if (!physical)
		return "no memory is left";
	const char *why = mapping_add(address, physical, PAGE_SIZE, flags);
	if (why)
		return why;
	give_to_user(address);
	*page = memory_to_virtual(physical);
	return NULL;
}

/* An exception of the program's ends it; one of the kernel's is reported as ever. */
static void on_exception(struct trap_frame *frame)
{
	if ((frame->cs & 3) == 0) {
		trap_set_handler((unsigned)frame->vector, NULL);
		return; /* it happens again, and is reported */
	}
	user_end = (struct user_end){ true, 0, frame->vector, frame->rip };
	frame->rip = (uint64_t)user_leave;
	frame->cs = SEGMENT_KERNEL_CODE;
	frame->ss = SEGMENT_KERNEL_DATA;
	frame->rsp = user_kernel_stack;
	frame->rflags &= ~(uint64_t)(FLAG_TRAP | FLAG_DIRECTION);
}

const char *user_start(void)
{
	static const unsigned ends[] = { TRAP_DIVIDE_ERROR,       TRAP_DEBUG,
		                         TRAP_BREAKPOINT,         TRAP_INVALID_OPCODE,
		                         TRAP_GENERAL_PROTECTION, TRAP_STACK_SEGMENT,
		                         TRAP_PAGE_FAULT,         TRAP_ALIGNMENT };
	const char *why = load_segments();

	if (!why)
		why = map_page(USER_CODE, MAPPING_EXECUTE, &code_page);
	if (!why)
		why = map_page(USER_STACK_TOP - PAGE_SIZE, MAPPING_WRITE, &stack_page);
	if (why)
		return why;
	enable_calls();
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		trap_set_handler(ends[i], on_exception);
	return NULL;
}

struct user_end user_run(const void *code, size_t size_bytes)
{
	if (size_bytes > PAGE_SIZE)
		size_bytes = PAGE_SIZE;
	memset(code_page, 0xcc, PAGE_SIZE); /* INT3: a program that runs on ends */
	memcpy(code_page, code, size_bytes);
	memset(stack_page, 0, PAGE_SIZE);
	user_enter(USER_CODE, USER_STACK_TOP);
	return user_end;
}

static bool is_within(uint64_t address, uint64_t size_bytes, uint64_t page)
{
	return address >= page && size_bytes <= PAGE_SIZE &&
	       address - page <= PAGE_SIZE - size_bytes;
}

/* A pointer from ring 3 is a number until it is known to lead to memory of ring 3. */
static uint64_t write(uint64_t text, uint64_t size_bytes)
{
	if (!is_within(text, size_bytes, USER_CODE) &&
	    !is_within(text, size_bytes, USER_STACK_TOP - PAGE_SIZE))
		return (uint64_t)USER_FAILED;
	for (uint64_t i = 0; i < size_bytes; i++)
		putchar(((const char *)text)[i]);
	return size_bytes;
}

uint64_t user_call(uint64_t number, uint64_t first, uint64_t second)
{
	switch (number) {
	case USER_EXIT:  user_end = (struct user_end){ .status = first }; user_leave();
	case USER_WRITE: return write(first, second);
	default:         return (uint64_t)USER_FAILED;
	}
}
