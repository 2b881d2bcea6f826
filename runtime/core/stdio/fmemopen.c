/* fmemopen: a stream over memory of a fixed size; POSIX. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "memory.h"

struct buffer {
	char *bytes;
	size_t capacity;
	size_t size, at; /* what counts as the content, and the place in it */
	int mode;        /* RUNTIME_OPEN_... */
	bool is_owned;
};

static ptrdiff_t buffer_read(void *object, void *to, size_t size_bytes)
{
	struct buffer *buffer = object;
	size_t left = buffer->at < buffer->size ? buffer->size - buffer->at : 0;
	size_t part = size_bytes < left ? size_bytes : left;

	if (part != 0)
		memcpy(to, buffer->bytes + buffer->at, part);
	buffer->at += part;
	return (ptrdiff_t)part;
}

/* A 0 behind content that grew; where it fills the buffer, in place of its last byte if
 * the stream is for writing alone. */
static void terminate(struct buffer *buffer)
{
	if (buffer->size < buffer->capacity)
		buffer->bytes[buffer->size] = '\0';
	else if (!(buffer->mode & RUNTIME_OPEN_READ) && buffer->capacity != 0)
		buffer->bytes[buffer->capacity - 1] = '\0';
}

static ptrdiff_t buffer_write(void *object, const void *from, size_t size_bytes)
{
	struct buffer *buffer = object;

	if (buffer->mode & RUNTIME_OPEN_APPEND)
		buffer->at = buffer->size;
	size_t room = buffer->capacity - buffer->at;
	size_t part = size_bytes < room ? size_bytes : room;
	if (part == 0)
		return -ENOSPC;
	memcpy(buffer->bytes + buffer->at, from, part);
	buffer->at += part;
	if (buffer->at > buffer->size) {
		/* what a seek left out is what it was */
		buffer->size = buffer->at;
		terminate(buffer);
	}
	return (ptrdiff_t)part;
}

static int64_t buffer_seek(void *object, int64_t offset, int from)
{
	struct buffer *buffer = object;
	int64_t place = rt_memory_place(buffer->at, buffer->size, buffer->capacity, offset, from);

	if (place >= 0)
		buffer->at = (size_t)place;
	return place;
}

static int buffer_close(void *object)
{
	struct buffer *buffer = object;

	if (buffer->is_owned)
		free(buffer->bytes);
	free(buffer);
	return 0;
}

/* The content at the start: all of it, none, or up to the first 0 to append to. */
static void open_buffer(struct buffer *buffer)
{
	if (buffer->mode & RUNTIME_OPEN_APPEND)
		buffer->at = buffer->size = strnlen(buffer->bytes, buffer->capacity);
	else if (!(buffer->mode & RUNTIME_OPEN_TRUNCATE))
		buffer->size = buffer->capacity;
	else if (buffer->capacity != 0)
		buffer->bytes[0] = '\0';
}

FILE *fmemopen(void *__restrict memory, size_t size, const char *__restrict mode)
{
	int bits = rt_file_mode(mode);
	struct runtime_file file = {
		.read = buffer_read,
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
		.bytes = memory ? memory : calloc(1, size),
		.capacity = size,
		.mode = bits,
		.is_owned = !memory,
	};
	FILE *stream = buffer->bytes ? rt_file_new(&file, bits) : NULL;
	if (stream)
		open_buffer(buffer);
	else
		buffer_close(buffer);
	return stream;
}
