#pragma once
/* observed: what the machines of a run executed, summed up.
 *
 * Each machine leaves a file (abi/observe.h). A block of one that is the same as another's,
 * by address and bytes, is one block here, and so is the way in which it was left. */
#include <stdint.h>

#include "abi/observe.h"
#include "host/base/text.h"

struct observed_block {
	uint64_t address, hash;
	uint32_t bytes, instructions;
	uint64_t count; /* how often it began */
	uint32_t left;  /* its first way + 1; 0: it was never left */
};

/* A block was left at `offset` before its end, in one way. */
struct observed_leave {
	uint32_t offset, index, why; /* enum observe_why */
	uint32_t next;               /* of the same block, + 1; 0: none */
	uint64_t count;
};

struct observed {
	struct arena *keep;
	struct bytes elf; /* the kernel's file, whose code it is */
	struct observed_block *blocks;
	size_t block_count, block_capacity;
	struct observed_leave *leaves;
	size_t leave_count, leave_capacity;
	uint32_t *slots; /* a hash table of numbers + 1 */
	size_t slot_count;
	uint32_t missing; /* OBSERVE_NO_..., of any machine */
	uint64_t lost;    /* blocks and ways that had no room */
	int machines;     /* with a file that was whole */
	/* The first instructions of the kernel, where it was linked: by them it is found where
	 * the loader has put it. Empty: it lies there. */
	uint64_t entry;
	struct bytes entry_code;
};

/* Nothing yet, of a kernel's ELF file. */
struct observed observed_new(struct arena *keep, struct bytes elf);
/* Adds what an open file says. False: it is none, or QEMU ended before it was begun. */
bool observed_add(struct observed *observed, int fd, struct arena scratch);
