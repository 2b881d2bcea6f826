#pragma once
/* decimal: an exact decimal number wide enough for any double.
 *
 * A fixed-point number in base 10^9. Every finite double is an integer of at
 * most 309 digits plus a fraction of at most 1074, so both fit whole and no
 * digit is ever approximate; a value halfway between two doubles has one
 * digit more. What is shifted out below the last limb leaves that limb
 * nonzero, so that a comparison with a halfway value stays right.
 *
 * Digits are named by position: 0 is the units digit, 1 the tens, -1 the
 * tenths. Used by printf (binary to decimal) and strtod (decimal to binary);
 * 640 bytes, on the caller's stack. Included by: core/stdio, core/number. */

#include <stdbool.h>
#include <stdint.h>

#define DECIMAL_BASE           1000000000u
#define DECIMAL_LIMB_DIGITS    9
#define DECIMAL_INTEGER_LIMBS  35
#define DECIMAL_FRACTION_LIMBS 121
#define DECIMAL_LIMBS          (DECIMAL_INTEGER_LIMBS + DECIMAL_FRACTION_LIMBS)
#define DECIMAL_HIGHEST        (DECIMAL_INTEGER_LIMBS * DECIMAL_LIMB_DIGITS - 1)
#define DECIMAL_LOWEST         (-DECIMAL_FRACTION_LIMBS * DECIMAL_LIMB_DIGITS)

struct decimal {
	/* limb[first] is the first that may be nonzero, limb[end - 1] the
	 * last; the others stand for zeros, whatever is in them. Most
	 * significant first. */
	int first, end;
	uint32_t limb[DECIMAL_LIMBS];
};

/* significand * 2^exponent, which must be a double's magnitude. */
void rt_decimal_set_binary(struct decimal *d, uint64_t significand, int exponent);
/* integer * 10^position. */
void rt_decimal_set_integer(struct decimal *d, uint64_t integer, int position);
void rt_decimal_clear(struct decimal *d);
/* Adds digit * 10^position to a number whose digit there is zero. */
void rt_decimal_add_digit(struct decimal *d, int position, unsigned digit);
/* Remembers that something below every position is not zero. */
void rt_decimal_mark_inexact(struct decimal *d);

/* The digits from a position down to the end of the limb that has it; returns
 * how many. The position is one that there is. */
int rt_decimal_text(const struct decimal *d, int position, char text[DECIMAL_LIMB_DIGITS]);
/* The positions of the first and of the last digit that is not zero; 0 for
 * zero. */
int rt_decimal_exponent(const struct decimal *d);
int rt_decimal_lowest(const struct decimal *d);
/* Below this position there are only zeros, perhaps even above it. */
int rt_decimal_bottom(const struct decimal *d);

/* Rounds to a multiple of 10^position, nearest, ties to even. */
void rt_decimal_round(struct decimal *d, int position);

/* Times and divided by 2^bits; the product must fit. */
void rt_decimal_shift_left(struct decimal *d, int bits);
void rt_decimal_shift_right(struct decimal *d, int bits);

/* The integer part, which must be below 2^64, and whether there is more. */
uint64_t rt_decimal_integer(const struct decimal *d);
bool rt_decimal_has_fraction(const struct decimal *d);
