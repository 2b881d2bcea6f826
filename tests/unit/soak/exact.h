#pragma once
/* exact: numbers without rounding, to judge rounding by.
 *
 * A number is a natural number times a power of two; signs are the caller's
 * business. Plain school arithmetic on 32-bit digits: slow, and obvious. What
 * does not fit ends the program. */

#include <stdbool.h>
#include <stdint.h>

/* A sum of two doubles has up to 2099 bits. */
#define EXACT_DIGITS_MAX 72

struct exact {
	int exponent;                     /* the value is digits * 2^exponent */
	int count;                        /* of digits; the highest is not 0; none: zero */
	uint32_t digit[EXACT_DIGITS_MAX]; /* lowest first */
};

/* (high * 2^64 + low) * 2^exponent */
void exact_set(struct exact *to, uint64_t high, uint64_t low, int exponent);
void exact_add(struct exact *to, const struct exact *a, const struct exact *b);
/* a - b; b must not be larger. */
void exact_subtract(struct exact *to, const struct exact *a, const struct exact *b);
void exact_multiply(struct exact *to, const struct exact *a, const struct exact *b);
/* Below, equal to or above 0, as a is to b. */
int exact_compare(const struct exact *a, const struct exact *b);

static inline bool exact_is_zero(const struct exact *a)
{
	return a->count == 0;
}
