#pragma once
/* guard: the heap's suspicion. A block that fails a test ends in
 * runtime_panic. Without HEAP_CHECKS only what costs nothing is tested: the
 * pointer's alignment and a second free.
 * Context: under the heap's lock. */

#include <runtime.h>

#include "block.h"

#if HEAP_CHECKS

/* A block was handed out for a payload of that size. */
void rt_guard_set(struct block *b, size_t payload);
/* A block of the caller's, about to be freed or resized. */
void rt_guard_check(struct block *b);
/* A block is about to become free. */
void rt_guard_clear(struct block *b);
/* What the caller may use of a block. */
size_t rt_guard_usable(const struct block *b);

#else

static inline void rt_guard_set(struct block *b, size_t payload)
{
	(void)b;
	(void)payload;
}

static inline void rt_guard_check(struct block *b)
{
	if ((uintptr_t)b % BLOCK_ALIGN != 0)
		runtime_panic(NULL, 0, "heap: a pointer that malloc never gave");
	if (block_is_free(b))
		runtime_panic(NULL, 0, "heap: double free or use of a freed block");
}

static inline void rt_guard_clear(struct block *b)
{
	(void)b;
}

static inline size_t rt_guard_usable(const struct block *b)
{
	return block_size(b) - BLOCK_HEADER;
}

#endif
