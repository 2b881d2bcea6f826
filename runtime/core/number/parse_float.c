/* strtod and strtof, C17 7.22.1.3, rounded once and to nearest even.
 *
 * The text becomes an exact decimal (see decimal.h), or for hexadecimal
 * digits an exact binary number, and that the nearest float or double.
 * ERANGE: infinite although the text is finite, or so small that digits were
 * lost, zero included. */

#include <ctype.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../../builtins/float/fp.h"
#include "../support/long_double.h"
#include "decimal.h"

/* More than any exponent that matters, less than what overflows a sum. */
#define EXPONENT_LIMIT 100000000
/* 10^309 is no double, and what is below 10^-325 is zero. */
#define DECIMAL_EXPONENT_MAX 309
#define DECIMAL_EXPONENT_MIN (-326)

struct result {
	uint64_t bits;
	bool out_of_range;
};

/* Digits with at most one point, and the exponent that the point means. */
struct digits {
	const char *start, *end;
	int point; /* digits before it */
	bool any;
};

static bool is_digit(char c, bool hexadecimal)
{
	return hexadecimal ? isxdigit((unsigned char)c) : isdigit((unsigned char)c);
}

static int clamp_exponent(ptrdiff_t exponent)
{
	return exponent > EXPONENT_LIMIT    ? EXPONENT_LIMIT
	       : exponent < -EXPONENT_LIMIT ? -EXPONENT_LIMIT
	                                    : (int)exponent;
}

static struct digits find_digits(const char *s, bool hexadecimal)
{
	struct digits d = { .start = s };
	const char *point = NULL;

	for (;; s++) {
		if (*s == '.' && !point)
			point = s;
		else if (is_digit(*s, hexadecimal))
			d.any = true;
		else
			break;
	}
	d.end = s;
	d.point = clamp_exponent((point ? point : s) - d.start);
	return d;
}

/* e or p, a sign and digits; without a digit it is not part of the number. */
static const char *read_exponent(const char *s, char letter, int *exponent)
{
	const char *at = s;
	int value = 0;

	*exponent = 0;
	if (tolower((unsigned char)*at) != letter)
		return s;
	at++;
	bool negative = *at == '-';
	if (*at == '-' || *at == '+')
		at++;
	if (!isdigit((unsigned char)*at))
		return s;
	for (; isdigit((unsigned char)*at); at++)
		if (value < EXPONENT_LIMIT)
			value = value * 10 + (*at - '0');
	value = value < EXPONENT_LIMIT ? value : EXPONENT_LIMIT;
	*exponent = negative ? -value : value;
	return at;
}

static struct result round_number(struct fp_format f, struct fp_number n)
{
	struct result r = { .bits = fp_pack(f, fp_normalize(n)) };
	bool subnormal = fp_magnitude(f, r.bits) >> f.fraction_bits == 0;

	r.out_of_range = fp_is_infinite(f, r.bits);
	if (subnormal) { /* lost digits, if it does not give the number back */
		struct fp_number back = { 0 };
		if (!fp_is_zero(f, r.bits))
			back = fp_unpack(f, r.bits);
		n = fp_normalize(n);
		r.out_of_range = back.significand != n.significand || back.exponent != n.exponent;
	}
	return r;
}

static struct result overflow(struct fp_format f)
{
	return (struct result){ fp_infinity(f), true };
}

static const struct result underflow = { 0, true };
static const struct result zero = { 0, false };

/* Scales by powers of two until 64 bits of it are an integer. */
static struct fp_number binary_of(struct decimal *d)
{
	int exponent = FP_TOP;

	while (rt_decimal_exponent(d) > 18) {
		int down = rt_decimal_exponent(d) > 21 ? 9 : 3;
		rt_decimal_shift_right(d, down);
		exponent += down;
	}
	while (rt_decimal_exponent(d) < 9) {
		rt_decimal_shift_left(d, 29);
		exponent -= 29;
	}
	/* now below 10^19 < 2^64; fill the word up */
	uint64_t integer = rt_decimal_integer(d);
	int up = __builtin_clzll(integer);
	if (up > 1) {
		rt_decimal_shift_left(d, up - 1);
		exponent -= up - 1;
	}
	return (struct fp_number){
		.exponent = exponent,
		.significand = rt_decimal_integer(d) | rt_decimal_has_fraction(d),
	};
}

/* Fills a decimal from digits of which the first stands at `position`. */
static void set_decimal(struct decimal *d, const char *s, const char *end, ptrdiff_t position)
{
	rt_decimal_clear(d);
	for (; s != end; s++) {
		if (*s == '.')
			continue;
		unsigned digit = (unsigned)(*s - '0');
		if (position >= DECIMAL_LOWEST)
			rt_decimal_add_digit(d, (int)position, digit);
		else if (digit != 0)
			rt_decimal_mark_inexact(d);
		position--;
	}
}

