#include <math.h>

#include "real.h"
#include "special.h"

#define LN2 REAL(-1, 0xb17217f7d1cf79ab, 0xc9e3b39803f2f6af)
/* e^-4096 is no double, nor is e^4096. */
#define HUGE_EXPONENT 12

static struct real limited(struct real a)
{
	if (!real_is_below(a, HUGE_EXPONENT))
		a = real_scale(real_negate_if(REAL_ONE, a.negative), HUGE_EXPONENT);
	return a;
}

double exp(double x)
{
	if (special_is_nan(x))
		return rt_quiet(x);
	if (special_is_infinite(x))
		return special_is_negative(x) ? 0 : x;
	return rt_real_round_double(rt_real_exp(limited(rt_real_from_double(x))));
}

double exp2(double x)
{
	if (special_is_nan(x))
		return rt_quiet(x);
	if (special_is_infinite(x))
		return special_is_negative(x) ? 0 : x;
	if (rt_parity(x) != PARITY_FRACTION) { /* exactly */
		struct real a = limited(rt_real_from_double(x));
		int power = a.word == 0 ? 0 : (int)(a.word >> (127 - a.exponent));
		return rt_real_round_double(real_scale(REAL_ONE, a.negative ? -power : power));
	}
	struct real a = rt_real_multiply(limited(rt_real_from_double(x)), LN2);
	return rt_real_round_double(rt_real_exp(a));
}

double expm1(double x)
{
	if (special_is_nan(x))
		return rt_quiet(x);
	if (special_is_infinite(x))
		return special_is_negative(x) ? -1 : x;
	if (special_is_zero(x))
		return x;
	return rt_real_round_double(rt_real_expm1(limited(rt_real_from_double(x))));
}

/* y must be finite, x finite and not zero. */
static double power(double x, double y, bool negative)
{
	struct real log = rt_real_log(rt_real_from_double(special_magnitude(x)));
	struct real a = rt_real_multiply(rt_real_from_double(y), log);

	return rt_real_round_double(real_negate_if(rt_real_exp(limited(a)), negative));
}

/* 0^y or inf^y: a zero, an infinity. */
static double power_of_end(double x, double y, bool negative)
{
	bool huge = special_is_zero(x) == special_is_negative(y);

	if (special_is_zero(x) && huge && !special_is_infinite(y))
		return rt_range_error(negative, true);
	return huge ? special_infinity(negative) : special_signed(negative, 0);
}

/* F.10.4.4 */
double pow(double x, double y)
{
	if (special_is_zero(y) || fp_from_double(x) == DOUBLE_ONE)
		return 1;
	if (special_is_nan(x) || special_is_nan(y))
		return rt_quiet(special_is_nan(x) ? x : y);
	if (special_is_infinite(y)) {
		uint64_t magnitude = fp_from_double(special_magnitude(x));
		if (magnitude == DOUBLE_ONE)
			return 1;
		return (magnitude > DOUBLE_ONE) != special_is_negative(y) ? special_infinity(false)
		                                                          : 0;
	}
	enum parity parity = rt_parity(y);
	bool negative = special_is_negative(x) && parity == PARITY_ODD;
	if (special_is_zero(x) || special_is_infinite(x))
		return power_of_end(x, y, negative);
	if (special_is_negative(x) && parity == PARITY_FRACTION)
		return rt_domain_error();
	return power(x, y, negative);
}
