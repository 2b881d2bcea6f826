#include "memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ptrdiff_t rt_memory_read(void *object, void *to, size_t size_bytes)
{
	struct memory *memory = object;
	size_t left = memory->at < memory->size ? memory->size - memory->at : 0;
	size_t part = size_bytes < left ? size_bytes : left;

	if (part != 0)
		memcpy(to, memory->bytes + memory->at, part);
	memory->at += part;
	return (ptrdiff_t)part;
}

/* Doubled, so that a file is not copied at every write. */
bool rt_memory_reserve(struct memory *memory, size_t size)
{
	if (size < memory->capacity)
		return true;
	size_t capacity = size < BUFSIZ ? BUFSIZ : size > PTRDIFF_MAX / 2 ? size + 1 : 2 * size;
	unsigned char *bytes = realloc(memory->bytes, capacity);

	if (!bytes)
		return false;
	memset(bytes + memory->capacity, 0, capacity - memory->capacity);
	memory->bytes = bytes;
	memory->capacity = capacity;
	return true;
}

ptrdiff_t rt_memory_write(void *object, const void *from, size_t size_bytes)
{
	struct memory *memory = object;

	if (size_bytes >= PTRDIFF_MAX - memory->at ||
	    !rt_memory_reserve(memory, memory->at + size_bytes))
		return -ENOSPC;
	memcpy(memory->bytes + memory->at, from, size_bytes);
	memory->at += size_bytes;
	if (memory->at > memory->size)
		memory->size = memory->at;
	return (ptrdiff_t)size_bytes;
}

int64_t rt_memory_place(size_t at, size_t size, size_t limit, int64_t offset, int from)
{
	int64_t place = from == SEEK_SET ? 0 : (int64_t)(from == SEEK_CUR ? at : size);

	if (from != SEEK_SET && from != SEEK_CUR && from != SEEK_END)
		return -EINVAL;
	if (__builtin_add_overflow(place, offset, &place) || place < 0 || (uint64_t)place > limit)
		return -EINVAL;
	return place;
}

static int close_memory(void *object)
{
	free(object);
	return 0;
}

FILE *rt_memory_open(struct runtime_file file, size_t size)
{
	struct memory *memory = file.object;

	file.close = close_memory;
	FILE *stream = rt_memory_reserve(memory, size) ? rt_file_new(&file, RUNTIME_OPEN_WRITE)
	                                               : NULL;
	if (!stream) {
		free(memory->bytes);
		free(memory);
	}
	return stream;
}

int64_t rt_memory_seek(void *object, int64_t offset, int from)
{
	struct memory *memory = object;
	int64_t place = rt_memory_place(memory->at, memory->size, PTRDIFF_MAX, offset, from);

	if (place >= 0)
		memory->at = (size_t)place;
	return place;
}
