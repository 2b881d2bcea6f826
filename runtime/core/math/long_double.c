/* The functions of long double, computed as double. */

#include <math.h>

#include "../../builtins/named.h"

/* What is declared as name##l is defined as long_##name. */
#define ONE(name) \
	rt_long_double long_##name(rt_long_double x) RT_NAMED(name##l); \
	rt_long_double long_##name(rt_long_double x) { return name((double)x); }
#define TWO(name) \
	rt_long_double long_##name(rt_long_double x, rt_long_double y) RT_NAMED(name##l); \
	rt_long_double long_##name(rt_long_double x, rt_long_double y) { return name((double)x, (double)y); }
#define TO(type, name) \
	type long_##name(rt_long_double x) RT_NAMED(name##l); \
	type long_##name(rt_long_double x) { return name((double)x); }
#define SCALE(type, name) \
	rt_long_double long_##name(rt_long_double x, type exponent) RT_NAMED(name##l); \
	rt_long_double long_##name(rt_long_double x, type exponent) { return name((double)x, exponent); }

ONE(acos)
ONE(asin)
ONE(atan)
ONE(cos)
ONE(sin)
ONE(tan)
ONE(acosh)
ONE(asinh)
ONE(atanh)
ONE(cosh)
ONE(sinh)
ONE(tanh)
ONE(exp)
ONE(exp2)
ONE(expm1)
ONE(log)
ONE(log10)
ONE(log1p)
ONE(log2)
ONE(logb)
ONE(cbrt)
ONE(fabs)
ONE(sqrt)
ONE(erf)
ONE(erfc)
ONE(lgamma)
ONE(tgamma)
ONE(ceil)
ONE(floor)
ONE(nearbyint)
ONE(rint)
ONE(round)
ONE(trunc)
TWO(atan2)
TWO(pow)
TWO(hypot)
TWO(fmod)
TWO(remainder)
TWO(copysign)
TWO(nextafter)
TWO(fdim)
TWO(fmax)
TWO(fmin)
TO(int, ilogb)
TO(long, lrint)
TO(long, lround)
TO(long long, llrint)
TO(long long, llround)
SCALE(int, ldexp)
SCALE(int, scalbn)
SCALE(long, scalbln)
SCALE(int *, frexp)

rt_long_double long_fma(rt_long_double x, rt_long_double y, rt_long_double z) RT_NAMED(fmal);
rt_long_double long_remquo(rt_long_double x, rt_long_double y, int *quotient) RT_NAMED(remquol);
rt_long_double long_modf(rt_long_double x, rt_long_double *whole_part) RT_NAMED(modfl);
rt_long_double long_nan(const char *tag) RT_NAMED(nanl);
rt_long_double long_nexttoward(rt_long_double x, rt_long_double y) RT_NAMED(nexttowardl);
double long_nexttoward_double(double x, rt_long_double y) RT_NAMED(nexttoward);

rt_long_double long_fma(rt_long_double x, rt_long_double y, rt_long_double z)
{
	return fma((double)x, (double)y, (double)z);
}

rt_long_double long_remquo(rt_long_double x, rt_long_double y, int *quotient)
{
	return remquo((double)x, (double)y, quotient);
}

rt_long_double long_modf(rt_long_double x, rt_long_double *whole_part)
{
	double whole, rest = modf((double)x, &whole);

	*whole_part = whole;
	return rest;
}

rt_long_double long_nan(const char *tag)
{
	return nan(tag);
}

rt_long_double long_nexttoward(rt_long_double x, rt_long_double y)
{
	return nextafter((double)x, (double)y);
}

double long_nexttoward_double(double x, rt_long_double y)
{
	return nextafter(x, (double)y);
}
