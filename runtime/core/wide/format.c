#include "format.h"

#include <errno.h>
#include <limits.h>
#include <runtime.h>
#include <stdint.h>
#include <string.h>
#include <wchar.h>

#include "../stdio/format.h"

#define NUMBER_BYTES 64 /* of a number, widened at once */

/* A va_list is an array on some machines and decays when passed. */
struct values {
	va_list list;
};

/* ---- Fields ---- */

static void put_text(struct wide_sink *sink, const struct directive *d, const wchar_t *text,
                     size_t count)
{
	size_t width = (size_t)d->width, padding = width > count ? width - count : 0;
	bool left = d->flags & FORMAT_LEFT;

	rt_wide_fill(sink, L' ', left ? 0 : padding);
	rt_wide_put(sink, text, count);
	rt_wide_fill(sink, L' ', left ? padding : 0);
}

static void put_wide_string(struct wide_sink *sink, const struct directive *d, const wchar_t *s)
{
	size_t count = 0,
	       limit = d->precision == FORMAT_NO_PRECISION ? SIZE_MAX : (size_t)d->precision;

	if (!s)
		s = L"(null)";
	while (count < limit && s[count] != L'\0')
		count++;
	put_text(sink, d, s, count);
}

/* The wide characters of a multibyte string; false: it has what is none. */
static bool count_characters(const char *s, size_t limit, size_t *count)
{
	mbstate_t state = { .value = 0 };

	for (*count = 0; *count < limit; ++*count) {
		wchar_t c;
		size_t taken = mbrtowc(&c, s, MB_LEN_MAX, &state);

		if (taken > MB_LEN_MAX)
			return false;
		if (taken == 0)
			break;
		s += taken;
	}
	return true;
}

/* Nothing of it, if it is no multibyte string. */
static void put_string(struct wide_sink *sink, const struct directive *d, const char *s)
{
	mbstate_t state = { .value = 0 };
	size_t count, limit = d->precision == FORMAT_NO_PRECISION ? SIZE_MAX : (size_t)d->precision;

	if (!s)
		s = "(null)";
	if (!count_characters(s, limit, &count)) {
		rt_wide_fail(sink, EILSEQ);
		return;
	}
	size_t padding = (size_t)d->width > count ? (size_t)d->width - count : 0;
	bool left = d->flags & FORMAT_LEFT;
	rt_wide_fill(sink, L' ', left ? 0 : padding);
	while (count-- != 0) {
		wchar_t c;
		s += mbrtowc(&c, s, MB_LEN_MAX, &state);
		rt_wide_put(sink, &c, 1);
	}
	rt_wide_fill(sink, L' ', left ? padding : 0);
}

static void put_character(struct wide_sink *sink, const struct directive *d, wint_t value)
{
	wint_t c = d->length == LENGTH_L ? value : btowc((unsigned char)value);
	wchar_t wide = (wchar_t)c;

	if (d->length != LENGTH_L && c == WEOF)
		rt_wide_fail(sink, EILSEQ);
	else
		put_text(sink, d, &wide, 1);
}

/* ---- Numbers ---- */

static size_t widen(void *to, const char *text, size_t size_bytes)
{
	for (size_t i = 0; i < size_bytes; i++)
		rt_wide_fill(to, (wchar_t)text[i], 1);
	return size_bytes;
}

static void end_number(struct wide_sink *sink, struct sink *number)
{
	if (rt_sink_finish(number) < 0)
		sink->failed = true;
}

static size_t size_of(enum format_length length)
{
	switch (length) {
	case LENGTH_HH: return sizeof(char);
	case LENGTH_H:  return sizeof(short);
	case LENGTH_L:  return sizeof(long);
	case LENGTH_LL: return sizeof(long long);
	case LENGTH_J:  return sizeof(intmax_t);
	case LENGTH_Z:  return sizeof(size_t);
	case LENGTH_T:  return sizeof(ptrdiff_t);
	default:        return sizeof(int);
	}
}

/* What is no wider than an int comes as one; what lies above its own bytes is not its
 * value's. */
static uintmax_t fetch(struct values *v, size_t size_bytes, bool is_signed)
{
	unsigned unused = 8 * (unsigned)(sizeof(uintmax_t) - size_bytes);
	uintmax_t value = size_bytes > sizeof(int) ? va_arg(v->list, uint64_t)
	                                           : va_arg(v->list, unsigned);

	value <<= unused;
	return is_signed ? (uintmax_t)((intmax_t)value >> unused) : value >> unused;
}

static void put_integer(struct wide_sink *sink, struct directive *d, struct values *v)
{
	char buffer[NUMBER_BYTES], conversion = d->conversion;
	struct sink number = {
		.buffer = buffer,
		.capacity = sizeof buffer,
		.put = widen,
		.to = sink,
	};
	bool is_signed = conversion == 'd' || conversion == 'i';
	uintmax_t value = fetch(v, conversion == 'p' ? sizeof(void *) : size_of(d->length),
	                        is_signed);
	bool negative = is_signed && value >> 63 != 0;

	if (conversion == 'p')
		d->flags |= FORMAT_ALTERNATE;
	d->digit_bits = conversion == 'o' ? 3 : conversion == 'u' || is_signed ? 0 : 4;
	rt_format_integer(&number, d, is_signed ? rt_format_sign(d, negative) : '\0',
	                  negative ? -value : value);
	end_number(sink, &number);
}

