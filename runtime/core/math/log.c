#include <math.h>

#include "real.h"
#include "special.h"

#define ONE_OVER_LN2  REAL(0, 0xb8aa3b295c17f0bb, 0xbe87fed0691d3e89)
#define ONE_OVER_LN10 REAL(-2, 0xde5bd8a937287195, 0x355baaafad33dc32)

/* Is the logarithm of x no ordinary number? Then *result is it. */
static bool is_special(double x, double *result)
{
	if (special_is_nan(x))
		*result = rt_quiet(x);
	else if (special_is_zero(x))
		*result = rt_range_error(true, true);
	else if (special_is_negative(x))
		*result = rt_domain_error();
	else if (special_is_infinite(x))
		*result = x;
	else
		return false;
	return true;
}

double log(double x)
{
	double result;

	if (is_special(x, &result))
		return result;
	return rt_real_round_double(rt_real_log(rt_real_from_double(x)));
}

double log2(double x)
{
	double result;

	if (is_special(x, &result))
		return result;
	struct real a = rt_real_log(rt_real_from_double(x));
	return rt_real_round_double(rt_real_multiply(a, ONE_OVER_LN2));
}

double log10(double x)
{
	double result;

	if (is_special(x, &result))
		return result;
	struct real a = rt_real_log(rt_real_from_double(x));
	return rt_real_round_double(rt_real_multiply(a, ONE_OVER_LN10));
}

double log1p(double x)
{
	if (special_is_nan(x))
		return rt_quiet(x);
	if (special_is_zero(x))
		return x;
	if (fp_from_double(x) == (DOUBLE_ONE | DOUBLE_SIGN))
		return rt_range_error(true, true);
	if (special_is_negative(x) && fp_from_double(x) > (DOUBLE_ONE | DOUBLE_SIGN))
		return rt_domain_error();
	if (special_is_infinite(x))
		return x;
	return rt_real_round_double(rt_real_log1p(rt_real_from_double(x)));
}
