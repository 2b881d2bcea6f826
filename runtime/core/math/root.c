#include <math.h>

#include "real.h"
#include "special.h"

#define THIRD REAL(-2, 0xaaaaaaaaaaaaaaaa, 0xaaaaaaaaaaaaaaab)

double sqrt(double x)
{
	if (special_is_nan(x))
		return rt_quiet(x);
	if (special_is_zero(x))
		return x;
	if (special_is_negative(x))
		return rt_domain_error();
	if (special_is_infinite(x))
		return x;
	return rt_real_round_double(rt_real_square_root(rt_real_from_double(x)));
}

double cbrt(double x)
{
	if (special_is_nan(x))
		return rt_quiet(x);
	if (special_is_infinite(x) || special_is_zero(x))
		return x;
	struct real a = rt_real_log(rt_real_from_double(special_magnitude(x)));
	a = rt_real_exp(rt_real_multiply(a, THIRD));
	return rt_real_round_double(real_negate_if(a, special_is_negative(x)));
}

/* The squares and, unless they are far apart, what they add up to are exact. */
double hypot(double x, double y)
{
	if (special_is_infinite(x) || special_is_infinite(y))
		return special_infinity(false);
	if (special_is_nan(x) || special_is_nan(y))
		return rt_quiet(special_is_nan(x) ? x : y);
	struct real a = rt_real_from_double(x), b = rt_real_from_double(y);
	struct real sum = rt_real_add(rt_real_multiply(a, a), rt_real_multiply(b, b));
	return rt_real_round_double(rt_real_square_root(sum));
}
