#pragma once
/* trap_entry: the seam between trap_entry.S and trap.c. */
#define TRAP_STUB_SIZE 16		/* bytes from one vector's entry to the next */
#define TRAP_FRAME_RIP 136		/* in struct trap_frame */

#ifndef __ASSEMBLER__
#include <ingot/trap.h>
#include <stddef.h>

_Static_assert(offsetof(struct trap_frame, rip) == TRAP_FRAME_RIP, "trap_entry.S");

extern const uint8_t trap_stubs[TRAP_COUNT][TRAP_STUB_SIZE];

/* Called with interrupts off. */
void trap_dispatch(struct trap_frame *frame);
#endif
