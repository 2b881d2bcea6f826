#include "guard.h"

#include <runtime.h>
#include <string.h>

#include "region.h"

#if HEAP_CHECKS

static void demand(bool good, const char *message)
{
	if (!good)
		runtime_panic(NULL, 0, message);
}

#define GUARD_MAGIC ((uintptr_t)UINT64_C(0x8ea9b10c5afe57a7))

static unsigned char *guard_of(struct block *b)
{
	return (unsigned char *)block_payload(b) + b->requested;
}

static size_t guard_size(const struct block *b)
{
	return block_size(b) - BLOCK_HEADER - b->requested;
}

void rt_guard_set(struct block *b, size_t payload)
{
	b->magic = GUARD_MAGIC ^ (uintptr_t)b;
	b->requested = payload;
	memset(guard_of(b), BLOCK_GUARD_BYTE, guard_size(b));
}

static void check_guard(struct block *b)
{
	const unsigned char *guard = guard_of(b);

	for (size_t i = 0; i < guard_size(b); i++)
		demand(guard[i] == BLOCK_GUARD_BYTE,
		       "heap: overrun: a block was written past its end");
}

/* As a number: a damaged size may lead anywhere. */
static uintptr_t end_of(const struct block *b)
{
	return (uintptr_t)b + block_size(b);
}

/* Both neighbours must agree that it lies between them. */
static bool neighbours_agree(struct block *b)
{
	const struct block *previous = b->previous;

	if (block_size(b) < BLOCK_MIN || block_size(b) % BLOCK_ALIGN != 0 ||
	    !rt_region_holds(end_of(b) - 1) || block_next(b)->previous != b)
		return false;
	return previous == NULL ||
	       ((uintptr_t)previous % BLOCK_ALIGN == 0 &&
	        rt_region_holds((uintptr_t)previous) &&
	        end_of(previous) == (uintptr_t)b);
}

void rt_guard_check(struct block *b)
{
	demand((uintptr_t)b % BLOCK_ALIGN == 0 && rt_region_holds((uintptr_t)b),
	       "heap: a pointer that malloc never gave");
	demand(b->magic != ~(GUARD_MAGIC ^ (uintptr_t)b),
	       "heap: double free or use of a freed block");
	demand(b->magic == (GUARD_MAGIC ^ (uintptr_t)b) && !block_is_free(b),
	       "heap: a pointer that malloc never gave, or a header overwritten");
	demand(neighbours_agree(b) &&
	       b->requested <= block_size(b) - BLOCK_HEADER - BLOCK_GUARD_MIN,
	       "heap: a block's header was overwritten");
	check_guard(b);
}

void rt_guard_clear(struct block *b)
{
	memset(block_payload(b), BLOCK_FREED_BYTE, block_size(b) - BLOCK_HEADER);
	b->magic = ~(GUARD_MAGIC ^ (uintptr_t)b);
}

size_t rt_guard_usable(const struct block *b)
{
	return b->requested;
}

#endif
