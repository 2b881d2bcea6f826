/* Opening and closing, C17 7.21.5. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"

static FILE *open_files;

/* A kernel without files. */
__attribute__((weak)) int runtime_open(const char *name, int mode, struct runtime_file *file)
{
	(void)name;
	(void)mode;
	(void)file;
	return ENOSYS;
}

static int flush_files(void)
{
	int status = 0;

	for (FILE *file = open_files; file; file = file->next)
		if (rt_file_flush(file) == EOF)
			status = EOF;
	return status;
}

void rt_file_start(FILE *stream, const struct runtime_file *file, int mode)
{
	*stream = (FILE){
		.put = rt_file_put,
		.flush = rt_file_flush,
		.readable = (mode & RUNTIME_OPEN_READ) != 0,
		.writable = (mode & RUNTIME_OPEN_WRITE) != 0,
		.buffering = _IOFBF,
		.owns_itself = stream->owns_itself,
		.file = *file,
		.next = open_files,
	};
	open_files = stream;
	rt_stream_flush_files = flush_files;
}

FILE *rt_file_new(const struct runtime_file *file, int mode)
{
	FILE *stream = calloc(1, sizeof *stream);

	if (!stream)
		return NULL;
	stream->owns_itself = true;
	rt_file_start(stream, file, mode);
	return stream;
}

static void forget(FILE *stream)
{
	FILE **link = &open_files;

	while (*link && *link != stream)
		link = &(*link)->next;
	if (*link)
		*link = stream->next;
}

int rt_file_end(FILE *stream)
{
	int status = rt_file_flush(stream), number = 0;

	forget(stream);
	if (stream->owns_buffer)
		free(stream->buffer);
	stream->buffer = NULL;
	stream->owns_buffer = false;
	if (stream->file.close)
		number = stream->file.close(stream->file.object);
	if (number != 0) {
		errno = number;
		status = EOF;
	}
	return status;
}

/* r, w or a; then +, b and, after w, x in any order, each once. */
int rt_file_mode(const char *mode)
{
	static const struct {
		char letter;
		int mode;
	} kinds[] = {
		{ 'r', RUNTIME_OPEN_READ },
		{ 'w', RUNTIME_OPEN_WRITE | RUNTIME_OPEN_CREATE | RUNTIME_OPEN_TRUNCATE },
		{ 'a', RUNTIME_OPEN_WRITE | RUNTIME_OPEN_CREATE | RUNTIME_OPEN_APPEND },
	};
	int bits = 0;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (*mode == kinds[i].letter)
			bits = kinds[i].mode;
	while (bits != 0 && *++mode != '\0') {
		if (*mode == '+')
			bits |= RUNTIME_OPEN_READ | RUNTIME_OPEN_WRITE;
		else if (*mode == 'x' && (bits & RUNTIME_OPEN_TRUNCATE) != 0)
			bits |= RUNTIME_OPEN_EXCLUSIVE;
		else if (*mode != 'b')
			bits = 0;
	}
	if (bits != 0)
		return bits;
	errno = EINVAL;
	return -1;
}

int rt_file_open(const char *name, int mode, struct runtime_file *file)
{
	*file = (struct runtime_file){ .object = NULL };
	int number = runtime_open(name, mode, file);
	if (number == 0)
		return 0;
	errno = number;
	return -1;
}

struct runtime_stream *runtime_open_stream(const struct runtime_file *file, const char *mode)
{
	int bits = rt_file_mode(mode);

	return bits < 0 ? NULL : rt_file_new(file, bits);
}

FILE *fopen(const char *__restrict name, const char *__restrict mode)
{
	struct runtime_file file;
	int bits = rt_file_mode(mode);

	if (bits < 0 || rt_file_open(name, bits, &file) < 0)
		return NULL;
	FILE *stream = rt_file_new(&file, bits);
	if (!stream && file.close)
		file.close(file.object);
	return stream;
}

int fclose(FILE *stream)
{
	if (!stream->put)
		return 0; /* the console stays */
	int status = rt_file_end(stream);
	if (stream->owns_itself)
		free(stream);
	else
		stream->readable = stream->writable = false;
	return status;
}

/* Without a name only the mode would change: what no file here can do. */
FILE *freopen(const char *__restrict name, const char *__restrict mode, FILE *__restrict stream)
{
	struct runtime_file file;
	int bits = rt_file_mode(mode);

	if (stream->put)
		rt_file_end(stream);
	if (!name)
		errno = EBADF;
	if (name && bits >= 0 && rt_file_open(name, bits, &file) == 0) {
		rt_file_start(stream, &file, bits);
		return stream;
	}
	if (stream->put && stream->owns_itself)
		free(stream);
	return NULL;
}
