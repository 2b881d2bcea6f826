#include <math.h>

#include "real.h"
#include "special.h"

/* sqrt(1 - x^2), without cancellation */
static struct real leg(struct real x)
{
	return rt_real_square_root(rt_real_multiply(rt_real_add(REAL_ONE, x),
	                                            rt_real_subtract(REAL_ONE, x)));
}

static bool is_beyond_one(double x)
{
	return fp_from_double(special_magnitude(x)) > DOUBLE_ONE;
}

double asin(double x)
{
	if (special_is_nan(x))
		return rt_quiet(x);
	if (is_beyond_one(x))
		return rt_domain_error();
	if (special_is_zero(x))
		return x;
	struct real a = rt_real_from_double(x);
	return rt_real_round_double(rt_real_angle(a, leg(a)));
}

double acos(double x)
{
	if (special_is_nan(x))
		return rt_quiet(x);
	if (is_beyond_one(x))
		return rt_domain_error();
	if (fp_from_double(x) == DOUBLE_ONE)
		return 0;
	struct real a = rt_real_from_double(x);
	return rt_real_round_double(rt_real_angle(leg(a), a));
}

double atan(double x)
{
	return atan2(x, 1);
}

/* An infinity stands for a coordinate beside which a finite one is nothing. */
static struct real coordinate(double a, bool other_is_infinite)
{
	struct real r = REAL_ZERO;

	if (special_is_infinite(a))
		r = REAL_ONE;
	else if (!other_is_infinite && !special_is_zero(a))
		r = rt_real_from_double(a);
	r.negative = special_is_negative(a);
	return r;
}

double atan2(double y, double x)
{
	if (special_is_nan(y) || special_is_nan(x))
		return rt_quiet(special_is_nan(y) ? y : x);
	struct real v = coordinate(y, special_is_infinite(x));
	struct real h = coordinate(x, special_is_infinite(y));
	if (v.word == 0 && !h.negative)
		return special_signed(v.negative, 0);
	if (v.word == 0 && h.word == 0)
		h.word = REAL_Q127_ONE; /* atan2(0, -0) is pi */
	return rt_real_round_double(rt_real_angle(v, h));
}
