/* fmemopen: a stream over memory of a fixed size; POSIX. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

struct buffer {
	struct memory memory; /* does not grow; its size is what counts as the content */
	int mode;             /* RUNTIME_OPEN_... */
	bool is_owned;
};

/* A 0 behind content that grew; where it fills the buffer, in place of its last byte if
 * the stream is for writing alone. */
static void terminate(const struct buffer *buffer)
{
	const struct memory *memory = &buffer->memory;

	if (memory->size < memory->capacity)
		memory->bytes[memory->size] = '\0';
	else if (!(buffer->mode & RUNTIME_OPEN_READ) && memory->capacity != 0)
		memory->bytes[memory->capacity - 1] = '\0';
}

static ptrdiff_t buffer_write(void *object, const void *from, size_t size_bytes)
{
	struct buffer *buffer = object;
	struct memory *memory = &buffer->memory;

	if (buffer->mode & RUNTIME_OPEN_APPEND)
		memory->at = memory->size;
	size_t room = memory->capacity - memory->at;
	size_t part = size_bytes < room ? size_bytes : room;
	if (part == 0)
		return -ENOSPC;
	memcpy(memory->bytes + memory->at, from, part);
	memory->at += part;
	if (memory->at > memory->size) {
		/* what a seek left out is what it was */
		memory->size = memory->at;
		terminate(buffer);
	}
	return (ptrdiff_t)part;
}

static int64_t buffer_seek(void *object, int64_t offset, int from)
{
	struct memory *memory = object;
	int64_t place = rt_memory_place(memory->at, memory->size, memory->capacity, offset, from);

	if (place >= 0)
		memory->at = (size_t)place;
	return place;
}

static int buffer_close(void *object)
{
	struct buffer *buffer = object;

	if (buffer->is_owned)
		free(buffer->memory.bytes);
	free(buffer);
	return 0;
}

/* The content at the start: all of it, none, or up to the first 0 to append to. */
static void open_buffer(struct buffer *buffer)
{
	struct memory *memory = &buffer->memory;

	if (buffer->mode & RUNTIME_OPEN_APPEND)
		memory->at = memory->size = strnlen((char *)memory->bytes, memory->capacity);
	else if (!(buffer->mode & RUNTIME_OPEN_TRUNCATE))
		memory->size = memory->capacity;
	else if (memory->capacity != 0)
		memory->bytes[0] = '\0';
}

FILE *fmemopen(void *__restrict memory, size_t size, const char *__restrict mode)
{
	int bits = rt_file_mode(mode);
	struct runtime_file file = {
		.read = rt_memory_read,
		.write = buffer_write,
		.seek = buffer_seek,
		.close = buffer_close,
	};

	if (bits < 0)
		return NULL;
	struct buffer *buffer = file.object = calloc(1, sizeof *buffer);
	if (!buffer)
		return NULL;
	*buffer = (struct buffer){
		.memory.bytes = memory ? memory : calloc(1, size),
		.memory.capacity = size,
		.mode = bits,
		.is_owned = !memory,
	};
	FILE *stream = buffer->memory.bytes ? rt_file_new(&file, bits) : NULL;
	if (stream)
		open_buffer(buffer);
	else
		buffer_close(buffer);
	return stream;
}
