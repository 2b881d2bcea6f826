#include "heap.h"

#include <errno.h>
#include <runtime.h>
#include <string.h>

#include "bins.h"
#include "guard.h"
#include "region.h"

/* What the heap asks for when it has no room: its regions are a row of doubling
 * sizes, so that there are few of them, up to a limit, so that little lies
 * idle. */
#define GROWTH_MIN      ((size_t)64 << 10)
#define GROWTH_MAX      ((size_t)4 << 20)
#define REGION_OVERHEAD (4 * BLOCK_MIN)

static const struct heap_lock *lock;
static bool (*grow)(size_t size_bytes);
static struct heap_stats stats; /* but for what follows from others */
static size_t block_bytes;      /* of all blocks together, free or not */

static uintptr_t enter(void)
{
	return lock ? lock->acquire() : 0;
}

static void leave(uintptr_t state)
{
	if (lock)
		lock->release(state);
}

void heap_set_lock(const struct heap_lock *new_lock)
{
	lock = new_lock;
}

void heap_set_grow(bool (*new_grow)(size_t size_bytes))
{
	grow = new_grow;
}

void heap_add_region(void *base, size_t size_bytes)
{
	uintptr_t state = enter();
	size_t added = rt_region_add(base, size_bytes);

	if (added != 0)
		stats.region_bytes += size_bytes;
	block_bytes += added;
	leave(state);
}

struct heap_stats heap_get_stats(void)
{
	uintptr_t state = enter();
	struct heap_stats now = stats;
	size_t largest = rt_bins_largest();
	size_t overhead = BLOCK_HEADER + BLOCK_GUARD_MIN;

	now.free_bytes = block_bytes - now.used_bytes;
	now.largest_free_bytes = largest > overhead ? largest - overhead : 0;
	leave(state);
	return now;
}

static void check_block(struct block *b)
{
	rt_guard_check_row(b);
	if (!block_is_free(b))
		rt_guard_check(b);
}

void heap_check(void)
{
	uintptr_t state = enter();

	rt_region_each(check_block);
	leave(state);
}

/* The block for a payload, or 0 if there can be none. */
static size_t size_for(size_t payload)
{
	if (payload > BINS_SIZE_MAX - BLOCK_MIN - BLOCK_GUARD_MIN)
		return 0;
	size_t size = block_round_up(BLOCK_HEADER + payload + BLOCK_GUARD_MIN);
	return size > BLOCK_MIN ? size : BLOCK_MIN;
}

static void count_used(size_t before, size_t after)
{
	stats.used_bytes += after - before;
	if (stats.used_bytes > stats.peak_bytes)
		stats.peak_bytes = stats.used_bytes;
}

static struct block *take(size_t payload, size_t alignment, const void *caller)
{
	size_t size = size_for(payload);
	struct block *b = NULL;

	if (size != 0 && alignment <= BINS_SIZE_MAX - size)
		b = rt_region_take(size, alignment);
	if (!b)
		return NULL;
	rt_guard_set(b, payload, caller);
	count_used(0, block_size(b));
	stats.block_count++;
	stats.allocation_count++;
	return b;
}

static size_t growth_for(size_t needed)
{
	size_t step = heap_get_stats().region_bytes;

	if (step > GROWTH_MAX)
		step = GROWTH_MAX;
	if (step < GROWTH_MIN)
		step = GROWTH_MIN;
	return step > needed ? step : needed;
}

/* Asks the kernel for memory, first for some to spare. Without the lock: it may
 * have locks of its own to take, and adds the region under this one. */
static bool grow_for(size_t payload, size_t alignment)
{
	size_t size = size_for(payload);
	size_t needed, step;

	if (!grow || size == 0 || alignment > BINS_SIZE_MAX - REGION_OVERHEAD - size)
		return false;
	needed = size + alignment + REGION_OVERHEAD;
	step = growth_for(needed);
	return grow(step) || (step > needed && grow(needed));
}

static struct block *take_locked(size_t payload, size_t alignment, const void *caller)
{
	uintptr_t state = enter();
	struct block *b = take(payload, alignment, caller);

	leave(state);
	return b;
}

/* Others may have taken what was just added, so more than once. */
static struct block *take_or_grow(size_t payload, size_t alignment, const void *caller)
{
	for (;;) {
		struct block *b = take_locked(payload, alignment, caller);

		if (b || !grow_for(payload, alignment))
			return b;
	}
}

void *rt_heap_refuse(void)
{
	uintptr_t state = enter();

	stats.failure_count++;
	leave(state);
	errno = ENOMEM;
	return NULL;
}

void *rt_heap_allocate(size_t size, size_t alignment, const void *caller)
{
	struct block *b = take_or_grow(size, alignment, caller);

	if (!b)
		return rt_heap_refuse();
	if (HEAP_CHECKS)
		memset(block_payload(b), BLOCK_FRESH_BYTE, size);
	return block_payload(b);
}

void rt_heap_release(void *payload, const void *caller)
{
	uintptr_t state = enter();
	struct block *b = block_of(payload);

	rt_guard_check(b);
	rt_guard_clear(b, caller);
	count_used(block_size(b), 0);
	stats.block_count--;
	rt_region_give(b);
	leave(state);
}

int rt_heap_resize(void *payload, size_t size, const void *caller)
{
	uintptr_t state = enter();
	struct block *b = block_of(payload);

	rt_guard_check(b);
	size_t before = block_size(b), needed = size_for(size);
	int resized = needed != 0 && rt_region_resize(b, needed);
	if (resized) {
		rt_guard_set(b, size, caller);
		count_used(before, block_size(b));
	}
	leave(state);
	return resized;
}

size_t rt_heap_usable(void *payload)
{
	uintptr_t state = enter();
	struct block *b = block_of(payload);

	rt_guard_check(b);
	size_t usable = rt_guard_usable(b);
	leave(state);
	return usable;
}
