#pragma once
/* complex_parts: a complex number by its parts. Included by: core/math. */

#include <complex.h>

__extension__ typedef double _Complex complex_t;

static inline complex_t complex_of(double x, double y)
{
	union {
		double parts[2];
		complex_t z;
	} number = { { x, y } };

	return number.z;
}

static inline double real_part(complex_t z)
{
	union {
		complex_t z;
		double parts[2];
	} number = { z };

	return number.parts[0];
}

static inline double imaginary_part(complex_t z)
{
	union {
		complex_t z;
		double parts[2];
	} number = { z };

	return number.parts[1];
}

/* i z and -i z: a quarter turn, which turns a function into its hyperbolic
 * namesake. */
static inline complex_t turned_left(complex_t z)
{
	return complex_of(-imaginary_part(z), real_part(z));
}

static inline complex_t turned_right(complex_t z)
{
	return complex_of(imaginary_part(z), -real_part(z));
}
