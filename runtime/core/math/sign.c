/* Signs, neighbours, the greater and the lesser; C17 7.12.7.2, 7.12.11 and
 * 7.12.12. */

#include <errno.h>
#include <math.h>

#include "../../builtins/named.h"
#include "special.h"

double fabs(double x)
{
	return special_magnitude(x);
}

double copysign(double x, double y)
{
	return special_signed(special_is_negative(y), special_magnitude(x));
}

/* NaNs carry no payload: the tag says nothing. */
double nan(const char *tag)
{
	(void)tag;
	return fp_to_double(DOUBLE_INFINITY | fp_quiet_bit(FP_DOUBLE));
}

/* Numbers in order, and the same as integers: both zeros are 0. */
FP_INLINE int64_t position(struct fp_format f, uint64_t bits)
{
	int64_t magnitude = (int64_t)fp_magnitude(f, bits);

	return fp_is_negative(f, bits) ? -magnitude : magnitude;
}

/* ERANGE: the result is infinite, or not normal. */
FP_INLINE uint64_t step(struct fp_format f, uint64_t from, bool up)
{
	int64_t next = position(f, from) + (up ? 1 : -1);
	uint64_t magnitude = next < 0 ? -(uint64_t)next : (uint64_t)next;
	bool negative = next != 0 ? next < 0 : fp_is_negative(f, from);

	if (magnitude == fp_infinity(f) || magnitude >> f.fraction_bits == 0)
		errno = ERANGE;
	return fp_signed(f, negative, magnitude);
}

double nextafter(double x, double y)
{
	uint64_t from = fp_from_double(x), to = fp_from_double(y);

	if (special_is_nan(x) || special_is_nan(y))
		return rt_quiet(special_is_nan(x) ? x : y);
	if (position(FP_DOUBLE, from) == position(FP_DOUBLE, to))
		return y;
	return fp_to_double(step(FP_DOUBLE, from,
	                         position(FP_DOUBLE, from) < position(FP_DOUBLE, to)));
}

/* Towards a double, which nexttowardf may have beyond any float. */
static float next_float(float x, double y)
{
	int64_t from = position(FP_DOUBLE, fp_from_double(x));
	int64_t to = position(FP_DOUBLE, fp_from_double(y));

	if (special_is_nan(x) || special_is_nan(y))
		return (float)rt_quiet(special_is_nan(x) ? x : y);
	if (from == to)
		return (float)y;
	return fp_to_single(step(FP_SINGLE, fp_from_single(x), from < to));
}

float nextafterf(float x, float y)
{
	return next_float(x, y);
}

float long_nexttoward_float(float x, rt_long_double y) RT_NAMED(nexttowardf);

float long_nexttoward_float(float x, rt_long_double y)
{
	return next_float(x, (double)y);
}

double fdim(double x, double y)
{
	if (special_is_nan(x) || special_is_nan(y))
		return rt_quiet(special_is_nan(x) ? x : y);
	if (!(x > y))
		return 0;
	double result = x - y;
	if (special_is_infinite(result) && !special_is_infinite(x) && !special_is_infinite(y))
		errno = ERANGE;
	return result;
}

/* A NaN is a missing value; -0 is less than 0. */
double fmax(double x, double y)
{
	if (special_is_nan(x))
		return special_is_nan(y) ? rt_quiet(x) : y;
	if (special_is_nan(y))
		return x;
	if (special_is_zero(x) && special_is_zero(y))
		return special_is_negative(x) ? y : x;
	return x > y ? x : y;
}

double fmin(double x, double y)
{
	if (special_is_nan(x))
		return special_is_nan(y) ? rt_quiet(x) : y;
	if (special_is_nan(y))
		return x;
	if (special_is_zero(x) && special_is_zero(y))
		return special_is_negative(x) ? x : y;
	return x < y ? x : y;
}
