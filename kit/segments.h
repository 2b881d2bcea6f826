#pragma once
/* segments: descriptor table, task state and the stacks of exceptions that
 * cannot trust the one they interrupt (Intel SDM vol. 3A, 3.4.5, 6.14.5, 7.7).
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

#define SEGMENTS_STACK_SIZE 16384	/* printf and a page walk, twice over */

/* True for an address on one of the exception stacks. */
bool segments_own_stack(uint64_t address);

/* What LGDT and LIDT load. */
struct __attribute__((packed)) segments_table {
	uint16_t limit;			/* the last byte's offset */
	uint64_t base;
};