static void put_float(struct wide_sink *sink, const struct directive *d, struct values *v)
{
	char buffer[NUMBER_BYTES];
	struct sink number = {
		.buffer = buffer,
		.capacity = sizeof buffer,
		.put = widen,
		.to = sink,
	};
	double value = d->length == LENGTH_LONG_DOUBLE ? (double)va_arg(v->list, long double)
	                                               : va_arg(v->list, double);

	rt_format_float(&number, d, value);
	end_number(sink, &number);
}

/* False: there is no such conversion. */
static bool put_value(struct wide_sink *sink, struct directive *d, struct values *v)
{
	if (d->conversion == '\0')
		return false;
	if (strchr("diuoxXp", d->conversion))
		put_integer(sink, d, v);
	else if (strchr("aAeEfFgG", d->conversion))
		put_float(sink, d, v);
	else if (d->conversion == 'c')
		put_character(sink, d, va_arg(v->list, wint_t));
	else if (d->conversion == 's' && d->length == LENGTH_L)
		put_wide_string(sink, d, va_arg(v->list, const wchar_t *));
	else if (d->conversion == 's')
		put_string(sink, d, va_arg(v->list, const char *));
	else if (d->conversion == '%')
		rt_wide_fill(sink, L'%', 1);
	else if (d->conversion == 'n') /* as printf's */
		runtime_panic(__FILE__, __LINE__, "wprintf: %n is not supported");
	else
		return false;
	return true;
}

/* ---- The format ---- */

/* As a byte, or '\0' for what is not ASCII. */
static char narrow(wchar_t c)
{
	return c > 0 && c < 0x80 ? (char)c : '\0';
}

static const wchar_t *read_flags(struct directive *d, const wchar_t *at)
{
	for (; narrow(*at) != '\0' && strchr(" #+-0", narrow(*at)); at++)
		d->flags |= 1u << (narrow(*at) - ' ');
	return at;
}

/* Digits or *. */
static const wchar_t *read_number(struct directive *d, int *number, const wchar_t *at,
                                  struct values *v)
{
	unsigned value = 0;

	if (*at == L'*') {
		*number = va_arg(v->list, int);
		return at + 1;
	}
	for (; *at >= L'0' && *at <= L'9'; at++)
		value = value > INT_MAX / 10 ? UINT_MAX : value * 10 + (unsigned)(*at - L'0');
	if (value > INT_MAX)
		d->too_large = true;
	*number = (int)value;
	return at;
}

static const wchar_t *read_numbers(struct directive *d, const wchar_t *at, struct values *v)
{
	at = read_number(d, &d->width, at, v);
	if (d->width < 0) {
		d->flags |= FORMAT_LEFT;
		d->width = d->width == INT_MIN ? INT_MAX : -d->width;
	}
	if (*at == L'.')
		at = read_number(d, &d->precision, at + 1, v);
	if (d->precision < 0)
		d->precision = FORMAT_NO_PRECISION;
	return at;
}

static const wchar_t *read_length(struct directive *d, const wchar_t *at)
{
	switch (narrow(*at)) {
	case 'h':
		d->length = at[1] == L'h' ? LENGTH_HH : LENGTH_H;
		return at + (d->length == LENGTH_HH ? 2 : 1);
	case 'l':
		d->length = at[1] == L'l' ? LENGTH_LL : LENGTH_L;
		return at + (d->length == LENGTH_LL ? 2 : 1);
	case 'j': d->length = LENGTH_J; return at + 1;
	case 'z': d->length = LENGTH_Z; return at + 1;
	case 't': d->length = LENGTH_T; return at + 1;
	case 'L': d->length = LENGTH_LONG_DOUBLE; return at + 1;
	default:  return at;
	}
}

/* From behind the % to behind the conversion; the end of the string is none and stays. */
static const wchar_t *read_directive(struct directive *d, const wchar_t *at, struct values *v)
{
	*d = (struct directive){ .precision = FORMAT_NO_PRECISION };
	at = read_flags(d, at);
	at = read_numbers(d, at, v);
	at = read_length(d, at);
	d->conversion = narrow(*at);
	return *at != L'\0' ? at + 1 : at;
}

void rt_wide_print(struct wide_sink *sink, const wchar_t *format, va_list values)
{
	struct values v;
	struct directive d;

	va_copy(v.list, values);
	while (*format != L'\0') {
		const wchar_t *start = format;

		if (*format != L'%') {
			rt_wide_put(sink, format++, 1);
			continue;
		}
		format = read_directive(&d, format + 1, &v);
		if (d.too_large)
			rt_wide_fail(sink, EOVERFLOW);
		else if (!put_value(sink, &d, &v))
			rt_wide_put(sink, start, (size_t)(format - start));
	}
	va_end(v.list);
}
