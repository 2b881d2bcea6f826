#include "stream.h"

#include <runtime.h>
#include <stdio.h>
#include <string.h>

FILE runtime_stdout = { RUNTIME_STDOUT };
FILE runtime_stderr = { RUNTIME_STDERR };

size_t fwrite(const void *__restrict from, size_t size, size_t count,
              FILE *__restrict to)
{
	size_t size_bytes;

	if (__builtin_mul_overflow(size, count, &size_bytes) || size_bytes == 0)
		return 0;
	runtime_write(to->number, from, size_bytes);
	return count;
}

int fputs(const char *__restrict s, FILE *__restrict to)
{
	fwrite(s, 1, strlen(s), to);
	return 0;
}

int fputc(int c, FILE *to)
{
	char byte = (char)c;

	fwrite(&byte, 1, 1, to);
	return (unsigned char)c;
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
	fputs(s, stdout);
	fputc('\n', stdout);
	return 0;
}

/* Nothing is ever kept back. */
int fflush(FILE *to)
{
	(void)to;
	return 0;
}
