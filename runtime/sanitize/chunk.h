#pragma once
/* chunk: a block of the heap with the sanitizer's redzones, and the quarantine.
 *
 *	| struct chunk, poisoned | payload | poisoned, to a multiple of 16 |
 *
 * Freed chunks wait in a queue, poisoned, until CHUNK_QUEUE_BYTES_MAX are behind
 * them: a pointer that is used too late then finds them poisoned. */

#include <sanitize.h>
#include <stddef.h>
#include <stdint.h>

#define CHUNK_QUEUE_BYTES_MAX (256u << 10)
#define CHUNK_EDGE            16 /* behind the payload at least */

enum chunk_state { CHUNK_LIVE = 0x4c49, CHUNK_FREED = 0x4652 };

struct chunk_callers {
	size_t count;
	uintptr_t callers[SANITIZE_CALLERS_MAX];
};

struct chunk {
	_Alignas(16) uintptr_t magic; /* depends on the address */
	enum chunk_state state;
	void *block;        /* as the heap gave it */
	size_t size_bytes;  /* as the caller asked */
	struct chunk *next; /* in the queue of freed ones */
	struct chunk_callers allocated, freed;
};

/* The chunk that an address belongs to, its poisoned bytes included, or that
 * ends nearest before it. NULL: no memory that malloc ever gave. */
const struct chunk *rt_chunk_find(uintptr_t address);
