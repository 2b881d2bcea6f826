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
	unsigned mask = (1u << bits) - 1;

	for (; value != 0; value >>= bits)
		*--end = digits[value & mask];
	return end;
}

void rt_format_integer(struct sink *sink, const struct directive *d, char sign, uintmax_t magnitude)
{
	char buffer[DIGITS_MAX], *end = buffer + sizeof buffer, *start;
	struct field field = { .prefix = { sign } };
	bool alternate = d->flags & FORMAT_ALTERNATE;
	bool has_precision = d->precision != FORMAT_NO_PRECISION;
	size_t least = has_precision ? (size_t)d->precision : 1;
	int bits = d->digit_bits;

	if (bits == 0)
		start = write_decimal(end, magnitude);
	else
		start = write_bits(end, magnitude, bits,
		                   d->conversion == 'X' ? "0123456789ABCDEF" : "0123456789abcdef");
	size_t size = (size_t)(end - start);
	if (alternate && bits == 3 && least <= size) {
		least = size + 1; /* #o: the first digit is a zero */
	} else if (alternate && bits == 4 && (magnitude != 0 || d->conversion == 'p')) {
		field.prefix[0] = '0'; /* a plain #x 0 has none */
		field.prefix[1] = d->conversion == 'X' ? 'X' : 'x';
	}
	size_t zeros = least > size ? least - size : 0;
	field.body_size = zeros + size;
	field.zero_padded = d->flags & FORMAT_ZERO && !has_precision;
	size_t padding = rt_format_begin_field(sink, d, &field);
	rt_sink_fill(sink, '0', zeros);
	rt_sink_put(sink, start, size);
	rt_sink_fill(sink, ' ', padding);
}
