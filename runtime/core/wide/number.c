/* Numbers and times from and to wide characters, C17 7.29.4.1 and 7.29.5: the
 * bytes' functions do the work, for all that they know is ASCII. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

#include "../support/long_double.h"

#define SHORT_BYTES 128

/* The characters of ASCII that come first, as bytes; the rest cannot be part
 * of a number. The heap is used for long ones only. */
struct narrow {
	char *text;
	char buffer[SHORT_BYTES];
};

static void narrow_begin(struct narrow *narrow, const wchar_t *s)
{
	size_t length = 0;

	while (s[length] > 0 && s[length] < 0x80)
		length++;
	narrow->text = length < SHORT_BYTES ? narrow->buffer : malloc(length + 1);
	if (!narrow->text) {
		length = 0;
		narrow->text = narrow->buffer;
	}
	for (size_t i = 0; i < length; i++)
		narrow->text[i] = (char)s[i];
	narrow->text[length] = '\0';
}

static void narrow_end(struct narrow *narrow, const wchar_t *s, wchar_t **end,
                       const char *narrow_end)
{
	if (end)
		*end = (wchar_t *)s + (narrow_end - narrow->text);
	if (narrow->text != narrow->buffer)
		free(narrow->text);
}

#define FLOAT(type, name, narrow_name) \
	LONG_DOUBLE(type, name, (const wchar_t *__restrict s, wchar_t **__restrict end)) \
	{ \
		struct narrow narrow; \
		char *stop; \
		narrow_begin(&narrow, s); \
		type value = narrow_name(narrow.text, &stop); \
		narrow_end(&narrow, s, end, stop); \
		return value; \
	}

#define INTEGER(type, name, narrow_name) \
	type name(const wchar_t *__restrict s, wchar_t **__restrict end, int base) \
	{ \
		struct narrow narrow; \
		char *stop; \
		narrow_begin(&narrow, s); \
		type value = narrow_name(narrow.text, &stop, base); \
		narrow_end(&narrow, s, end, stop); \
		return value; \
	}

FLOAT(float, wcstof, strtof)
FLOAT(double, wcstod, strtod)
FLOAT(long_double_t, wcstold, strtod)
INTEGER(long, wcstol, strtol)
INTEGER(long long, wcstoll, strtoll)
INTEGER(unsigned long, wcstoul, strtoul)
INTEGER(unsigned long long, wcstoull, strtoull)
INTEGER(intmax_t, wcstoimax, strtoimax)
INTEGER(uintmax_t, wcstoumax, strtoumax)

/* A text that strftime gives is UTF-8 if the format was, so it goes both ways;
 * it has at most as many bytes for a character as UTF-8 has. */
size_t wcsftime(wchar_t *__restrict to, size_t count, const wchar_t *__restrict format,
                const struct tm *__restrict time)
{
	size_t format_bytes = wcslen(format) * 4 + 1, size_bytes, length = 0;
	char *bytes = NULL, *text = NULL;

	if (count == 0 || __builtin_mul_overflow(count, (size_t)4, &size_bytes))
		return 0;
	if (size_bytes > format_bytes * SHORT_BYTES)
		size_bytes = format_bytes * SHORT_BYTES; /* no conversion is longer */
	bytes = malloc(format_bytes);
	text = malloc(size_bytes);
	if (bytes && text && wcstombs(bytes, format, format_bytes) != (size_t)-1 &&
	    strftime(text, size_bytes, bytes, time) != 0)
		length = mbstowcs(to, text, count);
	free(bytes);
	free(text);
	return length < count ? length : 0;
}
