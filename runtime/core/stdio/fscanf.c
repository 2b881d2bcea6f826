/* Formatted input from streams, C17 7.21.6. */
#include "file.h"
#include "scan.h"

static int get(void *object)
{
	return rt_file_get(object);
}

int vfscanf(FILE *__restrict from, const char *__restrict format, va_list values)
{
	struct scan_input in = { .get = get, .object = from };
	int assigned = rt_scan(&in, format, values);

	if (in.holds && in.held != EOF)
		ungetc(in.held, from);
	return assigned;
}

int fscanf(FILE *__restrict from, const char *__restrict format, ...)
{
	va_list values;

	va_start(values, format);
	int assigned = vfscanf(from, format, values);
	va_end(values);
	return assigned;
}

int vscanf(const char *__restrict format, va_list values)
{
	return vfscanf(stdin, format, values);
}

int scanf(const char *__restrict format, ...)
{
	va_list values;

	va_start(values, format);
	int assigned = vfscanf(stdin, format, values);
	va_end(values);
	return assigned;
}
