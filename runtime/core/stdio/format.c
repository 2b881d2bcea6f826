#include "format.h"

#include <errno.h>
#include <limits.h>
#include <runtime.h>
#include <string.h>

/* Linked into a kernel only where doubles may be printed: it is as large as all
 * the rest. */
#ifndef RT_NATIVE
#pragma weak rt_format_float
#endif
#define PRINTS_DOUBLES (&rt_format_float != NULL)

/* A va_list is an array on some machines and decays when passed; in a
 * structure it can be handed down and advanced. */
struct values {
	va_list list;
};

char rt_format_sign(const struct directive *d, bool negative)
{
	if (negative)
		return '-';
	if (d->flags & FORMAT_PLUS)
		return '+';
	return d->flags & FORMAT_SPACE ? ' ' : '\0';
}

size_t rt_format_begin_field(struct sink *sink, const struct directive *d,
                             const struct field *field)
{
	size_t prefix_size = 0;

	if (d->width == 0 && field->prefix[0] == '\0')
		return 0;
	while (field->prefix[prefix_size] != '\0')
		prefix_size++;
	size_t size = prefix_size + field->body_size;
	size_t width = (size_t)d->width;
	size_t padding = width > size ? width - size : 0;
	bool left = d->flags & FORMAT_LEFT;
	bool zeros = field->zero_padded && !left;

	if (!left && !zeros)
		rt_sink_fill(sink, ' ', padding);
	rt_sink_put(sink, field->prefix, prefix_size);
	if (zeros)
		rt_sink_fill(sink, '0', padding);
	return left ? padding : 0;
}

static void put_text(struct sink *sink, const struct directive *d, const char *text, size_t size)
{
	struct field field = { .body_size = size };
	size_t padding = rt_format_begin_field(sink, d, &field);

	rt_sink_put(sink, text, size);
	rt_sink_fill(sink, ' ', padding);
}

static void put_string(struct sink *sink, const struct directive *d, const char *s)
{
	size_t size = 0, limit = (size_t)d->precision;

	if (!s)
		s = "(null)";
	if (d->precision == FORMAT_NO_PRECISION)
		size = strlen(s);
	else
		while (size < limit && s[size] != '\0')
			size++;
	put_text(sink, d, s, size);
}

/* UTF-8, at most 4 bytes. What is no character has none, and fails the sink. */
SMALL static size_t encode(struct sink *sink, char out[4], uint32_t c)
{
	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) {
		rt_sink_fail(sink, EILSEQ);
		return 0;
	}
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

/* The bytes of the characters that fit whole into a limit, as far as they are some. */
static size_t encoded_size(struct sink *sink, const wchar_t *s, size_t limit)
{
	char bytes[4];
	size_t size = 0;

	for (; size < limit && *s != 0; s++) {
		size_t more = encode(sink, bytes, (uint32_t)*s);
		if (more == 0 || more > limit - size)
			break;
		size += more;
	}
	return size;
}

SMALL static void put_wide_string(struct sink *sink, const struct directive *d, const wchar_t *s)
{
	char bytes[4];
	size_t limit = d->precision == FORMAT_NO_PRECISION ? SIZE_MAX : (size_t)d->precision;

	if (!s)
		s = L"(null)";
	size_t size = encoded_size(sink, s, limit);
	struct field field = { .body_size = size };
	size_t padding = rt_format_begin_field(sink, d, &field);
	while (size != 0) {
		size_t part = encode(sink, bytes, (uint32_t)*s++);
		rt_sink_put(sink, bytes, part);
		size -= part;
	}
	rt_sink_fill(sink, ' ', padding);
}

/* What a letter behind a % stands for. A table of bytes: a switch over letters
 * becomes one of addresses, eight times as large. */
enum kind {
	KIND_NONE,
	KIND_SIGNED,
	KIND_DECIMAL,
	KIND_OCTAL,
	KIND_HEXADECIMAL, /* integers */
	KIND_FLOAT,
	KIND_CHARACTER,
	KIND_STRING,
	KIND_POINTER,
	KIND_COUNT,
	KIND_LENGTH /* and the length */
};

#define LENGTH(name) (KIND_LENGTH + (int)LENGTH_##name)

