/* The functions of long double, computed as double, where the compiler can
 * pass one at all (see strtold). */

#include <math.h>

#if !defined(__x86_64__) || defined(__SSE2__)

#define ONE(name) long double name##l(long double x) { return name((double)x); }
#define TWO(name) \
	long double name##l(long double x, long double y) { return name((double)x, (double)y); }
#define TO(type, name) type name##l(long double x) { return name((double)x); }
#define SCALE(type, name) \
	long double name##l(long double x, type exponent) { return name((double)x, exponent); }

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
TWO(nexttoward)
TO(int, ilogb)
TO(long, lrint)
TO(long, lround)
TO(long long, llrint)
TO(long long, llround)
SCALE(int, ldexp)
SCALE(int, scalbn)
SCALE(long, scalbln)
SCALE(int *, frexp)

long double fmal(long double x, long double y, long double z)
{
	return fma((double)x, (double)y, (double)z);
}

long double remquol(long double x, long double y, int *quotient)
{
	return remquo((double)x, (double)y, quotient);
}

long double modfl(long double x, long double *whole_part)
{
	double whole, rest = modf((double)x, &whole);

	*whole_part = whole;
	return rest;
}

long double nanl(const char *tag)
{
	return nan(tag);
}

#endif
