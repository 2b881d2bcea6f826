/* open_wmemstream: a stream that is written into a wide string that grows; POSIX.
 *
 * The stream carries UTF-8 as all do. It is not buffered, so that its place is that of
 * the string, in wide characters. */
#include <errno.h>
#include <stdlib.h>
#include <wchar.h>

#include "../stdio/memory.h"

struct string_stream {
	struct memory memory; /* its places and sizes are bytes */
	mbstate_t state;      /* of a character that was written in parts */
	wchar_t **string;
	size_t *size;
};

static void publish(const struct string_stream *to)
{
	const struct memory *memory = &to->memory;

	void *bytes = memory->bytes;

	*to->string = bytes;
	*to->size = (memory->at < memory->size ? memory->at : memory->size) / sizeof(wchar_t);
}

/* Room for one more, and for a whole 0 behind it. */
static ptrdiff_t write_one(struct memory *memory, wchar_t c)
{
	if (!rt_memory_reserve(memory, memory->at + 2 * sizeof c))
		return -ENOMEM;
	return rt_memory_write(memory, &c, sizeof c);
}

static ptrdiff_t write_string(void *object, const void *from, size_t size_bytes)
{
	struct string_stream *to = object;
	const char *bytes = from;
	ptrdiff_t written = 0;

	for (size_t i = 0; i < size_bytes && written >= 0; i++) {
		wchar_t c;
		size_t taken = mbrtowc(&c, bytes + i, 1, &to->state);

		if (taken == (size_t)-1)
			written = -EILSEQ;
		else if (taken != (size_t)-2)
			written = write_one(&to->memory, c);
	}
	publish(to);
	return written < 0 ? written : (ptrdiff_t)size_bytes;
}

static int64_t seek_string(void *object, int64_t offset, int from)
{
	struct string_stream *in = object;
	int64_t bytes, place;

	if (__builtin_mul_overflow(offset, (int64_t)sizeof(wchar_t), &bytes))
		return -EINVAL;
	place = rt_memory_seek(&in->memory, bytes, from);
	if (place < 0)
		return place;
	in->state = (mbstate_t){ .value = 0 };
	publish(in);
	return place / (int64_t)sizeof(wchar_t);
}

FILE *open_wmemstream(wchar_t **string, size_t *size)
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
	FILE *stream = rt_memory_open(file, sizeof(wchar_t));
	if (!stream)
		return NULL;
	setvbuf(stream, NULL, _IONBF, 0);
	fwide(stream, 1);
	to->string = string;
	to->size = size;
	publish(to);
	return stream;
}
