/* Characters from a stream, C17 7.21.7 and 7.21.8.1. stdout and stderr are
 * not readable: rt_file_get says so. */
#include <errno.h>
#include <stdlib.h>

#include "file.h"

int fgetc(FILE *from)
{
	return rt_file_get(from);
}

int getc(FILE *from)
{
	return rt_file_get(from);
}

char *fgets(char *__restrict to, int size, FILE *__restrict from)
{
	int length = 0, c = 0;

	while (length < size - 1 && c != '\n' && (c = rt_file_get(from)) != EOF)
		to[length++] = (char)c;
	if (size < 1 || from->failed || (length == 0 && size > 1))
		return NULL;
	to[length] = '\0';
	return to;
}

size_t fread(void *__restrict to, size_t size, size_t count, FILE *__restrict from)
{
	size_t size_bytes;

	if (__builtin_mul_overflow(size, count, &size_bytes)) {
		errno = EOVERFLOW;
		from->failed = true;
		return 0;
	}
	return size_bytes == 0 ? 0 : rt_file_read(from, to, size_bytes) / size;
}
