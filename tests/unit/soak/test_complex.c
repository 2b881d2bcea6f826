/* Complex products and quotients, and powers with integer exponents, which the
 * builtins compute from simpler ones: products by the textbook's formula bit for
 * bit, quotients by what they come to when multiplied back. */

#include "soak.h"

#include <complex.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

double _Complex rt___muldc3(double a, double b, double c, double d);
double _Complex rt___divdc3(double a, double b, double c, double d);
float _Complex rt___mulsc3(float a, float b, float c, float d);
float _Complex rt___divsc3(float a, float b, float c, float d);
double rt___powidf2(double a, int b);
float rt___powisf2(float a, int b);

const uint64_t soak_rounds_default = 300000;

/* Of ordinary size: nothing overflows or vanishes on the way. */
static double ordinary(int exponents)
{
	double fraction = 1 + (double)(random_bits() >> 12) * 0x1p-52;
	double value = ldexp(fraction, (int)random_below(2 * (unsigned)exponents) - exponents);

	return random_below(2) ? -value : value;
}

SOAK(products, "__muldc3")
{
	for (uint64_t i = 0; i < soak_rounds() && !soak_failed(); i++) {
		double a = ordinary(300), b = ordinary(300), c = ordinary(300), d = ordinary(300);
		double _Complex got = rt___muldc3(a, b, c, d);
		volatile double ac = a * c, bd = b * d, ad = a * d, bc = b * c;
		if (!is_same_double(creal(got), ac - bd) || !is_same_double(cimag(got), ad + bc))
			soak_fail("(%a, %a) * (%a, %a) = (%a, %a)", a, b, c, d, creal(got),
			          cimag(got));
	}
}

/* In double, where products of floats are exact: one rounding there, one back. */
SOAK(single_products, "__mulsc3")
{
	for (uint64_t i = 0; i < soak_rounds() && !soak_failed(); i++) {
		float a = (float)ordinary(40), b = (float)ordinary(40);
		float c = (float)ordinary(40), d = (float)ordinary(40);
		float _Complex got = rt___mulsc3(a, b, c, d);
		double real = (double)a * c - (double)b * d,
		       imaginary = (double)a * d + (double)b * c;
		if (!is_same_double(crealf(got), (float)real) ||
		    !is_same_double(cimagf(got), (float)imaginary))
			soak_fail("(%a, %a) * (%a, %a) = (%a, %a)", (double)a, (double)b, (double)c,
			          (double)d, (double)crealf(got), (double)cimagf(got));
	}
}

/* |q * y - x| / |x|, with products split so that nothing is rounded away. */
static double residue(double _Complex q, double a, double b, double c, double d)
{
	double qr = creal(q), qi = cimag(q);
	double pr = qr * c, pi = qi * d, ps = qr * d, pt = qi * c;
	double real = (pr - pi - a) + (fma(qr, c, -pr) - fma(qi, d, -pi));
	double imaginary = (ps + pt - b) + (fma(qr, d, -ps) + fma(qi, c, -pt));

	return hypot(real, imaginary) / hypot(a, b);
}

#define QUOTIENT_ULPS_MAX 8

SOAK(quotients, "__divdc3, __divsc3")
{
	double worst = 0;

	for (uint64_t i = 0; i < soak_rounds() && !soak_failed(); i++) {
		double scale = ldexp(1, (int)random_below(400) - 200);
		double a = ordinary(6), b = ordinary(6), c = ordinary(6) * scale,
		       d = ordinary(6) * scale;
		double off = residue(rt___divdc3(a, b, c, d), a, b, c, d) / DBL_EPSILON;
		worst = off > worst ? off : worst;
		if (!(off < QUOTIENT_ULPS_MAX))
			soak_fail("(%a, %a) / (%a, %a) is off by %.2f", a, b, c, d, off);
		float e = (float)a, f = (float)b, g = (float)c, h = (float)d;
		if (g == 0 || h == 0 || isinf(g) || isinf(h) || fabs(scale) > 0x1p60 ||
		    fabs(scale) < 0x1p-60)
			continue;
		float _Complex single = rt___divsc3(e, f, g, h);
		off = residue(single, e, f, g, h) / FLT_EPSILON;
		if (!(off < 1))
			soak_fail("(%a, %a) / (%a, %a) of floats is off by %.2f", (double)e,
			          (double)f, (double)g, (double)h, off);
	}
	soak_detail("%.2f units of the last place of the whole, at most %d", worst,
	            QUOTIENT_ULPS_MAX);
}

/* A unit for each multiplication that an exponent takes. */
SOAK(powers, "__powidf2, __powisf2")
{
	for (uint64_t i = 0; i < soak_rounds() && !soak_failed(); i++) {
		int n = (int)random_below(200) - 100;
		double a = ordinary(4), got = rt___powidf2(a, n), right = pow(a, n);
		if (!(fabs(got - right) <= (abs(n) + 2) * DBL_EPSILON * fabs(right)))
			soak_fail("powi(%a, %d) = %a, not %a", a, n, got, right);
		float f = (float)ordinary(1), single = rt___powisf2(f, n);
		right = pow(f, n);
		if (fabs(right) < 1e38 && fabs(right) > 1e-37 &&
		    !(fabs(single - right) <= (abs(n) + 2) * (double)FLT_EPSILON * fabs(right)))
			soak_fail("powi(%a, %d) = %a, not %a", (double)f, n, (double)single, right);
	}
}
