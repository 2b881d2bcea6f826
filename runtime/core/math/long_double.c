/* The functions of long double, computed as double: see long_double.h. */

#include <math.h>

#include "../support/long_double.h"

#define ONE(name) \
	LONG_DOUBLE(long_double_t, name##l, (long_double_t x)) \
	{ \
		return name((double)x); \
	}
#define TWO(name) \
	LONG_DOUBLE(long_double_t, name##l, (long_double_t x, long_double_t y)) \
	{ \
		return name((double)x, (double)y); \
	}
#define TO(type, name) \
	LONG_DOUBLE(type, name##l, (long_double_t x)) \
	{ \
		return name((double)x); \
	}
#define SCALE(type, name) \
	LONG_DOUBLE(long_double_t, name##l, (long_double_t x, type exponent)) \
	{ \
		return name((double)x, exponent); \
	}

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

LONG_DOUBLE(long_double_t, atan2l, (long_double_t y, long_double_t x))
{
	return atan2((double)y, (double)x);
}

LONG_DOUBLE(long_double_t, fmal, (long_double_t x, long_double_t y, long_double_t z))
{
	return fma((double)x, (double)y, (double)z);
}

LONG_DOUBLE(long_double_t, remquol, (long_double_t x, long_double_t y, int *quotient))
{
	return remquo((double)x, (double)y, quotient);
}

LONG_DOUBLE(long_double_t, modfl, (long_double_t x, long_double_t *whole_part))
{
	double whole, rest = modf((double)x, &whole);

	*whole_part = whole;
	return rest;
}

LONG_DOUBLE(long_double_t, nanl, (const char *tag))
{
	return nan(tag);
}

LONG_DOUBLE(long_double_t, nexttowardl, (long_double_t x, long_double_t y))
{
	return nextafter((double)x, (double)y);
}
