#include <string.h>

#include "format.h"

/* 64 bits in octal */
#define DIGITS_MAX 22

/* Digits of a number, right-aligned before `end`; none for zero. A division by
 * a constant is a multiplication. */
static char *write_decimal(char *end, uintmax_t value)
{
	for (; value != 0; value /= 10)
		*--end = (char)('0' + value % 10);
	return end;
}

/* The same for bases of 2^bits. */
static char *write_bits(char *end, uintmax_t value, int bits, const char *digits)
{
	uintmax_t mask = ((uintmax_t)1 << bits) - 1;

	for (; value != 0; value >>= bits)
		*--end = digits[value & mask];
	return end;
}

static unsigned base_of(char conversion)
{
	switch (conversion) {
	case 'o': return 8;
	case 'x': case 'X': case 'p': return 16;
	default: return 10;
	}
}

/* The sign, or the 0x of #x and p: a plain #x 0 has none. */
static void set_prefix(struct field *field, const struct directive *d,
                       char sign, uintmax_t magnitude)
{
	char letter = d->conversion == 'X' ? 'X' : 'x';

	field->prefix[0] = sign;
	if (base_of(d->conversion) == 16 && d->alternate &&
	    (magnitude != 0 || d->conversion == 'p')) {
		field->prefix[0] = '0';
		field->prefix[1] = letter;
	}
}

void rt_format_integer(struct sink *sink, const struct directive *d, char sign,
                       uintmax_t magnitude)
{
	char buffer[DIGITS_MAX], *end = buffer + sizeof buffer;
	const char *digits = d->conversion == 'X' ? "0123456789ABCDEF"
	                                          : "0123456789abcdef";
	unsigned base = base_of(d->conversion);
	char *start = base == 10 ? write_decimal(end, magnitude)
	              : write_bits(end, magnitude, base == 16 ? 4 : 3, digits);
	size_t size = (size_t)(end - start);
	bool has_precision = d->precision != FORMAT_NO_PRECISION;
	size_t least = has_precision ? (size_t)d->precision : 1;

	if (base == 8 && d->alternate && least <= size)
		least = size + 1; /* #o: the first digit is a zero */
	size_t zeros = least > size ? least - size : 0;
	struct field field = {
		.body_size = zeros + size,
		.zero_padded = d->zero && !has_precision,
	};
	set_prefix(&field, d, sign, magnitude);
	size_t padding = rt_format_begin_field(sink, d, &field);
	rt_sink_fill(sink, '0', zeros);
	rt_sink_put(sink, start, size);
	rt_sink_fill(sink, ' ', padding);
}
