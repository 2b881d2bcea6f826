#include <stdio.h>

#include "format.h"
#include "stream.h"

static size_t put(void *to, const char *text, size_t size_bytes)
{
	return rt_stream_put(to, text, size_bytes);
}

int vfprintf(FILE *__restrict to, const char *__restrict format, va_list values)
{
	char buffer[STREAM_BUFFER_BYTES];
	struct sink sink = {
		.buffer = buffer,
		.capacity = sizeof buffer,
		.put = put,
		.to = to,
	};

	rt_format_print(&sink, format, values);
	return rt_sink_finish(&sink);
}

int fprintf(FILE *__restrict to, const char *__restrict format, ...)
{
	va_list values;

	va_start(values, format);
	int size = vfprintf(to, format, values);
	va_end(values);
	return size;
}

int vprintf(const char *__restrict format, va_list values)
{
	return vfprintf(stdout, format, values);
}

int printf(const char *__restrict format, ...)
{
	va_list values;

	va_start(values, format);
	int size = vfprintf(stdout, format, values);
	va_end(values);
	return size;
}
