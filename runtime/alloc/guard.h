#pragma once
/* guard: heap corruption checks. A block that fails a test ends in a heap report.
 * Without HEAP_CHECKS only what costs nothing is tested: the pointer's
 * alignment and a second free. Context: under the heap's lock. */

#include "block.h"
#include "heap_report.h"

#define GUARD_NEVER_GAVE  "heap: invalid free: not a pointer that malloc returned"
#define GUARD_DOUBLE_FREE "heap: double free or use of a freed block"

#if HEAP_CHECKS

/* A block was handed out for a payload of that size; caller: the address that
 * the heap was called from. */
void rt_guard_set(struct block *b, size_t payload, const void *caller);
/* A block of the caller's, about to be freed or resized. */
void rt_guard_check(struct block *b);
/* A block is about to become free. */
void rt_guard_clear(struct block *b, const void *caller);
/* What the caller may use of a block. */
size_t rt_guard_usable(const struct block *b);

#else

static inline void rt_guard_set(struct block *b, size_t payload, const void *caller)
{
	(void)b;
	(void)payload;
	(void)caller;
}

static inline void rt_guard_check(struct block *b)
{
	if ((uintptr_t)b % BLOCK_ALIGN != 0)
		rt_heap_report(GUARD_NEVER_GAVE, block_payload(b));
	if (block_is_free(b))
		rt_heap_report(GUARD_DOUBLE_FREE, block_payload(b));
}

static inline void rt_guard_clear(struct block *b, const void *caller)
{
	(void)b;
	(void)caller;
}

static inline size_t rt_guard_usable(const struct block *b)
{
	return block_size(b) - BLOCK_HEADER;
}

#endif

/* Any block, free or in use: does its size lead to one that knows of it? */
void rt_guard_check_row(struct block *b);
