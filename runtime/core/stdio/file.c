/* The buffer of a file: see file.h. */
#include "file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int fail(FILE *stream, int number)
{
	errno = number;
	stream->failed = true;
	return EOF;
}

/* A file without a buffer of its own gets one at its first use. */
static bool provide_buffer(FILE *stream)
{
	if (stream->buffer)
		return true;
	stream->buffer = malloc(BUFSIZ);
	if (!stream->buffer) {
		stream->failed = true;
		return false;
	}
	stream->capacity = BUFSIZ;
	stream->owns_buffer = true;
	return true;
}

/* All of it, however little the kernel takes at a time: the bytes written. */
static size_t write_through(FILE *to, const unsigned char *from, size_t size_bytes)
{
	for (size_t done = 0; done < size_bytes;) {
		ptrdiff_t part = to->file.write(to->file.object, from + done, size_bytes - done);

		if (part <= 0) {
			fail(to, part < 0 ? (int)-part : EIO);
			return done;
		}
		done += (size_t)part;
	}
	return size_bytes;
}

int rt_file_flush(FILE *to)
{
	if (!to->writing)
		return 0;
	size_t size_bytes = to->filled;
	to->filled = 0; /* what could not be written is lost, C17 7.21.5.2 */
	return write_through(to, to->buffer, size_bytes) == size_bytes ? 0 : EOF;
}

/* What was read ahead is given back: the file's place is the program's. */
static int stop_reading(FILE *stream)
{
	int64_t ahead = (int64_t)(stream->filled - stream->at) + stream->pushed_count;

	stream->at = stream->filled = 0;
	stream->pushed_count = 0;
	if (ahead == 0 || !stream->file.seek)
		return 0;
	int64_t place = stream->file.seek(stream->file.object, -ahead, SEEK_CUR);
	return place < 0 ? fail(stream, (int)-place) : 0;
}

static int start_writing(FILE *to)
{
	if (to->writing)
		return 0;
	if (!to->writable || !to->file.write)
		return fail(to, EBADF);
	if (stop_reading(to) == EOF || (to->buffering != _IONBF && !provide_buffer(to)))
		return EOF;
	to->writing = true;
	return 0;
}

static int start_reading(FILE *from)
{
	if (!from->readable || !from->file.read)
		return fail(from, EBADF);
	if (from->writing && rt_file_flush(from) == EOF)
		return EOF;
	from->writing = false;
	return provide_buffer(from) ? 0 : EOF;
}

size_t rt_file_put(FILE *to, const void *from, size_t size_bytes)
{
	const unsigned char *bytes = from;
	size_t done = 0;

	if (start_writing(to) == EOF)
		return 0;
	if (to->buffering == _IONBF)
		return write_through(to, bytes, size_bytes);
	while (done < size_bytes) {
		size_t room = to->capacity - to->filled, left = size_bytes - done;
		size_t part = left < room ? left : room;

		memcpy(to->buffer + to->filled, bytes + done, part);
		to->filled += part;
		done += part;
		if (to->filled == to->capacity && rt_file_flush(to) == EOF)
			return done - part;
	}
	if (to->buffering == _IOLBF && memchr(bytes, '\n', size_bytes) && rt_file_flush(to) == EOF)
		return 0;
	return done;
}

/* Reads ahead: EOF at the end and after an error. */
static int fill(FILE *from)
{
	if (start_reading(from) == EOF)
		return EOF;
	size_t size_bytes = from->buffering == _IONBF ? 1 : from->capacity;
	ptrdiff_t part = from->file.read(from->file.object, from->buffer, size_bytes);

	from->at = from->filled = 0;
	if (part < 0)
		return fail(from, (int)-part);
	if (part == 0) {
		from->ended = true;
		return EOF;
	}
	from->filled = (size_t)part;
	return 0;
}

int rt_file_get(FILE *from)
{
	if (from->pushed_count > 0)
		return from->pushed[--from->pushed_count];
	if (from->ended || ((from->writing || from->at == from->filled) && fill(from) == EOF))
		return EOF;
	return from->buffer[from->at++];
}

size_t rt_file_read(FILE *from, void *to, size_t size_bytes)
{
	unsigned char *bytes = to;
	size_t done = 0;

	while (done < size_bytes) {
		int c = rt_file_get(from);

		if (c == EOF)
			break;
		bytes[done++] = (unsigned char)c;
		if (from->pushed_count > 0)
			continue;
		size_t ready = from->filled - from->at, left = size_bytes - done;
		size_t part = left < ready ? left : ready;
		memcpy(bytes + done, from->buffer + from->at, part);
		from->at += part;
		done += part;
	}
	return done;
}

int ungetc(int c, FILE *to)
{
	if (c == EOF || to->pushed_count == STREAM_PUSHED_MAX || !to->readable)
		return EOF;
	if (to->writing && rt_file_flush(to) == EOF)
		return EOF;
	to->writing = false;
	to->pushed[to->pushed_count++] = (unsigned char)c;
	to->ended = false;
	return (unsigned char)c;
}

int setvbuf(FILE *__restrict stream, char *__restrict buffer, int mode, size_t size)
{
	if (mode != _IOFBF && mode != _IOLBF && mode != _IONBF) {
		errno = EINVAL;
		return -1;
	}
	/* the console keeps nothing back, whatever it is asked */
	if (!stream->put)
		return mode == _IONBF ? 0 : -1;
	if (stream->owns_buffer || stream->filled != 0)
		return -1; /* it is in use: C17 7.21.5.6 */
	stream->buffering = mode;
	if (mode != _IONBF && buffer && size > 0) {
		stream->buffer = (unsigned char *)buffer;
		stream->capacity = size;
	}
	return 0;
}

void setbuf(FILE *__restrict stream, char *__restrict buffer)
{
	setvbuf(stream, buffer, buffer ? _IOFBF : _IONBF, BUFSIZ);
}
