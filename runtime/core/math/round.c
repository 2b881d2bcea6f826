/* To whole numbers, on the bits; C17 7.12.9. There is one rounding direction,
 * to nearest even, so that nearbyint and rint are the same. */

#include <errno.h>
#include <limits.h>
#include <math.h>

#include "special.h"

#define FRACTION_BITS 52
#define BIAS          1023
#define ONE_HALF      UINT64_C(0x3fe0000000000000)

enum direction { TO_ZERO, DOWN, UP, NEAREST_AWAY, NEAREST_EVEN };

/* Is the next whole number away from zero the result, for a rest of which
 * `half` says how it compares with a half? */
static bool goes_up(enum direction direction, bool negative, int half, bool odd)
{
	switch (direction) {
	case DOWN:         return negative;
	case UP:           return !negative;
	case NEAREST_AWAY: return half >= 0;
	case NEAREST_EVEN: return half > 0 || (half == 0 && odd);
	default:           return false;
	}
}

static int compare(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

/* Cuts off what is below the units, and adds one if that is nearer: the carry
 * runs into the exponent as it should. */
static double whole(double a, enum direction direction)
{
	uint64_t magnitude = fp_magnitude(FP_DOUBLE, fp_from_double(a));
	int exponent = (int)(magnitude >> FRACTION_BITS) - BIAS;
	bool negative = special_is_negative(a);

	if (special_is_nan(a))
		return rt_quiet(a);
	if (exponent >= FRACTION_BITS || magnitude == 0)
		return a;
	if (exponent < 0) {
		int half = compare(magnitude, ONE_HALF);
		return special_signed(negative, goes_up(direction, negative, half, false));
	}
	uint64_t unit = UINT64_C(1) << (FRACTION_BITS - exponent);
	uint64_t rest = magnitude & (unit - 1), kept = magnitude - rest;
	/* the units of a number in [1, 2) are the hidden bit */
	bool odd = exponent == 0 || (kept & unit) != 0;
	if (rest != 0 && goes_up(direction, negative, compare(rest, unit / 2), odd))
		kept += unit;
	return fp_to_double(fp_signed(FP_DOUBLE, negative, kept));
}

/* clang-format off */
double ceil(double x) { return whole(x, UP); }
double floor(double x) { return whole(x, DOWN); }
double trunc(double x) { return whole(x, TO_ZERO); }
double round(double x) { return whole(x, NEAREST_AWAY); }
double rint(double x) { return whole(x, NEAREST_EVEN); }
double nearbyint(double x) { return whole(x, NEAREST_EVEN); }
/* clang-format on */

/* A whole number as an integer; EDOM and the smallest if it does not fit. */
static long long to_integer(double a, int bits)
{
	uint64_t magnitude = fp_magnitude(FP_DOUBLE, fp_from_double(a));
	bool negative = special_is_negative(a);
	int exponent = (int)(magnitude >> FRACTION_BITS) - BIAS;
	long long least = bits == 64 ? LLONG_MIN : LONG_MIN;

	if (magnitude == 0)
		return 0;
	if (exponent >= bits - 1) {
		if (a != (double)least)
			errno = EDOM;
		return least;
	}
	uint64_t value = (magnitude & UINT64_C(0x000fffffffffffff)) | UINT64_C(1) << FRACTION_BITS;
	value = exponent < FRACTION_BITS ? value >> (FRACTION_BITS - exponent)
	                                 : value << (exponent - FRACTION_BITS);
	return negative ? -(long long)value : (long long)value;
}

#define LONG_BITS (int)(CHAR_BIT * sizeof(long))

/* clang-format off */
long lrint(double x) { return (long)to_integer(rint(x), LONG_BITS); }
long long llrint(double x) { return to_integer(rint(x), 64); }
long lround(double x) { return (long)to_integer(round(x), LONG_BITS); }
long long llround(double x) { return to_integer(round(x), 64); }
/* clang-format on */

double modf(double x, double *whole_part)
{
	*whole_part = trunc(x);
	if (special_is_infinite(x))
		return special_signed(special_is_negative(x), 0);
	return special_signed(special_is_negative(x), special_magnitude(x - *whole_part));
}
