/* <complex.h>: hyperbolic functions, and the trigonometric ones by a quarter
 * turn: sin(z) = -i sinh(i z). */
#include <math.h>

#include "complex_parts.h"

/* From here on sinh and cosh are half of e^|x|, which may be no double. */
#define LARGE 40.0
/* From here on tanh is 1 to the last place. */
#define TANH_LARGE 22.0

/* e^|x| / 2 times factor, which is below 2. */
static double half_exp_times(double x, double factor)
{
	double root = exp(fabs(x) / 2);

	return root / 2 * factor * root;
}

complex_t csinh(complex_t z)
{
	double x = real_part(z), y = imaginary_part(z);

	if (y == 0)
		return complex_of(sinh(x), y);
	if (!isfinite(y))
		return complex_of(x == 0 || isinf(x) ? x : y - y, isinf(x) ? NAN : y - y);
	if (isnan(x))
		return complex_of(x, x);
	if (x == 0)
		return complex_of(x * cos(y), sin(y));
	if (fabs(x) > LARGE)
		return complex_of(half_exp_times(x, copysign(cos(y), cos(y) * x)),
		                  half_exp_times(x, sin(y)));
	return complex_of(sinh(x) * cos(y), cosh(x) * sin(y));
}

complex_t ccosh(complex_t z)
{
	double x = real_part(z), y = imaginary_part(z);

	if (y == 0)
		return complex_of(cosh(x), isnan(x) ? y : copysign(0, x) * copysign(1, y));
	if (!isfinite(y))
		return complex_of(isinf(x) ? INFINITY : y - y, x == 0 ? x : isinf(x) ? NAN : y - y);
	if (isnan(x))
		return complex_of(x, x);
	if (x == 0)
		return complex_of(cos(y), x * sin(y));
	if (fabs(x) > LARGE)
		return complex_of(half_exp_times(x, cos(y)),
		                  half_exp_times(x, copysign(1, x) * sin(y)));
	return complex_of(cosh(x) * cos(y), sinh(x) * sin(y));
}

/* Kahan, "Branch cuts for complex elementary functions", 1987. */
complex_t ctanh(complex_t z)
{
	double x = real_part(z), y = imaginary_part(z);

	if (isinf(x))
		return complex_of(copysign(1, x), copysign(0, isfinite(y) ? sin(y) * cos(y) : y));
	if (!isfinite(y))
		return complex_of(x == 0 ? x : y - y, y - y);
	if (isnan(x))
		return complex_of(x, y == 0 ? y : x);
	if (fabs(x) > TANH_LARGE)
		return complex_of(copysign(1, x), 4 * sin(y) * cos(y) * exp(-2 * fabs(x)));
	double t = tan(y), beta = 1 + t * t, s = sinh(x), rho = sqrt(1 + s * s);
	double below = 1 + beta * s * s;
	return complex_of(beta * rho * s / below, t / below);
}

complex_t csin(complex_t z)
{
	return turned_right(csinh(turned_left(z)));
}

complex_t ccos(complex_t z)
{
	return ccosh(turned_left(z));
}

complex_t ctan(complex_t z)
{
	return turned_right(ctanh(turned_left(z)));
}