static enum kind kind_of(char letter)
{
	/* clang-format off */
	static const unsigned char kinds['z' - 'A' + 1] = {
		['h' - 'A'] = LENGTH(H), ['l' - 'A'] = LENGTH(L), ['j' - 'A'] = LENGTH(J),
		['z' - 'A'] = LENGTH(Z), ['t' - 'A'] = LENGTH(T),
		['L' - 'A'] = LENGTH(LONG_DOUBLE),
		['d' - 'A'] = KIND_SIGNED, ['i' - 'A'] = KIND_SIGNED,
		['u' - 'A'] = KIND_DECIMAL, ['o' - 'A'] = KIND_OCTAL,
		['x' - 'A'] = KIND_HEXADECIMAL, ['X' - 'A'] = KIND_HEXADECIMAL,
		['a' - 'A'] = KIND_FLOAT, ['e' - 'A'] = KIND_FLOAT,
		['f' - 'A'] = KIND_FLOAT, ['g' - 'A'] = KIND_FLOAT,
		['A' - 'A'] = KIND_FLOAT, ['E' - 'A'] = KIND_FLOAT,
		['F' - 'A'] = KIND_FLOAT, ['G' - 'A'] = KIND_FLOAT,
		['c' - 'A'] = KIND_CHARACTER, ['s' - 'A'] = KIND_STRING,
		['p' - 'A'] = KIND_POINTER, ['n' - 'A'] = KIND_COUNT,
	};
	/* clang-format on */
	unsigned place = (unsigned)letter - 'A';

	return place < sizeof kinds ? kinds[place] : KIND_NONE;
}

/* Length modifiers name types of so many bytes; others than integers have int's. */
static const unsigned char length_bytes[] = {
	[LENGTH_NONE] = sizeof(int),        [LENGTH_HH] = sizeof(char),
	[LENGTH_H] = sizeof(short),         [LENGTH_L] = sizeof(long),
	[LENGTH_LL] = sizeof(long long),    [LENGTH_J] = sizeof(intmax_t),
	[LENGTH_Z] = sizeof(size_t),        [LENGTH_T] = sizeof(ptrdiff_t),
	[LENGTH_LONG_DOUBLE] = sizeof(int),
};

/* An integer or a pointer: what is no wider than an int comes as one. */
static uintmax_t fetch(struct values *v, size_t size_bytes)
{
	_Static_assert(sizeof(uintmax_t) == 8 && sizeof(int) == 4, "two sizes there are");
	return size_bytes > sizeof(int) ? va_arg(v->list, uint64_t) : va_arg(v->list, unsigned);
}

static double fetch_double(struct values *v, enum format_length length)
{
	if (length == LENGTH_LONG_DOUBLE)
		return (double)va_arg(v->list, long double);
	return va_arg(v->list, double);
}

/* d, i, o, u, x, X: what lies above the type's bytes is not the value's. */
static void put_integer(struct sink *sink, struct directive *d, enum kind kind, uintmax_t value)
{
	unsigned unused = 8 * (unsigned)(sizeof value - length_bytes[d->length]);

	value <<= unused;
	bool negative = kind == KIND_SIGNED && value >> 63 != 0;
	char sign = kind == KIND_SIGNED ? rt_format_sign(d, negative) : '\0';

	d->digit_bits = kind == KIND_HEXADECIMAL ? 4 : kind == KIND_OCTAL ? 3 : 0;
	rt_format_integer(sink, d, sign, (negative ? -value : value) >> unused);
}

static void put_pointer(struct sink *sink, struct directive *d, uintmax_t pointer)
{
	d->flags |= FORMAT_ALTERNATE;
	d->digit_bits = 4;
	rt_format_integer(sink, d, '\0', pointer);
}

SMALL static void put_character(struct sink *sink, const struct directive *d, int c)
{
	char bytes[4] = { (char)c };
	size_t size = d->length == LENGTH_L ? encode(sink, bytes, (uint32_t)c) : 1;

	put_text(sink, d, bytes, size);
}

static void put_value(struct sink *sink, struct directive *d, enum kind kind, uintmax_t value)
{
	if (kind <= KIND_HEXADECIMAL)
		put_integer(sink, d, kind, value);
	else if (kind == KIND_CHARACTER)
		put_character(sink, d, (int)value);
	else if (kind == KIND_POINTER)
		put_pointer(sink, d, value);
	else if (d->length == LENGTH_L)
		put_wide_string(sink, d, (const wchar_t *)(uintptr_t)value);
	else
		put_string(sink, d, (const char *)(uintptr_t)value);
}

