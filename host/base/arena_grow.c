/* arena_grow: arrays that double. It stands apart from how an arena is made, which the
 * fuzzers make otherwise. */
#include <stdint.h>
#include <string.h>

#include "host/base/arena.h"

#define GROW_FIRST 32 /* items */

void *arena_grow_size(struct arena *arena, const void *items, size_t count, size_t *capacity,
                      size_t size_bytes)
{
	if (count + 1 < *capacity)
		return (void *)(uintptr_t)items;
	*capacity = *capacity ? 2 * *capacity : GROW_FIRST;
	void *moved = arena_push_size(arena, size_bytes, _Alignof(max_align_t), *capacity);
	return count ? memcpy(moved, items, count * size_bytes) : moved;
}
