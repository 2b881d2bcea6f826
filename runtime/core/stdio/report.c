/* What reports are printed with: no stream, no errno, no function that a kernel
 * may have one of its own of, but those for memory that compilers call. */
#include <runtime.h>
#include <stdarg.h>

#include "format.h"

size_t runtime_report_vformat(char *to, size_t size, const char *format, va_list values)
{
	struct sink sink = { .buffer = to, .capacity = size - 1 };

	rt_format_print(&sink, format, values);
	to[sink.used] = '\0';
	return sink.used;
}

size_t runtime_report_format(char *to, size_t size, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	size_t length = runtime_report_vformat(to, size, format, values);
	va_end(values);
	return length;
}

void runtime_report_print(const char *format, ...)
{
	char line[RUNTIME_REPORT_LINE_SIZE];
	va_list values;

	va_start(values, format);
	size_t length = runtime_report_vformat(line, sizeof line, format, values);
	va_end(values);
	runtime_report_write(line, length);
}
