#include <stdint.h>
#include <stdio.h>

#include "format.h"
#include "stream.h"

int vsnprintf(char *__restrict to, size_t size, const char *__restrict format, va_list values)
{
	struct sink sink = {
		.buffer = to,
		.capacity = size != 0 ? size - 1 : 0,
	};

	rt_format_print(&sink, format, values);
	if (size != 0)
		to[sink.used] = '\0';
	return rt_sink_finish(&sink);
}

int snprintf(char *__restrict to, size_t size, const char *__restrict format, ...)
{
	va_list values;

	va_start(values, format);
	int length = vsnprintf(to, size, format, values);
	va_end(values);
	return length;
}

int vsprintf(char *__restrict to, const char *__restrict format, va_list values)
{
	return vsnprintf(to, SIZE_MAX, format, values);
}

int sprintf(char *__restrict to, const char *__restrict format, ...)
{
	va_list values;

	va_start(values, format);
	int length = vsprintf(to, format, values);
	va_end(values);
	return length;
}
