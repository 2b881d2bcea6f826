/* Formatted wide input, C17 7.29.2: formats and text of wide characters. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <wchar.h>
#include <wctype.h>

#include "../stdio/file.h"
#include "../stdio/scan.h"

struct directive {
	struct scan_item item;
	/* of %[: the characters between the brackets, and what ^ says */
	const wchar_t *set, *set_end;
	bool inverted;
};

/* As a byte, or '\0' for what is not ASCII. */
static char narrow(wchar_t c)
{
	return c > 0 && c < 0x80 ? (char)c : '\0';
}

static bool is_digit(wchar_t c)
{
	return c >= L'0' && c <= L'9';
}

static void skip_space(struct scan_input *in)
{
	while (iswspace((wint_t)rt_scan_peek(in)))
		rt_scan_take(in);
}

/* ---- The format ---- */

/* A bracket that comes first is one of the set. */
static const wchar_t *read_set(const wchar_t *format, struct directive *d)
{
	d->inverted = *format == L'^';
	if (d->inverted)
		format++;
	d->set = format;
	if (*format == L']')
		format++;
	while (*format != L'\0' && *format != L']')
		format++;
	d->set_end = format;
	return *format == L']' ? format + 1 : format;
}

/* What follows the %. */
static const wchar_t *read_directive(const wchar_t *format, struct directive *d)
{
	struct scan_item *item = &d->item;

	*d = (struct directive){ .item.width = SIZE_MAX };
	if (*format == L'*') {
		item->suppress = true;
		format++;
	}
	if (is_digit(*format)) {
		item->width = 0;
		for (; is_digit(*format); format++)
			if (item->width < SIZE_MAX / 16)
				item->width = item->width * 10 + (size_t)(*format - L'0');
	}
	char length[2] = { narrow(format[0]) };
	if (length[0] != '\0')
		length[1] = narrow(format[1]);
	format += rt_scan_read_length(length, &item->length);
	item->conversion = narrow(*format);
	if (*format != L'\0')
		format++;
	return item->conversion == '[' ? read_set(format, d) : format;
}

/* ---- Text ---- */

/* Is c in the set? a-z is a range; a hyphen at either end is one itself. */
static bool is_in_set(const struct directive *d, wchar_t c)
{
	for (const wchar_t *s = d->set; s != d->set_end; s++) {
		wchar_t low = *s, high = low;

		if (d->set_end - s > 2 && s[1] == L'-') {
			high = s[2];
			s += 2;
		}
		if (low <= c && c <= high)
			return true;
	}
	return false;
}

static bool is_accepted(const struct directive *d, int c)
{
	if (c == EOF)
		return false;
	switch (d->item.conversion) {
	case 'c': return true;
	case 's': return !iswspace((wint_t)c);
	default:  return is_in_set(d, (wchar_t)c) != d->inverted;
	}
}

/* Where text is stored: wide, or as UTF-8, or nowhere. */
struct target {
	wchar_t *wide;
	char *bytes;
};

static bool store(struct target *to, wchar_t c)
{
	if (to->wide)
		*to->wide++ = c;
	if (!to->bytes)
		return true;
	size_t size = wcrtomb(to->bytes, c, NULL);
	if (size == (size_t)-1)
		return false;
	to->bytes += size;
	return true;
}

/* The width counts wide characters. */
static enum scan_outcome scan_text(struct scan *scan, const struct directive *d)
{
	const struct scan_item *item = &d->item;
	bool is_char = item->conversion == 'c';
	size_t width = is_char && item->width == SIZE_MAX ? 1 : item->width, count = 0;
	struct target to = { .wide = NULL };

