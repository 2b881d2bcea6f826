#include "format.h"

#include <ctype.h>
#include <limits.h>
#include <runtime.h>
#include <string.h>

/* A va_list is an array on some machines and decays when passed; in a
 * structure it can be handed down and advanced. */
struct values {
	va_list list;
};

char rt_format_sign(const struct directive *d, bool negative)
{
	return negative ? '-' : d->plus ? '+' : d->space ? ' ' : '\0';
}

size_t rt_format_begin_field(struct sink *sink, const struct directive *d,
                             const struct field *field)
{
	size_t prefix_size = 0;

	while (field->prefix[prefix_size] != '\0')
		prefix_size++;
	size_t size = prefix_size + field->body_size;
	size_t width = (size_t)d->width;
	size_t padding = width > size ? width - size : 0;
	bool zeros = field->zero_padded && !d->left;

	if (!d->left && !zeros)
		rt_sink_fill(sink, ' ', padding);
	rt_sink_put(sink, field->prefix, prefix_size);
	if (zeros)
		rt_sink_fill(sink, '0', padding);
	return d->left ? padding : 0;
}

static void put_text(struct sink *sink, const struct directive *d,
                     const char *text, size_t size)
{
	struct field field = { .body_size = size };
	size_t padding = rt_format_begin_field(sink, d, &field);

	rt_sink_put(sink, text, size);
	rt_sink_fill(sink, ' ', padding);
}

static void put_string(struct sink *sink, const struct directive *d,
                       const char *s)
{
	if (s == NULL)
		s = "(null)";
	size_t size = d->precision == FORMAT_NO_PRECISION
	              ? strlen(s) : strnlen(s, (size_t)d->precision);
	put_text(sink, d, s, size);
}

/* UTF-8, at most 4 bytes; what is no character becomes U+FFFD. */
static size_t encode(char out[4], uint32_t c)
{
	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = 0xfffd;
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	size_t size = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (size_t i = size - 1; i > 0; i--, c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3f));
	out[0] = (char)((0xf00u >> size & 0xf0) | c);
	return size;
}

/* The bytes of the characters that fit whole into a limit. */
static size_t encoded_size(const wchar_t *s, size_t limit)
{
	char bytes[4];
	size_t size = 0;

	for (; size < limit && *s != 0; s++) {
		size_t more = encode(bytes, (uint32_t)*s);
		if (more > limit - size)
			break;
		size += more;
	}
	return size;
}

static void put_wide_string(struct sink *sink, const struct directive *d,
                            const wchar_t *s)
{
	char bytes[4];
	size_t limit = d->precision == FORMAT_NO_PRECISION
	               ? SIZE_MAX : (size_t)d->precision;

	if (s == NULL)
		s = L"(null)";
	size_t size = encoded_size(s, limit);
	struct field field = { .body_size = size };
	size_t padding = rt_format_begin_field(sink, d, &field);
	while (size != 0) {
		size_t part = encode(bytes, (uint32_t)*s++);
		rt_sink_put(sink, bytes, part);
		size -= part;
	}
	rt_sink_fill(sink, ' ', padding);
}

static void put_character(struct sink *sink, const struct directive *d, int c)
{
	char bytes[4] = { (char)c };
	size_t size = d->length == LENGTH_L ? encode(bytes, (uint32_t)c) : 1;

	put_text(sink, d, bytes, size);
}

static intmax_t fetch_signed(struct values *v, enum format_length length)
{
	switch (length) {
	case LENGTH_HH: return (signed char)va_arg(v->list, int);
	case LENGTH_H: return (short)va_arg(v->list, int);
	case LENGTH_L: return va_arg(v->list, long);
	case LENGTH_LL: return va_arg(v->list, long long);
	case LENGTH_J: return va_arg(v->list, intmax_t);
	case LENGTH_Z: /* the signed type of size_t's width */
	case LENGTH_T: return va_arg(v->list, ptrdiff_t);
	default: return va_arg(v->list, int);
	}
}

static uintmax_t fetch_unsigned(struct values *v, enum format_length length)
{
	switch (length) {
	case LENGTH_HH: return (unsigned char)va_arg(v->list, int);
	case LENGTH_H: return (unsigned short)va_arg(v->list, int);
	case LENGTH_L: return va_arg(v->list, unsigned long);
	case LENGTH_LL: return va_arg(v->list, unsigned long long);
	case LENGTH_J: return va_arg(v->list, uintmax_t);
	case LENGTH_T: /* the unsigned type of ptrdiff_t's width */
	case LENGTH_Z: return va_arg(v->list, size_t);
	default: return va_arg(v->list, unsigned);
	}
}

static double fetch_double(struct values *v, enum format_length length)
{
	if (length == LENGTH_LONG_DOUBLE)
		return (double)va_arg(v->list, long double);
	return va_arg(v->list, double);
}

