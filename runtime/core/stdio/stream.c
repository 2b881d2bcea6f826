#include "stream.h"

#include <errno.h>
#include <string.h>

FILE runtime_stdout; /* zeros: no kernel loads them */
FILE runtime_stderr = { .is_error = true };

int (*rt_stream_flush_files)(void);

size_t rt_stream_put(FILE *to, const void *from, size_t size_bytes)
{
	if (to->put)
		return to->put(to, from, size_bytes);
	if (size_bytes != 0)
		runtime_write(to->is_error ? RUNTIME_STDERR : RUNTIME_STDOUT, from, size_bytes);
	return size_bytes;
}

size_t fwrite(const void *__restrict from, size_t size, size_t count, FILE *__restrict to)
{
	size_t size_bytes;

	if (__builtin_mul_overflow(size, count, &size_bytes)) {
		errno = EOVERFLOW;
		to->failed = true;
		return 0;
	}
	return size_bytes == 0 ? 0 : rt_stream_put(to, from, size_bytes) / size;
}

int fputs(const char *__restrict s, FILE *__restrict to)
{
	size_t length = strlen(s);

	return rt_stream_put(to, s, length) == length ? 0 : EOF;
}

int fputc(int c, FILE *to)
{
	unsigned char byte = (unsigned char)c;

	return rt_stream_put(to, &byte, 1) == 1 ? byte : EOF;
}

int putc(int c, FILE *to)
{
	return fputc(c, to);
}

int putchar(int c)
{
	return fputc(c, stdout);
}

int puts(const char *s)
{
	return fputs(s, stdout) == EOF || fputc('\n', stdout) == EOF ? EOF : 0;
}

int fflush(FILE *to)
{
	if (!to)
		return rt_stream_flush_files ? rt_stream_flush_files() : 0;
	return to->flush ? to->flush(to) : 0;
}

int feof(FILE *from)
{
	return from->ended;
}

int ferror(FILE *of)
{
	return of->failed;
}

void clearerr(FILE *of)
{
	of->ended = of->failed = false;
}
