/* open_memstream: a stream that is written into a string that grows; POSIX. */
#include <errno.h>
#include <stdlib.h>

#include "memory.h"

struct string_stream {
	struct memory memory;
	/* The program's: set when something was written or the place moved, which is
	 * before the flush that POSIX asks for, or at it. */
	char **string;
	size_t *size;
};

/* The size is that of the string up to the place, or to its end if that is nearer. */
static void publish(const struct string_stream *to)
{
	const struct memory *memory = &to->memory;

	*to->string = (char *)memory->bytes;
	*to->size = memory->at < memory->size ? memory->at : memory->size;
}

static ptrdiff_t write_string(void *object, const void *from, size_t size_bytes)
{
	struct string_stream *to = object;
	ptrdiff_t written = rt_memory_write(&to->memory, from, size_bytes);

	publish(to);
	return written == -ENOSPC ? -ENOMEM : written;
}

static int64_t seek_string(void *object, int64_t offset, int from)
{
	struct string_stream *in = object;
	int64_t place = rt_memory_seek(&in->memory, offset, from);

	publish(in);
	return place;
}

FILE *open_memstream(char **string, size_t *size)
{
	struct runtime_file file = {
		.write = write_string,
		.seek = seek_string,
	};

	if (!string || !size) {
		errno = EINVAL;
		return NULL;
	}
	struct string_stream *to = file.object = calloc(1, sizeof *to);
	if (!to)
		return NULL;
	FILE *stream = rt_memory_open(file, 0);
	if (!stream)
		return NULL;
	to->string = string;
	to->size = size;
	publish(to);
	return stream;
}