static void put_signed(struct sink *sink, const struct directive *d,
                       struct values *v)
{
	intmax_t value = fetch_signed(v, d->length);
	uintmax_t magnitude = value < 0 ? -(uintmax_t)value : (uintmax_t)value;

	rt_format_integer(sink, d, rt_format_sign(d, value < 0), magnitude);
}

static void put_pointer(struct sink *sink, const struct directive *d,
                        const void *pointer)
{
	struct directive hexadecimal = *d;

	hexadecimal.alternate = true;
	rt_format_integer(sink, &hexadecimal, '\0', (uintptr_t)pointer);
}

/* False if the conversion is unknown. */
static bool print_value(struct sink *sink, const struct directive *d,
                        struct values *v)
{
	switch (d->conversion) {
	case 'd': case 'i':
		put_signed(sink, d, v);
		return true;
	case 'o': case 'u': case 'x': case 'X':
		rt_format_integer(sink, d, '\0', fetch_unsigned(v, d->length));
		return true;
	case 'a': case 'A': case 'e': case 'E':
	case 'f': case 'F': case 'g': case 'G':
		rt_format_float(sink, d, fetch_double(v, d->length));
		return true;
	case 'c':
		put_character(sink, d, va_arg(v->list, int));
		return true;
	case 's':
		if (d->length == LENGTH_L)
			put_wide_string(sink, d, va_arg(v->list, const wchar_t *));
		else
			put_string(sink, d, va_arg(v->list, const char *));
		return true;
	case 'p':
		put_pointer(sink, d, va_arg(v->list, const void *));
		return true;
	case '%':
		rt_sink_put(sink, "%", 1);
		return true;
	case 'n': /* a format must never be able to write to memory */
		runtime_panic(__FILE__, __LINE__, "printf: %n is refused");
	default:
		return false;
	}
}

static const char *read_flags(struct directive *d, const char *at)
{
	for (;; at++) {
		switch (*at) {
		case '-': d->left = true; break;
		case '+': d->plus = true; break;
		case ' ': d->space = true; break;
		case '#': d->alternate = true; break;
		case '0': d->zero = true; break;
		default: return at;
		}
	}
}

/* Digits or *. */
static const char *read_number(struct directive *d, int *number,
                               const char *at, struct values *v)
{
	if (*at == '*') {
		*number = va_arg(v->list, int);
		return at + 1;
	}
	for (; isdigit((unsigned char)*at); at++) {
		int digit = *at - '0';
		if (*number > (INT_MAX - digit) / 10)
			d->too_large = true;
		else
			*number = *number * 10 + digit;
	}
	return at;
}

/* A letter that may be doubled; returns where it ends. */
static const char *read_doubled(enum format_length *length, const char *at,
                                enum format_length once, enum format_length twice)
{
	bool doubled = at[1] == at[0];

	*length = doubled ? twice : once;
	return at + 1 + doubled;
}

static const char *read_length(struct directive *d, const char *at)
{
	switch (*at) {
	case 'h': return read_doubled(&d->length, at, LENGTH_H, LENGTH_HH);
	case 'l': return read_doubled(&d->length, at, LENGTH_L, LENGTH_LL);
	case 'j': d->length = LENGTH_J; break;
	case 'z': d->length = LENGTH_Z; break;
	case 't': d->length = LENGTH_T; break;
	case 'L': d->length = LENGTH_LONG_DOUBLE; break;
	default: return at;
	}
	return at + 1;
}

/* From behind the % to behind the conversion; the end of the string is no
 * conversion and stays. */
static const char *read_directive(struct directive *d, const char *at,
                                  struct values *v)
{
	*d = (struct directive){ .precision = FORMAT_NO_PRECISION };
	at = read_flags(d, at);
	at = read_number(d, &d->width, at, v);
	if (d->width < 0) {
		d->left = true;
		d->width = d->width == INT_MIN ? INT_MAX : -d->width;
	}
	if (*at == '.') {
		d->precision = 0;
		at = read_number(d, &d->precision, at + 1, v);
		if (d->precision < 0)
			d->precision = FORMAT_NO_PRECISION;
	}
	at = read_length(d, at);
	d->conversion = *at;
	return *at != '\0' ? at + 1 : at;
}

void rt_format_print(struct sink *sink, const char *format, va_list values)
{
	struct values v;
	struct directive d;

	va_copy(v.list, values);
	for (;;) {
		const char *start = format;
		while (*start != '\0' && *start != '%')
			start++;
		rt_sink_put(sink, format, (size_t)(start - format));
		if (*start == '\0')
			break;
		format = read_directive(&d, start + 1, &v);
		if (d.too_large)
			rt_sink_fail(sink);
		else if (!print_value(sink, &d, &v))
			rt_sink_put(sink, start, (size_t)(format - start));
	}
	va_end(v.list);
}