static size_t size_of_value(const struct directive *d, enum kind kind)
{
	if (kind <= KIND_HEXADECIMAL)
		return length_bytes[d->length];
	return kind == KIND_CHARACTER ? sizeof(int) : sizeof(void *);
}

/* %% and what is unknown have no value. False for the latter. */
static bool print_value(struct sink *sink, struct directive *d, enum kind kind, struct values *v)
{
	if (kind == KIND_COUNT) /* a format must never be able to write to memory */
		runtime_panic(__FILE__, __LINE__, "printf: %n is not supported");
	if (kind == KIND_FLOAT && !PRINTS_DOUBLES)
		runtime_panic(__FILE__, __LINE__,
		              "printf of a double: ingot.yaml needs "
		              "build-std-features: [printf-double]");
	if (kind == KIND_FLOAT)
		rt_format_float(sink, d, fetch_double(v, d->length));
	else if (kind != KIND_NONE)
		put_value(sink, d, kind, fetch(v, size_of_value(d, kind)));
	else if (d->conversion == '%')
		rt_sink_put(sink, "%", 1);
	return kind != KIND_NONE || d->conversion == '%';
}

static const char *read_flags(struct directive *d, const char *at)
{
	const unsigned all = FORMAT_SPACE | FORMAT_ALTERNATE | FORMAT_PLUS | FORMAT_LEFT |
	                     FORMAT_ZERO;

	for (;; at++) {
		unsigned bit = (unsigned)*at - ' ';

		if (bit >= 32 || !(all >> bit & 1))
			return at;
		d->flags |= 1u << bit;
	}
}

/* Digits or *. */
static const char *read_number(struct directive *d, int *number, const char *at, struct values *v)
{
	unsigned value = 0;

	if (*at == '*') {
		*number = va_arg(v->list, int);
		return at + 1;
	}
	for (; *at >= '0' && *at <= '9'; at++)
		value = value > INT_MAX / 10 ? UINT_MAX : value * 10 + (unsigned)(*at - '0');
	if (value > INT_MAX)
		d->too_large = true;
	*number = (int)value;
	return at;
}

/* The width and, behind a point, the precision. */
static const char *read_numbers(struct directive *d, const char *at, struct values *v)
{
	int *number = &d->width;

	for (;; number = &d->precision, *number = 0, at++) {
		at = read_number(d, number, at, v);
		if (*at != '.' || number == &d->precision)
			break;
	}
	if (d->precision < 0)
		d->precision = FORMAT_NO_PRECISION;
	if (d->width < 0) {
		d->flags |= FORMAT_LEFT;
		d->width = d->width == INT_MIN ? INT_MAX : -d->width;
	}
	return at;
}

/* From behind the % to behind the conversion; the end of the string is no
 * conversion and stays. */
static const char *read_directive(struct directive *d, enum kind *kind, const char *at,
                                  struct values *v)
{
	*d = (struct directive){ .precision = FORMAT_NO_PRECISION };
	at = read_flags(d, at);
	if (*at <= '9') /* mostly there are none */
		at = read_numbers(d, at, v);
	*kind = kind_of(*at);
	if (*kind >= KIND_LENGTH) {
		d->length = (enum format_length)(*kind - KIND_LENGTH);
		if (d->length <= LENGTH_L && at[1] == at[0]) { /* hh, ll */
			d->length++;
			at++;
		}
		*kind = kind_of(*++at);
	}
	d->conversion = *at;
	return *at != '\0' ? at + 1 : at;
}

void rt_format_print(struct sink *sink, const char *format, va_list values)
{
	struct values v;
	struct directive d;
	enum kind kind;

	va_copy(v.list, values);
	for (;;) {
		const char *start = format;
		while (*start != '\0' && *start != '%')
			start++;
		rt_sink_put(sink, format, (size_t)(start - format));
		if (*start == '\0')
			break;
		format = read_directive(&d, &kind, start + 1, &v);
		if (d.too_large)
			rt_sink_fail(sink, EOVERFLOW);
		else if (!print_value(sink, &d, kind, &v))
			rt_sink_put(sink, start, (size_t)(format - start));
	}
	va_end(v.list);
}
