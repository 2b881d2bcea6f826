#include "host/base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/status.h"

static _Noreturn void out_of_memory(size_t wanted_bytes)
{
	fprintf(stderr, "ingot: error: out of memory: %zu bytes wanted\n", wanted_bytes);
	exit(STATUS_MEMORY);
}

struct arena arena_new(size_t capacity_bytes)
{
	/* One large malloc is lazily backed by every system Ingot runs on. */
	unsigned char *memory = malloc(capacity_bytes);

	if (!memory)
		out_of_memory(capacity_bytes);
	return (struct arena){ memory, memory + capacity_bytes };
}

void *arena_push_size(struct arena *arena, size_t size_bytes, size_t alignment, size_t count)
{
	size_t padding = -(uintptr_t)arena->next & (alignment - 1);
	size_t left = (size_t)(arena->end - arena->next);

	if (padding > left || (size_bytes && count > (left - padding) / size_bytes))
		out_of_memory(size_bytes && count > SIZE_MAX / size_bytes ? SIZE_MAX
		                                                          : size_bytes * count);
	unsigned char *memory = arena->next + padding;
	arena->next = memory + size_bytes * count;
	return memset(memory, 0, size_bytes * count);
}

struct arena arena_part(struct arena *arena, size_t size_bytes)
{
	unsigned char *memory = arena->next;

	if (size_bytes > (size_t)(arena->end - memory))
		out_of_memory(size_bytes);
	arena->next += size_bytes;
	return (struct arena){ memory, arena->next };
}
