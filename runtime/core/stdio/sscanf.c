/* scanf, C17 7.21.6.2: formats and text of bytes. */

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "scan.h"

struct directive {
	struct scan_item item;
	/* of %[: the characters between the brackets, and what ^ says */
	const char *set, *set_end;
	bool inverted;
};

static void skip_space(struct scan_input *in)
{
	while (isspace(rt_scan_peek(in)))
		rt_scan_take(in);
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
	struct scan_item *item = &d->item;

	*d = (struct directive){ .item.width = SIZE_MAX };
	if (*format == '*') {
		item->suppress = true;
		format++;
	}
	if (isdigit((unsigned char)*format)) {
		item->width = 0;
		for (; isdigit((unsigned char)*format); format++)
			if (item->width < SIZE_MAX / 16)
				item->width = item->width * 10 + (size_t)(*format - '0');
	}
	format += rt_scan_read_length(format, &item->length);
	item->conversion = *format;
	if (*format != '\0')
		format++;
	return item->conversion == '[' ? read_set(format, d) : format;
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
	switch (d->item.conversion) {
	case 'c': return true;
	case 's': return !isspace(c);
	default:  return is_in_set(d, c) != d->inverted;
	}
}

/* Characters, wide ones from UTF-8; the width counts what is stored. */
static enum scan_outcome scan_text(struct scan *scan, const struct directive *d)
{
	bool is_char = d->item.conversion == 'c', wide = d->item.length == SCAN_LONG;
	size_t width = is_char && d->item.width == SIZE_MAX ? 1 : d->item.width, count = 0;
	void *to = d->item.suppress ? NULL
	           : wide           ? (void *)va_arg(scan->values, wchar_t *)
	                            : (void *)va_arg(scan->values, char *);

	while (count < width && rt_scan_peek(scan->in) != EOF &&
	       is_accepted(d, (unsigned char)rt_scan_peek(scan->in))) {
		uint32_t c = (uint32_t)rt_scan_peek(scan->in);
		if (!wide)
			rt_scan_take(scan->in);
		else if (!rt_scan_utf8(scan->in, &c)) {
			errno = EILSEQ; /* an encoding error */
			return SCAN_NO_INPUT;
		}
		if (to && wide)
			((wchar_t *)to)[count] = (wchar_t)c;
		else if (to)
			((char *)to)[count] = (char)c;
		count++;
	}
	if (count == 0 || (is_char && count < width))
		return is_char ? SCAN_NO_INPUT : SCAN_NO_MATCH;
	if (to && !is_char && wide)
		((wchar_t *)to)[count] = 0;
	else if (to && !is_char)
		((char *)to)[count] = '\0';
	scan->assigned += to != NULL;
	return SCAN_GO_ON;
}

static enum scan_outcome convert(struct scan *scan, const struct directive *d)
{
	switch (d->item.conversion) {
	case 'c':
	case 's':
	case '[': return scan_text(scan, d);
	default:  return rt_scan_number(scan, &d->item);
	}
}

static enum scan_outcome match_byte(struct scan *scan, char c)
{
	int next = rt_scan_peek(scan->in);

	if (next == EOF)
		return SCAN_NO_INPUT;
	if (next != (unsigned char)c)
		return SCAN_NO_MATCH;
	rt_scan_take(scan->in);
	return SCAN_GO_ON;
}

static enum scan_outcome match_directive(struct scan *scan, const struct directive *d)
{
	if (d->item.conversion == 'n') {
		rt_scan_store_taken(scan, &d->item);
		return SCAN_GO_ON;
	}
	if (d->item.conversion != 'c' && d->item.conversion != '[')
		skip_space(scan->in);
	if (rt_scan_peek(scan->in) == EOF)
		return SCAN_NO_INPUT;
	return d->item.conversion == '%' ? match_byte(scan, '%') : convert(scan, d);
}

static enum scan_outcome match_character(struct scan *scan, char c)
{
	if (!isspace((unsigned char)c))
		return match_byte(scan, c);
	skip_space(scan->in);
	return SCAN_GO_ON;
}

int rt_scan(struct scan_input *in, const char *format, va_list values)
{
	struct scan scan = { .in = in };
	enum scan_outcome outcome = SCAN_GO_ON;

	va_copy(scan.values, values);
	while (outcome == SCAN_GO_ON && *format != '\0') {
		struct directive d;
		if (*format != '%') {
			outcome = match_character(&scan, *format++);
			continue;
		}
		format = read_directive(format + 1, &d);
		outcome = match_directive(&scan, &d);
	}
	va_end(scan.values);
	return rt_scan_result(&scan, outcome);
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
