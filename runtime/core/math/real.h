#pragma once
/* real: numbers of 128 significant bits, in which <math.h> computes.
 *
 * A function converts its argument to a real, which is exact, computes there
 * with integer instructions only, and rounds once to the result's format.
 * Each operation below is off by at most 2 units of the 128th bit, so that
 * what a function returns is off by hardly more than the last rounding. This
 * is also faster than the same formula in double on a machine without a
 * floating-point unit, where every operation would unpack and round.
 *
 * Fixed-point numbers are words: Q128 has its point before the first bit
 * (values below 1), Q127 after it (below 2).
 *
 * No infinities and no NaN: functions treat those first. No function here
 * keeps state or sets errno, save real_round_*. Included by: core/math. */

#include <stdbool.h>
#include <stdint.h>

#include "../../builtins/float/fp.h"

__extension__ typedef unsigned __int128 real_word;

#define REAL_WORD(high, low) ((real_word)(high) << 64 | (low))
#define REAL_Q127_ONE        ((real_word)1 << 127)

/* word * 2^(exponent - 127), with word's first bit set; zero if word is 0. */
struct real {
	bool negative;
	int exponent;
	real_word word;
};

#define REAL(e, high, low) ((struct real){ false, (e), REAL_WORD(high, low) })
#define REAL_ZERO          ((struct real){ 0 })
#define REAL_ONE           REAL(0, UINT64_C(1) << 63, 0)
#define REAL_HALF          REAL(-1, UINT64_C(1) << 63, 0)
#define REAL_PI            REAL(1, 0xc90fdaa22168c234, 0xc4c6628b80dc1cd1)
#define REAL_HALF_PI       REAL(0, 0xc90fdaa22168c234, 0xc4c6628b80dc1cd1)

/* ---- To and from the formats of C ---- */

/* a must be finite. */
struct real rt_real_from_double(double a);
struct real rt_real_from_integer(int64_t a);
/* Nearest, ties to even; ERANGE if the result is infinite, or so small that
 * it is not normal and not exact. */
double rt_real_round_double(struct real a);
float rt_real_round_single(struct real a);

/* ---- Arithmetic ---- */

/* Rounds towards zero, with the last bit sticky where bits were lost in the
 * alignment: the sum of two products of doubles rounds correctly. */
struct real rt_real_add(struct real a, struct real b);
struct real rt_real_subtract(struct real a, struct real b);
/* Exact if both have at most 64 significant bits. */
struct real rt_real_multiply(struct real a, struct real b);
/* b must not be zero. */
struct real rt_real_divide(struct real a, struct real b);
/* a must not be negative. */
struct real rt_real_square_root(struct real a);

static inline struct real real_scale(struct real a, int exponent)
{
	a.exponent += exponent;
	return a;
}

static inline struct real real_negate_if(struct real a, bool negate)
{
	a.negative ^= negate;
	return a;
}

/* Is |a| below 2^exponent? */
static inline bool real_is_below(struct real a, int exponent)
{
	return a.word == 0 || a.exponent < exponent;
}

/* ---- Fixed point ---- */

/* The upper word of a product: Q128 times Qn is Qn. */
static inline real_word real_multiply_high(real_word a, real_word b)
{
	uint64_t ah = (uint64_t)(a >> 64), al = (uint64_t)a;
	uint64_t bh = (uint64_t)(b >> 64), bl = (uint64_t)b;
	real_word low = (real_word)al * bl;
	real_word one = (real_word)ah * bl + (uint64_t)(low >> 64);
	real_word two = (real_word)al * bh + (uint64_t)one;

	return (real_word)ah * bh + (one >> 64) + (two >> 64);
}

/* word * 2^(exponent - 127), for any word. */
struct real rt_real_normalize(bool negative, int exponent, real_word word);
/* |a| as Q128; it must be below 1. */
real_word rt_real_to_q128(struct real a);
/* c[0] + c[1] x + c[2] x^2 + ..., or with alternating signs if x stands for
 * -x; every partial sum must lie in [0, 2). x is Q128, c and the sum Q127. */
real_word rt_real_polynomial(const real_word *c, int count, real_word x, bool alternate);

/* ---- Functions that several of C's are made of ---- */

/* e^a; |a| below 2^20. */
struct real rt_real_exp(struct real a);
struct real rt_real_expm1(struct real a);
/* a must be positive, and above -1. */
struct real rt_real_log(struct real a);
struct real rt_real_log1p(struct real a);
/* The angle of the point (x, y), in (-pi, pi]; not both zero. */
struct real rt_real_angle(struct real y, struct real x);
/* The sine and the cosine of a quarter turn times `quarters`, |a| <= 1/2. */
struct real rt_real_sine(struct real quarters);
struct real rt_real_cosine(struct real quarters);
/* The sine of x and `ahead` quarter turns; x must be finite. */
struct real rt_real_sine_of(double x, unsigned ahead);
/* log Gamma(a); a must be positive. */
struct real rt_real_log_gamma(struct real a);
