/* Streams of descriptors, and descriptors of streams: POSIX's part of <stdio.h>. */
#include <errno.h>
#include <fcntl.h>

#include "../stdio/file.h"
#include "descriptor.h"

/* Whether a file opened with `flags` can be a stream of `mode`. */
static bool allows(int flags, int mode)
{
	int access = flags & O_ACCMODE;

	return ((mode & RUNTIME_OPEN_READ) == 0 || access != O_WRONLY) &&
	       ((mode & RUNTIME_OPEN_WRITE) == 0 || access != O_RDONLY);
}

FILE *fdopen(int descriptor, const char *mode)
{
	struct open_file *entry = rt_descriptor_find(descriptor);
	int bits = entry ? rt_file_mode(mode) : -1;

	if (bits < 0)
		return NULL;
	if (!allows(entry->flags, bits)) {
		errno = EINVAL;
		return NULL;
	}
	struct runtime_file file = rt_descriptor_stream(descriptor);
	return rt_file_new(&file, bits);
}

static int flags_of(const FILE *stream)
{
	if (stream->readable && stream->writable)
		return O_RDWR;
	return stream->writable ? O_WRONLY : O_RDONLY;
}

/* A stream that has no number gets one, and goes on by it. */
int fileno(FILE *stream)
{
	if (!stream->put)
		return stream->is_error ? STDERR_FILENO : STDOUT_FILENO;
	if (stream == stdin && !stream->file.close)
		return STDIN_FILENO; /* not another file, by freopen */
	if (!stream->readable && !stream->writable) {
		errno = EBADF;
		return -1;
	}
	int number = rt_descriptor_of_stream(&stream->file);
	if (number >= 0)
		return number;
	number = rt_descriptor_add(&stream->file, flags_of(stream));
	if (number >= 0)
		stream->file = rt_descriptor_stream(number);
	return number;
}
