#include <errno.h>
#include <limits.h>
#include <string.h>

#include "../number/decimal.h"
#include "../number/scale.h"
#include "format.h"

#define SIGNIFICAND_BITS  52
#define EXPONENT_MASK     0x7ff
#define EXPONENT_BIAS     1023
#define HEX_DIGITS        (SIGNIFICAND_BITS / 4)
#define PRECISION_DEFAULT 6
#define EXPONENT_TEXT_MAX 6 /* p-1074 */
/* Keeps positions of digits inside an int. Text that long is an overflow,
 * except for g, which never writes more digits than there are. */
#define PRECISION_MAX (INT_MAX - 2048)

/* A finite double: fraction bits, and the exponent of the unit 1. */
struct parts {
	bool negative;
	uint64_t significand; /* with the hidden bit */
	int exponent;         /* of its bit 52 */
};

static uint64_t bits_of(double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof bits);
	return bits;
}

static struct parts take_apart(double value)
{
	uint64_t bits = bits_of(value);
	uint64_t hidden = UINT64_C(1) << SIGNIFICAND_BITS;
	int biased = (int)(bits >> SIGNIFICAND_BITS & EXPONENT_MASK);
	struct parts p = {
		.negative = bits >> 63 != 0,
		.significand = bits & (hidden - 1),
		.exponent = biased - EXPONENT_BIAS,
	};

	if (biased != 0)
		p.significand |= hidden;
	else
		p.exponent++; /* subnormal */
	return p;
}

static bool is_upper(const struct directive *d)
{
	return d->conversion >= 'A' && d->conversion <= 'Z';
}

static char lower(char letter)
{
	return (char)(letter | 0x20);
}

static void put_special(struct sink *sink, const struct directive *d, double value)
{
	bool is_nan = bits_of(value) << (64 - SIGNIFICAND_BITS) != 0;
	const char *text = is_upper(d) ? (is_nan ? "NAN" : "INF") : (is_nan ? "nan" : "inf");
	struct field field = { .body_size = 3 };

	field.prefix[0] = rt_format_sign(d, bits_of(value) >> 63 != 0);
	size_t padding = rt_format_begin_field(sink, d, &field);
	rt_sink_put(sink, text, 3);
	rt_sink_fill(sink, ' ', padding);
}

/* A letter, a sign and at least `least` digits; returns the text's size. */
static size_t write_exponent(char out[EXPONENT_TEXT_MAX], char letter, int exponent, int least)
{
	unsigned magnitude = exponent < 0 ? 0u - (unsigned)exponent : (unsigned)exponent;
	char digits[4], *start = digits + sizeof digits;
	char *end = start;

	for (; magnitude != 0 || end - start < least; magnitude /= 10)
		*--start = (char)('0' + magnitude % 10);
	out[0] = letter;
	out[1] = exponent < 0 ? '-' : '+';
	memcpy(out + 2, start, (size_t)(end - start));
	return 2 + (size_t)(end - start);
}

/* Keeps `digits` hexadecimal digits behind the point; nearest, ties to even.
 * The leading digit may become 2, as it may in C. */
static uint64_t round_hex(uint64_t significand, int digits)
{
	if (digits >= HEX_DIGITS)
		return significand;
	int dropped = 4 * (HEX_DIGITS - digits);
	uint64_t unit = UINT64_C(1) << dropped;
	uint64_t rest = significand & (unit - 1), half = unit / 2;

	significand -= rest;
	if (rest > half || (rest == half && (significand & unit) != 0))
		significand += unit;
	return significand;
}

static int shortest_hex(uint64_t significand)
{
	int digits = HEX_DIGITS;

	for (; digits > 0 && (significand & 15) == 0; significand >>= 4)
		digits--;
	return digits;
}

static void set_hex_prefix(struct field *field, char sign, char letter)
{
	char *next = field->prefix;

	if (sign != '\0')
		*next++ = sign;
	*next++ = '0';
	*next++ = letter;
	*next = '\0';
}

