/* scanf, C17 7.21.6.2. An item is the longest run of characters that could
 * begin what the conversion reads; if it is no whole one, as 0x or 1e+, the
 * match fails there. Integers out of range are the nearest one of 64 bits,
 * cut to their type. A conversion that assigns nothing does not count as
 * completed, as in other libraries: input that ends after it gives EOF. */

#include <ctype.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "../support/long_double.h"
#include "scan.h"

enum length { LENGTH_CHAR, LENGTH_SHORT, LENGTH_INT, LENGTH_LONG, LENGTH_LONG_LONG };

struct directive {
	bool suppress;
	size_t width; /* SIZE_MAX: as much as there is */
	enum length length;
	char conversion;
	/* of %[: the characters between the brackets, and what ^ says */
	const char *set, *set_end;
	bool inverted;
};

/* The state of one call. A va_list within a structure can be handed on. */
struct scan {
	struct scan_input *in;
	int assigned;
	va_list values;
};

enum outcome { OUTCOME_GO_ON, OUTCOME_NO_MATCH, OUTCOME_NO_INPUT };

static void skip_space(struct scan_input *in)
{
	while (isspace(rt_scan_peek(in)))
		rt_scan_take(in);
}

static enum length length_of_size(size_t size)
{
	return size == sizeof(int)    ? LENGTH_INT
	       : size == sizeof(long) ? LENGTH_LONG
	                              : LENGTH_LONG_LONG;
}

static const char *read_length(const char *format, enum length *length)
{
	*length = LENGTH_INT;
	switch (*format) {
	case 'h':
		*length = format[1] == 'h' ? LENGTH_CHAR : LENGTH_SHORT;
		return format + (format[1] == 'h' ? 2 : 1);
	case 'l':
		*length = format[1] == 'l' ? LENGTH_LONG_LONG : LENGTH_LONG;
		return format + (format[1] == 'l' ? 2 : 1);
	case 'L': *length = LENGTH_LONG_LONG; return format + 1;
	case 'j': *length = length_of_size(sizeof(intmax_t)); return format + 1;
	case 'z': *length = length_of_size(sizeof(size_t)); return format + 1;
	case 't': *length = length_of_size(sizeof(ptrdiff_t)); return format + 1;
	default:  return format;
	}
}

/* A bracket that comes first is one of the set. */
static const char *read_set(const char *format, struct directive *d)
{
	d->inverted = *format == '^';
	if (d->inverted)
		format++;
	d->set = format;
	if (*format == ']')
		format++;
	while (*format != '\0' && *format != ']')
		format++;
	d->set_end = format;
	return *format == ']' ? format + 1 : format;
}

/* What follows the %. */
static const char *read_directive(const char *format, struct directive *d)
{
	*d = (struct directive){ .width = SIZE_MAX };
	if (*format == '*') {
		d->suppress = true;
		format++;
	}
	if (isdigit((unsigned char)*format)) {
		d->width = 0;
		for (; isdigit((unsigned char)*format); format++)
			if (d->width < SIZE_MAX / 16)
				d->width = d->width * 10 + (size_t)(*format - '0');
	}
	format = read_length(format, &d->length);
	d->conversion = *format;
	if (*format != '\0')
		format++;
	return d->conversion == '[' ? read_set(format, d) : format;
}

static void store_integer(struct scan *scan, enum length length, unsigned long long value)
{
	switch (length) {
	case LENGTH_CHAR:  *va_arg(scan->values, unsigned char *) = (unsigned char)value; break;
	case LENGTH_SHORT: *va_arg(scan->values, unsigned short *) = (unsigned short)value; break;
	case LENGTH_INT:   *va_arg(scan->values, unsigned *) = (unsigned)value; break;
	case LENGTH_LONG:  *va_arg(scan->values, unsigned long *) = (unsigned long)value; break;
	default:           *va_arg(scan->values, unsigned long long *) = value; break;
	}
}

static int base_of(char conversion)
{
	switch (conversion) {
	case 'o': return 8;
	case 'x':
	case 'X':
	case 'p': return 16;
	case 'i': return 0;
	default:  return 10;
	}
}

static enum outcome scan_integer(struct scan *scan, const struct directive *d)
{
	bool is_signed = d->conversion == 'd' || d->conversion == 'i';
	unsigned long long value;

	if (!rt_scan_integer(scan->in, d->width, base_of(d->conversion), is_signed, &value))
		return OUTCOME_NO_MATCH;
	if (d->suppress)
		return OUTCOME_GO_ON;
	scan->assigned++;
	if (d->conversion == 'p')
		*va_arg(scan->values, void **) = (void *)(uintptr_t)value;
	else
		store_integer(scan, d->length, value);
	return OUTCOME_GO_ON;
}

static enum outcome scan_float(struct scan *scan, const struct directive *d)
{
	char copy[SCAN_FLOAT_MAX + 1];
	const char *item = scan->in->at;

