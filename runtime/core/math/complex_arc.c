/* <complex.h>: inverse functions, by Kahan, "Branch cuts for complex elementary
 * functions", 1987. */
#include <math.h>

#include "complex_parts.h"

/* Above, 1 is nothing beside a square: of catanh, and of casin and cacos, whose
 * results are logarithms there. */
#define LARGE 0x1p500

static complex_t root(double x, double y)
{
	return csqrt(complex_of(x, y));
}

/* log(2 |z|), for large parts: asinh and acosh of the magnitude. */
static double log_twice(double x, double y)
{
	return log(hypot(x / 2, y / 2)) + 2 * M_LN2;
}

complex_t casin(complex_t z)
{
	double x = real_part(z), y = imaginary_part(z);

	if (isinf(x) || isinf(y))
		return complex_of(isinf(y) && isnan(x) ? x : atan2(x, fabs(y)),
		                  isnan(y) ? INFINITY : copysign(INFINITY, y));
	if (isnan(x) || isnan(y))
		return complex_of(x == 0 ? x : x + y, x + y);
	if (fabs(x) > LARGE || fabs(y) > LARGE)
		return complex_of(atan2(x, fabs(y)), copysign(log_twice(x, y), y));
	complex_t a = root(1 - x, -y), b = root(1 + x, y);
	double across = real_part(a) * real_part(b) - imaginary_part(a) * imaginary_part(b);
	double turned = real_part(a) * imaginary_part(b) - imaginary_part(a) * real_part(b);
	return complex_of(atan2(x, across), asinh(turned));
}

complex_t cacos(complex_t z)
{
	double x = real_part(z), y = imaginary_part(z);

	if (isinf(x) || isinf(y))
		return complex_of(atan2(fabs(y), x), isnan(y) ? INFINITY : -copysign(INFINITY, y));
	if (isnan(x) || isnan(y))
		return complex_of(x == 0 ? M_PI_2 : x + y, x + y);
	if (fabs(x) > LARGE || fabs(y) > LARGE)
		return complex_of(atan2(fabs(y), x), -copysign(log_twice(x, y), y));
	complex_t a = root(1 - x, -y), b = root(1 + x, y);
	double turned = real_part(b) * imaginary_part(a) - imaginary_part(b) * real_part(a);
	return complex_of(2 * atan2(real_part(a), real_part(b)), asinh(turned));
}

complex_t cacosh(complex_t z)
{
	complex_t arc = cacos(z);
	double x = real_part(z), y = imaginary_part(z);

	if (isnan(y) && x == 0) /* C17 G.6.2.1 */
		return complex_of(y, M_PI_2);
	return complex_of(fabs(imaginary_part(arc)), copysign(real_part(arc), isnan(y) ? 1 : y));
}

complex_t casinh(complex_t z)
{
	return turned_right(casin(turned_left(z)));
}

/* x is not negative; y is the imaginary part of the result's conjugate. */
static complex_t arc_tangent(double x, double y)
{
	if (x > LARGE || fabs(y) > LARGE) {
		double h = hypot(x / 2, y / 2);

		return complex_of(x / h / h / 4, copysign(M_PI_2, y));
	}
	if (x == 1 && y == 0)
		return complex_of(INFINITY, y);
	if (x == 1 && fabs(y) < 1 / LARGE) /* its square is no number */
		return complex_of((M_LN2 - log(fabs(y))) / 2, copysign(M_PI_4, y));
	double less = (1 - x) * (1 - x);
	return complex_of(log1p(4 * x / (less + y * y)) / 4,
	                  atan2(2 * y, (1 - x) * (1 + x) - y * y) / 2);
}

complex_t catanh(complex_t z)
{
	double x = real_part(z), y = imaginary_part(z);

	if (isinf(x) || isinf(y))
		return complex_of(copysign(0, x), isnan(y) ? y : copysign(M_PI_2, y));
	if (isnan(x) || isnan(y))
		return complex_of(x == 0 ? x : x + y, x + y);
	complex_t arc = arc_tangent(fabs(x), y);
	return complex_of(copysign(real_part(arc), x), imaginary_part(arc));
}

complex_t catan(complex_t z)
{
	return turned_right(catanh(turned_left(z)));
}