	if (!item->suppress && item->length == SCAN_LONG)
		to.wide = va_arg(scan->values, wchar_t *);
	else if (!item->suppress)
		to.bytes = va_arg(scan->values, char *);
	for (; count < width && is_accepted(d, rt_scan_peek(scan->in)); count++) {
		if (!store(&to, (wchar_t)rt_scan_peek(scan->in)))
			return SCAN_NO_INPUT; /* an encoding error */
		rt_scan_take(scan->in);
	}
	if (count == 0 || (is_char && count < width))
		return is_char ? SCAN_NO_INPUT : SCAN_NO_MATCH;
	if (!is_char)
		store(&to, L'\0');
	scan->assigned += !item->suppress;
	return SCAN_GO_ON;
}

/* ---- Directives ---- */

static enum scan_outcome match_one(struct scan *scan, wchar_t c)
{
	int next = rt_scan_peek(scan->in);

	if (next == EOF)
		return SCAN_NO_INPUT;
	if ((wchar_t)next != c)
		return SCAN_NO_MATCH;
	rt_scan_take(scan->in);
	return SCAN_GO_ON;
}

static enum scan_outcome match_directive(struct scan *scan, const struct directive *d)
{
	char conversion = d->item.conversion;

	if (conversion == 'n') {
		rt_scan_store_taken(scan, &d->item);
		return SCAN_GO_ON;
	}
	if (conversion != 'c' && conversion != '[')
		skip_space(scan->in);
	if (rt_scan_peek(scan->in) == EOF)
		return SCAN_NO_INPUT;
	if (conversion == '%')
		return match_one(scan, L'%');
	if (conversion == 'c' || conversion == 's' || conversion == '[')
		return scan_text(scan, d);
	return rt_scan_number(scan, &d->item);
}

static int scan_all(struct scan_input *in, const wchar_t *format, va_list values)
{
	struct scan scan = { .in = in };
	enum scan_outcome outcome = SCAN_GO_ON;

	va_copy(scan.values, values);
	while (outcome == SCAN_GO_ON && *format != L'\0') {
		struct directive d;

		if (*format == L'%') {
			format = read_directive(format + 1, &d);
			outcome = match_directive(&scan, &d);
		} else if (iswspace((wint_t)*format)) {
			skip_space(in);
			format++;
		} else {
			outcome = match_one(&scan, *format++);
		}
	}
	va_end(scan.values);
	return rt_scan_result(&scan, outcome);
}

/* ---- Strings and streams ---- */

static int get_of_string(void *object)
{
	const wchar_t **at = object;

	return **at != L'\0' ? (int)*(*at)++ : EOF;
}

int vswscanf(const wchar_t *__restrict s, const wchar_t *__restrict format, va_list values)
{
	const wchar_t *at = s;
	struct scan_input in = { .get = get_of_string, .object = &at };

	return scan_all(&in, format, values);
}

static int get_of_stream(void *object)
{
	wint_t c = fgetwc(object);

	return c == WEOF ? EOF : (int)c;
}

int vfwscanf(FILE *__restrict from, const wchar_t *__restrict format, va_list values)
{
	struct scan_input in = { .get = get_of_stream, .object = from };

	fwide(from, 1);
	int assigned = scan_all(&in, format, values);
	if (in.holds && in.held != EOF)
		ungetwc((wint_t)in.held, from);
	return assigned;
}

int swscanf(const wchar_t *__restrict s, const wchar_t *__restrict format, ...)
{
	va_list values;

	va_start(values, format);
	int assigned = vswscanf(s, format, values);
	va_end(values);
	return assigned;
}

int fwscanf(FILE *__restrict from, const wchar_t *__restrict format, ...)
{
	va_list values;

	va_start(values, format);
	int assigned = vfwscanf(from, format, values);
	va_end(values);
	return assigned;
}

int vwscanf(const wchar_t *__restrict format, va_list values)
{
	return vfwscanf(stdin, format, values);
}

int wscanf(const wchar_t *__restrict format, ...)
{
	va_list values;

	va_start(values, format);
	int assigned = vfwscanf(stdin, format, values);
	va_end(values);
	return assigned;
}
