#include <math.h>

#include "real.h"
#include "special.h"

/* e^2048 is no double. */
#define HUGE_EXPONENT 11

static struct real magnitude(double x)
{
	struct real a = rt_real_from_double(special_magnitude(x));

	if (!real_is_below(a, HUGE_EXPONENT))
		a = real_scale(REAL_ONE, HUGE_EXPONENT);
	return a;
}

static double rounded(struct real a, bool negative)
{
	return rt_real_round_double(real_negate_if(a, negative));
}

/* (m + m / (m + 1)) / 2, m = e^x - 1 */
double sinh(double x)
{
	if (special_is_nan(x))
		return rt_quiet(x);
	if (special_is_infinite(x) || special_is_zero(x))
		return x;
	struct real m = rt_real_expm1(magnitude(x));
	struct real n = rt_real_divide(m, rt_real_add(m, REAL_ONE));
	return rounded(real_scale(rt_real_add(m, n), -1), special_is_negative(x));
}

double cosh(double x)
{
	if (special_is_nan(x))
		return rt_quiet(x);
	if (special_is_infinite(x))
		return special_infinity(false);
	struct real e = rt_real_exp(magnitude(x));
	return rounded(real_scale(rt_real_add(e, rt_real_divide(REAL_ONE, e)), -1), false);
}

/* m / (m + 2), m = e^2x - 1 */
double tanh(double x)
{
	if (special_is_nan(x))
		return rt_quiet(x);
	if (special_is_infinite(x))
		return special_signed(special_is_negative(x), 1);
	if (special_is_zero(x))
		return x;
	struct real m = rt_real_expm1(real_scale(magnitude(x), 1));
	struct real two = real_scale(REAL_ONE, 1);
	return rounded(rt_real_divide(m, rt_real_add(m, two)), special_is_negative(x));
}

/* log1p(x + x^2 / (1 + sqrt(1 + x^2))) */
double asinh(double x)
{
	if (special_is_nan(x))
		return rt_quiet(x);
	if (special_is_infinite(x) || special_is_zero(x))
		return x;
	struct real a = rt_real_from_double(special_magnitude(x));
	struct real square = rt_real_multiply(a, a);
	struct real root = rt_real_square_root(rt_real_add(square, REAL_ONE));
	struct real more = rt_real_divide(square, rt_real_add(root, REAL_ONE));
	return rounded(rt_real_log1p(rt_real_add(a, more)), special_is_negative(x));
}

/* log1p(t + sqrt(t (t + 2))), t = x - 1 */
double acosh(double x)
{
	uint64_t bits = fp_from_double(x);

	if (special_is_nan(x))
		return rt_quiet(x);
	if (special_is_negative(x) || bits < DOUBLE_ONE)
		return rt_domain_error();
	if (special_is_infinite(x))
		return x;
	if (bits == DOUBLE_ONE)
		return 0;
	struct real t = rt_real_subtract(rt_real_from_double(x), REAL_ONE);
	struct real two = real_scale(REAL_ONE, 1);
	struct real root = rt_real_square_root(rt_real_multiply(t, rt_real_add(t, two)));
	return rounded(rt_real_log1p(rt_real_add(t, root)), false);
}

/* log1p(2x / (1 - x)) / 2 */
double atanh(double x)
{
	uint64_t bits = fp_from_double(special_magnitude(x));

	if (special_is_nan(x))
		return rt_quiet(x);
	if (bits > DOUBLE_ONE)
		return rt_domain_error();
	if (bits == DOUBLE_ONE)
		return rt_range_error(special_is_negative(x), true);
	if (bits == 0)
		return x;
	struct real a = rt_real_from_double(special_magnitude(x));
	struct real ratio = rt_real_divide(real_scale(a, 1), rt_real_subtract(REAL_ONE, a));
	return rounded(real_scale(rt_real_log1p(ratio), -1), special_is_negative(x));
}
