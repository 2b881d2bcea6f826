/* Formatted wide text in memory, C17 7.29.2. */
#include <errno.h>
#include <wchar.h>

#include "format.h"

int vswprintf(wchar_t *__restrict to, size_t count, const wchar_t *__restrict format,
              va_list values)
{
	if (count == 0) {
		errno = EOVERFLOW;
		return -1;
	}
	struct wide_sink sink = { .to = to, .capacity = count - 1 };
	rt_wide_print(&sink, format, values);
	to[sink.used] = L'\0';
	return rt_wide_finish(&sink);
}

int swprintf(wchar_t *__restrict to, size_t count, const wchar_t *__restrict format, ...)
{
	va_list values;

	va_start(values, format);
	int length = vswprintf(to, count, format, values);
	va_end(values);
	return length;
}
