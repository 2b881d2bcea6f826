/* segments: see segments.h. */
#include "kit/segments.h"

#include "abi/x86.h"
#include <stddef.h>

#include "kit/kit.h"

/* Packed: the manual's fields of 64 bits lie at multiples of 4. */
struct __attribute__((packed)) task_state {
	uint32_t reserved0;
	uint64_t ring_stack[3];
	uint64_t reserved1;
	uint64_t interrupt_stack[7];	/* number 1 is at index 0 */
	uint64_t reserved2;
	uint16_t reserved3;
	uint16_t io_map;		/* offset; at the end means: none */
};
_Static_assert(sizeof(struct task_state) == 104, "SDM vol. 3A, 7.7");

#define TASK_PRESENT_AVAILABLE 0x0000890000000000ull

static struct task_state task = { .io_map = sizeof(task) };

static uint64_t descriptors[] = {
	0,
	[SEGMENT_CODE / 8] = X86_DESCRIPTOR_CODE64,
	[SEGMENT_DATA / 8] = X86_DESCRIPTOR_DATA,
	[SEGMENT_TASK / 8] = 0, 0,	/* twice the size of the others */
};

static _Alignas(16) uint8_t stacks[SEGMENTS_STACK_COUNT][SEGMENTS_STACK_SIZE];

bool segments_own_stack(uint64_t address)
{
	uint64_t first = (uint64_t)stacks;

	return address >= first && address < first + sizeof(stacks);
}

static void describe_task(void)
{
	uint64_t base = (uint64_t)&task;

	descriptors[SEGMENT_TASK / 8] = TASK_PRESENT_AVAILABLE |
		(sizeof(task) - 1) | (base & 0xffffff) << 16 |
		(base >> 24 & 0xff) << 56;
	descriptors[SEGMENT_TASK / 8 + 1] = base >> 32;
}

/* CS can only be loaded by a far return. */
static void load_descriptors(void)
{
	const struct segments_table pointer = {
		sizeof(descriptors) - 1, (uint64_t)descriptors
	};

	__asm__ volatile(
		"lgdt %0\n\t"
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
		"movl %3, %%eax\n\t"
		"ltr %%ax"
		: : "m"(pointer), "i"(SEGMENT_CODE), "i"(SEGMENT_DATA),
		    "i"(SEGMENT_TASK)
		: "rax", "memory");
}

void segments_start(void)
{
	for (int i = 0; i < SEGMENTS_STACK_COUNT; i++)
		task.interrupt_stack[i] = (uint64_t)stacks[i] + SEGMENTS_STACK_SIZE;
	describe_task();
	load_descriptors();
}
