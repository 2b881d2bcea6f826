/* Remainders, exact; C17 7.12.10. */

#include <math.h>

#include "special.h"

/* Bits of quotient that one division gives: a significand has 53. */
#define STEP_BITS 11

/* Magnitudes of finite numbers, as significand * 2^exponent. */
struct scaled {
	uint64_t significand;
	int exponent;
};

static struct scaled scaled_of(double a)
{
	uint64_t magnitude = fp_magnitude(FP_DOUBLE, fp_from_double(a));
	int biased = (int)(magnitude >> 52);

	if (biased == 0)
		return (struct scaled){ magnitude, 1 };
	return (struct scaled){ (magnitude & UINT64_C(0x000fffffffffffff)) | UINT64_C(1) << 52,
		                biased };
}

/* An exact number below 2^53 units of 2^exponent. */
static double double_of(struct scaled a)
{
	if (a.significand == 0)
		return 0;
	int up = __builtin_clzll(a.significand) - 11;
	if (up >= a.exponent)
		return fp_to_double(a.significand << (a.exponent - 1));
	return fp_to_double(((uint64_t)(a.exponent - up - 1) << 52) + (a.significand << up));
}

/* |x| modulo |y|; the last bits of the quotient go to *quotient. */
static struct scaled divide(double x, double y, uint32_t *quotient)
{
	struct scaled a = scaled_of(x), b = scaled_of(y);

	*quotient = 0;
	if (a.exponent < b.exponent)
		return a;
	*quotient = (uint32_t)(a.significand / b.significand);
	a.significand %= b.significand;
	while (a.exponent > b.exponent) {
		int bits = a.exponent - b.exponent < STEP_BITS ? a.exponent - b.exponent
		                                               : STEP_BITS;
		uint64_t digit = (a.significand << bits) / b.significand;
		a.significand = (a.significand << bits) - digit * b.significand;
		a.exponent -= bits;
		*quotient = *quotient << bits | (uint32_t)digit;
	}
	return a;
}

/* The result where no division is to be done. */
static bool is_special(double x, double y, double *result)
{
	if (special_is_nan(x) || special_is_nan(y))
		*result = rt_quiet(special_is_nan(x) ? x : y);
	else if (special_is_infinite(x) || special_is_zero(y))
		*result = rt_domain_error();
	else if (special_is_infinite(y))
		*result = x;
	else
		return false;
	return true;
}

double fmod(double x, double y)
{
	double result;
	uint32_t quotient;

	if (is_special(x, y, &result))
		return result;
	return special_signed(special_is_negative(x), double_of(divide(x, y, &quotient)));
}

/* Is rest more than half of the divisor, or half with an odd quotient? An
 * exponent that is lower by more than one makes it less than half. */
static bool is_upper_half(struct scaled rest, double y, bool odd)
{
	struct scaled b = scaled_of(y);

	if (rest.exponent < b.exponent - 1)
		return false;
	uint64_t twice = rest.exponent < b.exponent ? rest.significand : 2 * rest.significand;
	return twice > b.significand || (twice == b.significand && odd);
}

double remquo(double x, double y, int *quotient)
{
	double result;
	uint32_t bits;

	*quotient = 0;
	if (is_special(x, y, &result))
		return result;
	struct scaled rest = divide(x, y, &bits);
	double magnitude = double_of(rest);
	bool negative = special_is_negative(x);
	if (is_upper_half(rest, y, bits & 1)) {
		magnitude = special_magnitude(y) - magnitude; /* exact */
		bits++;
		result = special_signed(!negative, magnitude);
	} else
		result = special_signed(negative, magnitude);
	bits &= 0x7fffffff;
	*quotient = negative != special_is_negative(y) ? -(int)bits : (int)bits;
	return result;
}

double remainder(double x, double y)
{
	int quotient;

	return remquo(x, y, &quotient);
}
