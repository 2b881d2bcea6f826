/* Exponents; C17 7.12.6. */

#include <errno.h>
#include <limits.h>
#include <math.h>

#include "real.h"
#include "special.h"

/* Takes any double beyond any other. */
#define SCALE_LIMIT 5000

static bool is_ordinary(double x)
{
	return special_is_finite(x) && !special_is_zero(x);
}

double scalbln(double x, long exponent)
{
	if (!is_ordinary(x))
		return special_is_nan(x) ? rt_quiet(x) : x;
	int limited = exponent > SCALE_LIMIT    ? SCALE_LIMIT
	              : exponent < -SCALE_LIMIT ? -SCALE_LIMIT
	                                        : (int)exponent;
	return rt_real_round_double(real_scale(rt_real_from_double(x), limited));
}

double scalbn(double x, int exponent)
{
	return scalbln(x, exponent);
}

double ldexp(double x, int exponent)
{
	return scalbln(x, exponent);
}

double frexp(double x, int *exponent)
{
	*exponent = 0;
	if (!is_ordinary(x))
		return special_is_nan(x) ? rt_quiet(x) : x;
	*exponent = rt_real_from_double(x).exponent + 1;
	return scalbln(x, -*exponent);
}

int ilogb(double x)
{
	if (is_ordinary(x))
		return rt_real_from_double(x).exponent;
	errno = EDOM;
	return special_is_infinite(x) ? INT_MAX : special_is_zero(x) ? FP_ILOGB0 : FP_ILOGBNAN;
}

double logb(double x)
{
	if (special_is_nan(x))
		return rt_quiet(x);
	if (special_is_infinite(x))
		return special_infinity(false);
	if (special_is_zero(x))
		return rt_range_error(true, true);
	return rt_real_from_double(x).exponent;
}