static void put_hex(struct sink *sink, const struct directive *d, struct parts p)
{
	const char *digits = is_upper(d) ? "0123456789ABCDEF" : "0123456789abcdef";
	int precision = d->precision != FORMAT_NO_PRECISION ? d->precision
	                                                    : shortest_hex(p.significand);
	int shown = precision < HEX_DIGITS ? precision : HEX_DIGITS;
	bool point = precision > 0 || d->flags & FORMAT_ALTERNATE;
	char exponent[EXPONENT_TEXT_MAX], body[2 + HEX_DIGITS];
	size_t exponent_size = write_exponent(exponent, is_upper(d) ? 'P' : 'p',
	                                      p.significand ? p.exponent : 0, 1);
	uint64_t value = round_hex(p.significand, precision);
	size_t used = 0;

	body[used++] = digits[value >> SIGNIFICAND_BITS];
	if (point)
		body[used++] = '.';
	for (int i = 1; i <= shown; i++)
		body[used++] = digits[value >> (SIGNIFICAND_BITS - 4 * i) & 15];
	size_t zeros = (size_t)(precision - shown);
	struct field field = {
		.body_size = used + zeros + exponent_size,
		.zero_padded = d->flags & FORMAT_ZERO,
	};
	set_hex_prefix(&field, rt_format_sign(d, p.negative), is_upper(d) ? 'X' : 'x');
	size_t padding = rt_format_begin_field(sink, d, &field);
	rt_sink_put(sink, body, used);
	rt_sink_fill(sink, '0', zeros);
	rt_sink_put(sink, exponent, exponent_size);
	rt_sink_fill(sink, ' ', padding);
}

/* The digits from one position down to another. Below the number's bottom there
 * are only zeros, however many the precision asks for. */
static void put_digits(struct sink *sink, const struct decimal *number, int from, int to)
{
	int last = rt_decimal_bottom(number);
	char text[DECIMAL_LIMB_DIGITS];

	while (from >= to && from >= last) {
		int count = rt_decimal_text(number, from, text);
		if (count > from - to + 1)
			count = from - to + 1;
		rt_sink_put(sink, text, (size_t)count);
		from -= count;
	}
	if (from >= to)
		rt_sink_fill(sink, '0', (size_t)(from - to) + 1);
}

/* Digits from position `first` to `last`, with a point behind `units`, and an
 * exponent that may be empty. */
struct layout {
	int first, units, last;
	char exponent[EXPONENT_TEXT_MAX];
	size_t exponent_size;
};

static struct layout layout_fixed(const struct decimal *number, int precision)
{
	int exponent = rt_decimal_exponent(number);

	return (struct layout){
		.first = exponent > 0 ? exponent : 0,
		.last = -precision,
	};
}

static struct layout layout_scientific(const struct decimal *number, int precision, bool upper)
{
	int exponent = rt_decimal_exponent(number);
	struct layout layout = {
		.first = exponent,
		.units = exponent,
		.last = exponent - precision,
	};

	layout.exponent_size = write_exponent(layout.exponent, upper ? 'E' : 'e', exponent, 2);
	return layout;
}

/* g: `precision` significant digits, without zeros at the end unless # asks
 * for them, in the style that is shorter. */
static struct layout layout_general(struct decimal *number, const struct directive *d,
                                    int precision)
{
	if (precision == 0)
		precision = 1;
	rt_decimal_round(number, rt_decimal_exponent(number) - (precision - 1));
	int exponent = rt_decimal_exponent(number);
	bool fixed = exponent >= -4 && exponent < precision;
	int last = exponent - (precision - 1);
	int lowest = rt_decimal_lowest(number);
	int units = fixed ? 0 : exponent;

	if (!(d->flags & FORMAT_ALTERNATE) && last < lowest)
		last = lowest < units ? lowest : units;
	return fixed ? layout_fixed(number, -last)
	             : layout_scientific(number, exponent - last, is_upper(d));
}

static int precision_of(const struct directive *d)
{
	int precision = d->precision != FORMAT_NO_PRECISION ? d->precision : PRECISION_DEFAULT;

	return precision < PRECISION_MAX ? precision : PRECISION_MAX;
}

