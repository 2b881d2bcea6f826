/* arena: as host/base/arena.c, for who looks for mistakes: behind everything that is
 * given out lie bytes that nobody may touch, and so does what is free. */
#include "host/base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sanitizer/asan_interface.h>

#include "workplace.h"

#define ZONE_BYTES 8 /* all that is given out begins at a multiple of 8 */

struct arena arena_new(size_t capacity_bytes)
{
	unsigned char *memory = malloc(capacity_bytes);

	if (!memory)
		abort();
	ASAN_POISON_MEMORY_REGION(memory, capacity_bytes);
	return (struct arena){ memory, memory + capacity_bytes };
}

unsigned char *arena_highest;

static unsigned char *take(struct arena *arena, size_t size_bytes, size_t alignment)
{
	size_t step = alignment < 8 ? 8 : alignment;
	size_t padding = -(uintptr_t)arena->next & (step - 1);
	size_t left = (size_t)(arena->end - arena->next);

	if (padding + ZONE_BYTES > left || size_bytes > left - padding - ZONE_BYTES)
		fuzz_fail(__FILE__, __LINE__, "an arena is large enough", "%zu bytes wanted",
		          size_bytes);
	unsigned char *memory = arena->next + padding;
	arena->next = memory + size_bytes + ZONE_BYTES;
	if (arena->next > arena_highest)
		arena_highest = arena->next;
	return memory;
}

void *arena_push_size(struct arena *arena, size_t size_bytes, size_t alignment, size_t count)
{
	if (size_bytes && count > SIZE_MAX / size_bytes)
		abort();
	size_t size = size_bytes * count;
	unsigned char *memory = take(arena, size, alignment);

	ASAN_UNPOISON_MEMORY_REGION(memory, size);
	ASAN_POISON_MEMORY_REGION(memory + size, ZONE_BYTES);
	return memset(memory, 0, size);
}

struct arena arena_part(struct arena *arena, size_t size_bytes)
{
	unsigned char *memory = take(arena, size_bytes, 8);

	ASAN_POISON_MEMORY_REGION(memory, size_bytes);
	return (struct arena){ memory, memory + size_bytes };
}