static struct result from_decimal(struct fp_format f, struct digits digits, int exponent)
{
	const char *s = digits.start;
	struct decimal d;

	ptrdiff_t position = digits.point - 1 + exponent;
	for (; s != digits.end && (*s == '0' || *s == '.'); s++)
		if (*s == '0')
			position--;
	if (s == digits.end)
		return zero;
	if (position >= DECIMAL_EXPONENT_MAX)
		return overflow(f);
	if (position <= DECIMAL_EXPONENT_MIN)
		return underflow;
	set_decimal(&d, s, digits.end, position);
	return round_number(f, binary_of(&d));
}

static unsigned hex_value(char c)
{
	return isdigit((unsigned char)c) ? (unsigned)(c - '0')
	                                 : (unsigned)(tolower((unsigned char)c) - 'a') + 10;
}

/* The first 15 digits from the leading one on are kept, the others stick. */
static struct result from_hexadecimal(struct fp_format f, struct digits digits, int exponent)
{
	struct fp_number n = { .exponent = FP_TOP };
	ptrdiff_t dropped = 0, position = digits.point;

	for (const char *s = digits.start; s != digits.end; s++) {
		if (*s == '.')
			continue;
		position--;
		if (n.significand >> (FP_TOP - 4) == 0)
			n.significand = n.significand << 4 | hex_value(*s);
		else {
			n.significand |= hex_value(*s) != 0;
			dropped++;
		}
	}
	if (n.significand == 0)
		return zero;
	/* the last digit that was kept has the weight 16^(position + dropped) */
	n.exponent += clamp_exponent(4 * (position + dropped) + exponent);
	return n.exponent >= EXPONENT_LIMIT / 2    ? overflow(f)
	       : n.exponent <= -EXPONENT_LIMIT / 2 ? underflow
	                                           : round_number(f, n);
}

static bool starts_with(const char *s, const char *word)
{
	return strncasecmp(s, word, strlen(word)) == 0;
}

/* nan, or nan(letters, digits and underscores): they are skipped. */
static const char *skip_nan(const char *s)
{
	const char *at = s + 3;

	if (*at != '(')
		return at;
	do
		at++;
	while (isalnum((unsigned char)*at) || *at == '_');
	return *at == ')' ? at + 1 : s + 3;
}

static bool is_hexadecimal(const char *s)
{
	return s[0] == '0' && (s[1] == 'x' || s[1] == 'X') &&
	       (isxdigit((unsigned char)s[2]) || (s[2] == '.' && isxdigit((unsigned char)s[3])));
}

/* A magnitude; *end is s if there is none. */
static struct result read_magnitude(struct fp_format f, const char *s, const char **end)
{
	int exponent;

	*end = s;
	if (starts_with(s, "inf")) {
		*end = s + (starts_with(s, "infinity") ? 8 : 3);
		return (struct result){ fp_infinity(f), false };
	}
	if (starts_with(s, "nan")) {
		*end = skip_nan(s);
		return (struct result){ fp_infinity(f) | fp_quiet_bit(f), false };
	}
	bool hexadecimal = is_hexadecimal(s);
	struct digits digits = find_digits(hexadecimal ? s + 2 : s, hexadecimal);
	if (!digits.any)
		return zero;
	*end = read_exponent(digits.end, hexadecimal ? 'p' : 'e', &exponent);
	return hexadecimal ? from_hexadecimal(f, digits, exponent)
	                   : from_decimal(f, digits, exponent);
}

FP_INLINE uint64_t read_float(struct fp_format f, const char *s, char **end)
{
	const char *start = s, *rest;

	while (isspace((unsigned char)*s))
		s++;
	bool negative = *s == '-';
	if (*s == '-' || *s == '+')
		s++;
	struct result r = read_magnitude(f, s, &rest);
	if (end)
		*end = (char *)(rest == s ? start : rest);
	if (r.out_of_range)
		errno = ERANGE;
	return rest == s ? 0 : fp_signed(f, negative, r.bits);
}

double strtod(const char *__restrict s, char **__restrict end)
{
	return fp_to_double(read_float(FP_DOUBLE, s, end));
}

float strtof(const char *__restrict s, char **__restrict end)
{
	return fp_to_single(read_float(FP_SINGLE, s, end));
}

LONG_DOUBLE(long_double_t, strtold, (const char *__restrict s, char **__restrict end))
{
	return strtod(s, end);
}

double atof(const char *s)
{
	return strtod(s, NULL);
}