static struct layout lay_out(struct decimal *number, const struct directive *d)
{
	int precision = precision_of(d);

	switch (lower(d->conversion)) {
	case 'f': rt_decimal_round(number, -precision); return layout_fixed(number, precision);
	case 'e':
		rt_decimal_round(number, rt_decimal_exponent(number) - precision);
		return layout_scientific(number, precision, is_upper(d));
	default: return layout_general(number, d, precision);
	}
}

/* A number rounded to so many significant digits. The first guess of its
 * exponent may be one too low, which gives a digit more. */
static bool set_significant(struct decimal *number, struct parts p, int exponent, int digits)
{
	int power = digits - 1 - exponent;
	uint64_t integer;

	if (!rt_scale_round(p.significand, p.exponent - SIGNIFICAND_BITS, power, &integer))
		return false;
	if (integer >= rt_scale_power_of_10(digits) &&
	    !rt_scale_round(p.significand, p.exponent - SIGNIFICAND_BITS, --power, &integer))
		return false;
	rt_decimal_set_integer(number, integer, -power);
	return true;
}

/* The same to so many digits behind the point. */
static bool set_fixed(struct decimal *number, struct parts p, int digits)
{
	uint64_t integer;

	if (!rt_scale_round(p.significand, p.exponent - SIGNIFICAND_BITS, digits, &integer))
		return false;
	rt_decimal_set_integer(number, integer, -digits);
	return true;
}

/* The short way for numbers of which few digits are asked: already rounded as
 * lay_out will round them. False if all digits are needed for it. */
static bool set_rounded(struct decimal *number, struct parts p, const struct directive *d)
{
	int precision = precision_of(d);
	int unused = __builtin_clzll(p.significand) - (63 - SIGNIFICAND_BITS);
	int exponent = rt_scale_log10(p.exponent - unused); /* or one too low */

	switch (lower(d->conversion)) {
	case 'f':
		return precision <= SCALE_HIGHEST && exponent + precision < SCALE_DIGITS_MAX - 1 &&
		       set_fixed(number, p, precision);
	case 'e':
		return precision < SCALE_DIGITS_MAX - 1 &&
		       set_significant(number, p, exponent, precision + 1);
	default:
		return precision < SCALE_DIGITS_MAX &&
		       set_significant(number, p, exponent, precision != 0 ? precision : 1);
	}
}

static void set_number(struct decimal *number, struct parts p, const struct directive *d)
{
	if (p.significand == 0)
		rt_decimal_clear(number);
	else if (!set_rounded(number, p, d))
		rt_decimal_set_binary(number, p.significand, p.exponent - SIGNIFICAND_BITS);
}

static void put_decimal(struct sink *sink, const struct directive *d, struct parts p)
{
	struct decimal number;

	set_number(&number, p, d);
	struct layout layout = lay_out(&number, d);
	bool point = layout.last < layout.units || d->flags & FORMAT_ALTERNATE;
	size_t digits = (size_t)(layout.first - layout.last) + 1;
	struct field field = {
		.prefix = { rt_format_sign(d, p.negative) },
		.body_size = digits + point + layout.exponent_size,
		.zero_padded = d->flags & FORMAT_ZERO,
	};
	size_t padding = rt_format_begin_field(sink, d, &field);
	put_digits(sink, &number, layout.first, layout.units);
	if (point)
		rt_sink_put(sink, ".", 1);
	put_digits(sink, &number, layout.units - 1, layout.last);
	rt_sink_put(sink, layout.exponent, layout.exponent_size);
	rt_sink_fill(sink, ' ', padding);
}

void rt_format_float(struct sink *sink, const struct directive *d, double value)
{
	bool finite = (bits_of(value) >> SIGNIFICAND_BITS & EXPONENT_MASK) != EXPONENT_MASK;

	if (!finite)
		put_special(sink, d, value);
	else if (d->precision > PRECISION_MAX && lower(d->conversion) != 'g')
		rt_sink_fail(sink, EOVERFLOW);
	else if (lower(d->conversion) == 'a')
		put_hex(sink, d, take_apart(value));
	else
		put_decimal(sink, d, take_apart(value));
}
