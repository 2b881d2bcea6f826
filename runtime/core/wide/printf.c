/* Formatted wide output, C17 7.29.2. */
#include <wchar.h>

#include "format.h"

int vfwprintf(FILE *__restrict to, const wchar_t *__restrict format, va_list values)
{
	struct wide_sink sink = { .stream = to };

	fwide(to, 1);
	rt_wide_print(&sink, format, values);
	return rt_wide_finish(&sink);
}

int fwprintf(FILE *__restrict to, const wchar_t *__restrict format, ...)
{
	va_list values;

	va_start(values, format);
	int count = vfwprintf(to, format, values);
	va_end(values);
	return count;
}

int vwprintf(const wchar_t *__restrict format, va_list values)
{
	return vfwprintf(stdout, format, values);
}

int wprintf(const wchar_t *__restrict format, ...)
{
	va_list values;

	va_start(values, format);
	int count = vfwprintf(stdout, format, values);
	va_end(values);
	return count;
}