	if (!rt_scan_float(scan->in, d->width, copy))
		return OUTCOME_NO_MATCH;
	/* on its own, as strtod might read beyond its width */
	if (*copy != '\0')
		item = copy;
	if (!item)
		return OUTCOME_NO_MATCH; /* too long to be kept */
	if (d->suppress)
		return OUTCOME_GO_ON;
	scan->assigned++;
	if (d->length == LENGTH_INT)
		*va_arg(scan->values, float *) = strtof(item, NULL);
	else if (d->length == LENGTH_LONG_LONG)
		*va_arg(scan->values, long_double_t *) = strtod(item, NULL);
	else
		*va_arg(scan->values, double *) = strtod(item, NULL);
	return OUTCOME_GO_ON;
}

/* Is c in the set? a-z is a range; a hyphen at either end is one itself. */
static bool is_in_set(const struct directive *d, unsigned char c)
{
	for (const char *s = d->set; s != d->set_end; s++) {
		unsigned char low = (unsigned char)*s, high = low;
		if (d->set_end - s > 2 && s[1] == '-') {
			high = (unsigned char)s[2];
			s += 2;
		}
		if (low <= c && c <= high)
			return true;
	}
	return false;
}

static bool is_accepted(const struct directive *d, unsigned char c)
{
	switch (d->conversion) {
	case 'c': return true;
	case 's': return !isspace(c);
	default:  return is_in_set(d, c) != d->inverted;
	}
}

/* Characters, wide ones from UTF-8; the width counts what is stored. */
static enum outcome scan_text(struct scan *scan, const struct directive *d)
{
	bool is_char = d->conversion == 'c', wide = d->length == LENGTH_LONG;
	size_t width = is_char && d->width == SIZE_MAX ? 1 : d->width, count = 0;
	void *to = d->suppress ? NULL
	           : wide      ? (void *)va_arg(scan->values, wchar_t *)
	                       : (void *)va_arg(scan->values, char *);

	while (count < width && rt_scan_peek(scan->in) != EOF &&
	       is_accepted(d, (unsigned char)rt_scan_peek(scan->in))) {
		uint32_t c = (uint32_t)rt_scan_peek(scan->in);
		if (!wide)
			rt_scan_take(scan->in);
		else if (!rt_scan_utf8(scan->in, &c))
			return OUTCOME_NO_INPUT; /* an encoding error */
		if (to && wide)
			((wchar_t *)to)[count] = (wchar_t)c;
		else if (to)
			((char *)to)[count] = (char)c;
		count++;
	}
	if (count == 0 || (is_char && count < width))
		return is_char ? OUTCOME_NO_INPUT : OUTCOME_NO_MATCH;
	if (to && !is_char && wide)
		((wchar_t *)to)[count] = 0;
	else if (to && !is_char)
		((char *)to)[count] = '\0';
	scan->assigned += to != NULL;
	return OUTCOME_GO_ON;
}

static enum outcome convert(struct scan *scan, const struct directive *d)
{
	switch (d->conversion) {
	case 'd':
	case 'i':
	case 'u':
	case 'o':
	case 'x':
	case 'X':
	case 'p': return scan_integer(scan, d);
	case 'a':
	case 'e':
	case 'f':
	case 'g':
	case 'A':
	case 'E':
	case 'F':
	case 'G': return scan_float(scan, d);
	case 'c':
	case 's':
	case '[': return scan_text(scan, d);
	default:  return OUTCOME_NO_MATCH;
	}
}

static enum outcome match_byte(struct scan *scan, char c)
{
	int next = rt_scan_peek(scan->in);

	if (next == EOF)
		return OUTCOME_NO_INPUT;
	if (next != (unsigned char)c)
		return OUTCOME_NO_MATCH;
	rt_scan_take(scan->in);
	return OUTCOME_GO_ON;
}

static enum outcome match_directive(struct scan *scan, const struct directive *d)
{
	if (d->conversion == 'n') {
		if (!d->suppress)
			store_integer(scan, d->length, scan->in->taken);
		return OUTCOME_GO_ON;
	}
	if (d->conversion != 'c' && d->conversion != '[')
		skip_space(scan->in);
	if (rt_scan_peek(scan->in) == EOF)
		return OUTCOME_NO_INPUT;
	return d->conversion == '%' ? match_byte(scan, '%') : convert(scan, d);
}

static enum outcome match_character(struct scan *scan, char c)
{
	if (!isspace((unsigned char)c))
		return match_byte(scan, c);
	skip_space(scan->in);
	return OUTCOME_GO_ON;
}

int rt_scan(struct scan_input *in, const char *format, va_list values)
{
	struct scan scan = { .in = in };
	enum outcome outcome = OUTCOME_GO_ON;

	va_copy(scan.values, values);
	while (outcome == OUTCOME_GO_ON && *format != '\0') {
		struct directive d;
		if (*format != '%') {
			outcome = match_character(&scan, *format++);
			continue;
		}
		format = read_directive(format + 1, &d);
		outcome = match_directive(&scan, &d);
	}
	va_end(scan.values);
	return outcome == OUTCOME_NO_INPUT && scan.assigned == 0 ? EOF : scan.assigned;
}

int vsscanf(const char *__restrict s, const char *__restrict format, va_list values)
{
	struct scan_input in = { .at = s };

	return rt_scan(&in, format, values);
}

int sscanf(const char *__restrict s, const char *__restrict format, ...)
{
	va_list values;

	va_start(values, format);
	int assigned = vsscanf(s, format, values);
	va_end(values);
	return assigned;
}
