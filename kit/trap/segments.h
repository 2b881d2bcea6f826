#pragma once
/* segments: GDT, TSS and IST: descriptor table, task state and the stacks of
 * exceptions that cannot trust the one they interrupt (Intel SDM vol. 3A,
 * 3.4.5, 6.14.5, 7.7).
 *
 * 64-bit mode has flat segments only; what is left of them are the two
 * selectors below and the task state, which names the exception stacks. */
#define SEGMENT_CODE 0x08
#define SEGMENT_DATA 0x10
#define SEGMENT_TASK 0x18

#include <stdbool.h>
#include <stdint.h>

/* Numbers of the interrupt stack table; 0 means "stay on the stack". */
enum segments_stack {
	SEGMENTS_STACK_DOUBLE_FAULT = 1,
	SEGMENTS_STACK_NMI = 2,
	SEGMENTS_STACK_MACHINE_CHECK = 3,
	SEGMENTS_STACK_COUNT = 3,
};

#define SEGMENTS_STACK_SIZE 16384 /* printf and a page walk, twice over */

#define SEGMENTS_STACKS_SIZE (SEGMENTS_STACK_COUNT * SEGMENTS_STACK_SIZE)

/* Packed: the manual's fields of 64 bits lie at multiples of 4. */
struct __attribute__((packed)) segments_task {
	uint32_t reserved0;
	uint64_t ring_stack[3];
	uint64_t reserved1;
	uint64_t interrupt_stack[7]; /* number 1 is at index 0 */
	uint64_t reserved2;
	uint16_t reserved3;
	uint16_t io_map; /* offset; at the end means: none */
};
_Static_assert(sizeof(struct segments_task) == 104, "SDM vol. 3A, 7.7");

/* Each CPU has its own. */
struct segments {
	uint64_t descriptors[SEGMENT_TASK / 8 + 2];
	struct segments_task task;
};

struct cpu;

/* On the first CPU: GS leads to its struct cpu then. */
void segments_start(void);

/* On a CPU but the first, with its own memory: SEGMENTS_STACKS_SIZE from
 * stacks on. GS leads to cpu then; FS is lost. */
void segments_start_cpu(struct segments *segments, struct cpu *cpu, uint64_t stacks);

/* True for an address on one of the running CPU's exception stacks. */
bool segments_own_stack(uint64_t address);

/* What LGDT and LIDT load. */
struct __attribute__((packed)) segments_table {
	uint16_t limit; /* the last byte's offset */
	uint64_t base;
};
