/* <complex.h>: parts, powers and logarithms. */
#include <math.h>

#include "complex_parts.h"

/* e^x is no double from here on, though its product with a sine may be. */
#define EXP_LIMIT 709.0

double creal(complex_t z)
{
	return real_part(z);
}

double cimag(complex_t z)
{
	return imaginary_part(z);
}

double cabs(complex_t z)
{
	return hypot(real_part(z), imaginary_part(z));
}

double carg(complex_t z)
{
	return atan2(imaginary_part(z), real_part(z));
}

complex_t conj(complex_t z)
{
	return complex_of(real_part(z), -imaginary_part(z));
}

complex_t cproj(complex_t z)
{
	double x = real_part(z), y = imaginary_part(z);

	return isinf(x) || isinf(y) ? complex_of(INFINITY, copysign(0, y)) : z;
}

/* The magnitude is e^x: twice its root where that is too large. */
static complex_t exp_and_turn(double x, double y)
{
	double root = exp(x > EXP_LIMIT ? x / 2 : x), again = x > EXP_LIMIT ? root : 1;

	return complex_of(root * cos(y) * again, root * sin(y) * again);
}

complex_t cexp(complex_t z)
{
	double x = real_part(z), y = imaginary_part(z);

	if (y == 0)
		return complex_of(exp(x), y);
	if (isfinite(y))
		return isnan(x) ? complex_of(x, x) : exp_and_turn(x, y);
	if (isinf(x))
		return x > 0 ? complex_of(x, y - y) : complex_of(0, copysign(0, y));
	return complex_of(y - y, y - y);
}

/* x^2 + y^2 - 1 for x >= y >= 0 whose squares make 1/2 to 3: the rounding
 * errors of squares and sum are added to it. */
static double squares_less_one(double x, double y)
{
	double p = x * x, p_error = fma(x, x, -p), q = y * y, q_error = fma(y, y, -q);
	double t = p - 1, sum = t + q, part = sum - t;
	double sum_error = (t - (sum - part)) + (q - part);

	return sum + (sum_error + p_error + q_error);
}

static double log_magnitude(double x, double y)
{
	double large = fmax(fabs(x), fabs(y)), small = fmin(fabs(x), fabs(y));

	if (!isfinite(x) || !isfinite(y) || small == 0)
		return log(hypot(x, y));
	if (large > 0x1p500 || large < 0x1p-500)
		return log(large) + log1p((small / large) * (small / large)) / 2;
	double squares = large * large + small * small;
	return squares < 0.5 || squares > 3 ? log(squares) / 2
	                                    : log1p(squares_less_one(large, small)) / 2;
}

complex_t clog(complex_t z)
{
	double x = real_part(z), y = imaginary_part(z);

	return complex_of(log_magnitude(x, y), atan2(y, x));
}

complex_t cpow(complex_t x, complex_t y)
{
	if (real_part(y) == 0 && imaginary_part(y) == 0)
		return complex_of(1, 0);
	if (real_part(x) == 0 && imaginary_part(x) == 0 && real_part(y) > 0)
		return complex_of(0, 0);
	return cexp(y * clog(x));
}

/* Kahan, "Branch cuts for complex elementary functions", 1987. */
static complex_t root_of_finite(double x, double y)
{
	double t = sqrt((fabs(x) + hypot(x, y)) / 2);

	return x >= 0 ? complex_of(t, y / (2 * t)) : complex_of(fabs(y) / (2 * t), copysign(t, y));
}

complex_t csqrt(complex_t z)
{
	double x = real_part(z), y = imaginary_part(z);
	double large = fmax(fabs(x), fabs(y));

	if (x == 0 && y == 0)
		return complex_of(0, y);
	if (isinf(y))
		return complex_of(INFINITY, y);
	if (isnan(x))
		return complex_of(x, isnan(y) ? y : x);
	if (isinf(x))
		return x > 0 ? complex_of(x, isnan(y) ? y : copysign(0, y))
		             : complex_of(isnan(y) ? y : 0, copysign(x, y));
	if (isnan(y))
		return complex_of(y, y);
	/* so that neither the sum overflows nor a digit is lost at its start */
	int scale = large > 0x1p1000 ? -2 : large < 0x1p-900 ? 108 : 0;
	complex_t root = root_of_finite(ldexp(x, scale), ldexp(y, scale));
	return complex_of(ldexp(real_part(root), -scale / 2),
	                  ldexp(imaginary_part(root), -scale / 2));
}
