#include <stdio.h>
#include <stdlib.h>

int vasprintf(char **__restrict to, const char *__restrict format, va_list values)
{
	va_list again;

	va_copy(again, values);
	int length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	*to = length < 0 ? NULL : malloc((size_t)length + 1);
	if (!*to)
		return -1;
	return vsnprintf(*to, (size_t)length + 1, format, values);
}

int asprintf(char **__restrict to, const char *__restrict format, ...)
{
	va_list values;

	va_start(values, format);
	int length = vasprintf(to, format, values);
	va_end(values);
	return length;
}
