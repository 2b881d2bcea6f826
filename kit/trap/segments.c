/* segments: see segments.h. */
#include "kit/trap/segments.h"

#include "abi/x86.h"
#include <stddef.h>

#include "kit/base/percpu.h"

#define TASK_PRESENT_AVAILABLE 0x0000890000000000ull

static struct segments first;
static _Alignas(16) uint8_t first_stacks[SEGMENTS_STACKS_SIZE];

PER_CPU(uint64_t, stacks_bottom);

bool segments_own_stack(uint64_t address)
{
	return address - per_cpu(stacks_bottom) < SEGMENTS_STACKS_SIZE;
}

static void describe(struct segments *s)
{
	uint64_t base = (uint64_t)&s->task;

	s->descriptors[SEGMENT_CODE / 8] = X86_DESCRIPTOR_CODE64;
	s->descriptors[SEGMENT_DATA / 8] = X86_DESCRIPTOR_DATA;
	s->descriptors[SEGMENT_TASK / 8] = TASK_PRESENT_AVAILABLE | (sizeof s->task - 1) |
	                                   (base & 0xffffff) << 16 | (base >> 24 & 0xff) << 56;
	s->descriptors[SEGMENT_TASK / 8 + 1] = base >> 32;
	s->task.io_map = sizeof s->task;
}

/* CS can only be loaded by a far return. The local table that a reset leaves
 * begins at address 0: without one, its selectors are general protection faults. */
static void load(const struct segments *s)
{
	const struct segments_table pointer = { sizeof s->descriptors - 1,
		                                (uint64_t)s->descriptors };

	__asm__ volatile("lgdt %0\n\t"
	                 "pushq %1\n\t"
	                 "leaq 1f(%%rip), %%rax\n\t"
	                 "pushq %%rax\n\t"
	                 "lretq\n"
	                 "1:\tmovl %2, %%eax\n\t"
	                 "movl %%eax, %%ds\n\t"
	                 "movl %%eax, %%es\n\t"
	                 "movl %%eax, %%ss\n\t"
	                 "xorl %%eax, %%eax\n\t"
	                 "movl %%eax, %%fs\n\t"
	                 "movl %%eax, %%gs\n\t"
	                 "lldt %%ax\n\t"
	                 "movl %3, %%eax\n\t"
	                 "ltr %%ax"
	                 :
	                 : "m"(pointer), "i"(SEGMENT_CODE), "i"(SEGMENT_DATA), "i"(SEGMENT_TASK)
	                 : "rax", "memory");
}

static void start(struct segments *s, uint64_t stacks)
{
	for (int i = 0; i < SEGMENTS_STACK_COUNT; i++)
		s->task.interrupt_stack[i] = stacks + (uint64_t)(i + 1) * SEGMENTS_STACK_SIZE;
	describe(s);
	load(s);
}

void segments_start(void)
{
	start(&first, (uint64_t)first_stacks);
	percpu_start();
	per_cpu(stacks_bottom) = (uint64_t)first_stacks;
}

void segments_start_cpu(struct segments *segments, struct cpu *cpu, uint64_t stacks)
{
	start(segments, stacks);
	percpu_enter(cpu);
	per_cpu(stacks_bottom) = stacks;
}
