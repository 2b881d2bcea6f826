#pragma once
/* trap_entry: interrupt stubs: the seam between trap_entry.S and trap.c. */
#define TRAP_GROUP_SIZE 32 /* entries that share exits */
#define TRAP_ENTRY_SIZE 4  /* bytes */
#define TRAP_EXIT_SIZE  8
#define TRAP_FRAME_RIP  136 /* in struct trap_frame */
#define TRAP_FRAME_CS   144

#ifndef __ASSEMBLER__
#include <ingot/trap.h>
#include <stddef.h>

_Static_assert(sizeof(struct trap_frame) == 22 * 8, "trap_entry.S");
_Static_assert(offsetof(struct trap_frame, rip) == TRAP_FRAME_RIP, "trap_entry.S");
_Static_assert(offsetof(struct trap_frame, cs) == TRAP_FRAME_CS, "trap_entry.S");

struct trap_group {
	uint8_t entries[TRAP_GROUP_SIZE][TRAP_ENTRY_SIZE];
	uint8_t exits[2][TRAP_EXIT_SIZE]; /* without error code, with one */
};
extern const struct trap_group trap_groups[TRAP_COUNT / TRAP_GROUP_SIZE];

/* Called with interrupts off. */
void trap_dispatch(struct trap_frame *frame);
#endif
