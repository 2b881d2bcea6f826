#include "guard.h"

#include <string.h>

#include "heap_report.h"
#include "region.h"

#define OVERWRITTEN "heap: corrupt block header"
#define OVERRUN     "heap: overrun: write past the end of a block"

#if HEAP_CHECKS

#define GUARD_MAGIC ((uintptr_t)UINT64_C(0x8ea9b10c5afe57a7))

static uintptr_t seal_of(const struct block *b)
{
	return GUARD_MAGIC ^ (uintptr_t)b ^ b->allocated_by ^ ~b->freed_by ^ b->requested;
}

static unsigned char *guard_of(struct block *b)
{
	return (unsigned char *)block_payload(b) + b->requested;
}

static size_t guard_size(const struct block *b)
{
	return block_size(b) - BLOCK_HEADER - b->requested;
}

void rt_guard_set(struct block *b, size_t payload, const void *caller)
{
	b->allocated_by = (uintptr_t)caller;
	b->freed_by = 0;
	b->requested = payload;
	b->seal = seal_of(b);
	memset(guard_of(b), BLOCK_GUARD_BYTE, guard_size(b));
}

static void check_guard(struct block *b)
{
	const unsigned char *guard = guard_of(b);

	for (size_t i = 0; i < guard_size(b); i++)
		if (guard[i] != BLOCK_GUARD_BYTE)
			rt_heap_report_block(OVERRUN, b);
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
	return !previous ||
	       ((uintptr_t)previous % BLOCK_ALIGN == 0 && rt_region_holds((uintptr_t)previous) &&
	        end_of(previous) == (uintptr_t)b);
}

void rt_guard_check(struct block *b)
{
	if ((uintptr_t)b % BLOCK_ALIGN != 0 || !rt_region_holds((uintptr_t)b))
		rt_heap_report(GUARD_NEVER_GAVE, block_payload(b));
	if (b->freed_by != 0 && b->seal == ~seal_of(b))
		rt_heap_report_block(GUARD_DOUBLE_FREE, b);
	if (b->seal != seal_of(b) || block_is_free(b))
		rt_heap_report(GUARD_NEVER_GAVE ", or a header overwritten", block_payload(b));
	if (!neighbours_agree(b) || b->requested > block_size(b) - BLOCK_HEADER - BLOCK_GUARD_MIN)
		rt_heap_report(OVERWRITTEN, block_payload(b));
	check_guard(b);
}

void rt_guard_clear(struct block *b, const void *caller)
{
	memset(block_payload(b), BLOCK_FREED_BYTE, block_size(b) - BLOCK_HEADER);
	b->freed_by = caller ? (uintptr_t)caller : 1;
	b->seal = ~seal_of(b);
}

size_t rt_guard_usable(const struct block *b)
{
	return b->requested;
}

/* Freeing breaks the seal: a free block that still has it was marked so by a
 * stray write. */
static bool is_marked_free_only(const struct block *b)
{
	return block_is_free(b) && b->seal == seal_of(b);
}

#else

static bool is_marked_free_only(const struct block *b)
{
	(void)b;
	return false;
}

#endif

void rt_guard_check_row(struct block *b)
{
	/* as numbers: a damaged size may lead anywhere */
	if (block_size(b) < BLOCK_MIN || block_size(b) % BLOCK_ALIGN != 0 ||
	    !rt_region_holds((uintptr_t)b + block_size(b) - 1) || is_marked_free_only(b))
		rt_heap_report(OVERWRITTEN, block_payload(b));
	struct block *next = block_next(b);
	if (next->previous != b || (block_is_free(b) && block_is_free(next)))
		rt_heap_report(OVERWRITTEN, block_payload(b));
}
