/* The functions of float: the double's result, rounded. What is exact for
 * double is so for float; sqrt and the sums round correctly too, as a double
 * has more than twice a float's bits and two. fma is in fma.c, the neighbours
 * are in sign.c. */

#include <errno.h>
#include <math.h>

#include "special.h"

#define FLOAT_NORMAL_MIN UINT64_C(0x3810000000000000) /* 2^-126 */

/* Overflow and underflow that only the float has. */
static float narrow(double a)
{
	uint64_t magnitude = fp_magnitude(FP_DOUBLE, fp_from_double(a));
	float result = (float)a;

	if (magnitude < DOUBLE_INFINITY &&
	    (fp_is_infinite(FP_SINGLE, fp_from_single(result)) ||
	     (magnitude < FLOAT_NORMAL_MIN && fp_from_double(result) != fp_from_double(a))))
		errno = ERANGE;
	return result;
}

/* clang-format off */
#define ONE(name) float name##f(float x) { return narrow(name(x)); }
#define TWO(name) float name##f(float x, float y) { return narrow(name(x, y)); }
#define TO(type, name) type name##f(float x) { return name(x); }
/* clang-format on */

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
ONE(j0)
ONE(j1)
ONE(y0)
ONE(y1)
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
TWO(fdim)
TWO(fmax)
TWO(fmin)
TO(int, ilogb)
TO(long, lrint)
TO(long, lround)
TO(long long, llrint)
TO(long long, llround)

/* clang-format off */
float atan2f(float y, float x) { return narrow(atan2(y, x)); }
float remquof(float x, float y, int *quotient) { return (float)remquo(x, y, quotient); }
float frexpf(float x, int *exponent) { return (float)frexp(x, exponent); }
float ldexpf(float x, int exponent) { return narrow(ldexp(x, exponent)); }
float scalbnf(float x, int exponent) { return narrow(scalbn(x, exponent)); }
float scalblnf(float x, long exponent) { return narrow(scalbln(x, exponent)); }
float lgammaf_r(float x, int *sign) { return narrow(lgamma_r(x, sign)); }
float jnf(int n, float x) { return narrow(jn(n, x)); }
float ynf(int n, float x) { return narrow(yn(n, x)); }
float nanf(const char *tag) { return (float)nan(tag); }
/* clang-format on */

float modff(float x, float *whole_part)
{
	double whole;
	float rest = (float)modf(x, &whole);

	*whole_part = (float)whole;
	return rest;
}
