/* Functions beyond C17's that compilers call: what C23 and GNU have, made of others.
 * No header here declares them. */
#include <math.h>

#include "../support/long_double.h"
#include "special.h"

/* clang-format off */
#define DEFINE(type, name, parameters) type name parameters; type name parameters
/* clang-format on */

DEFINE(double, roundeven, (double x))
{
	return rint(x);
}

DEFINE(float, roundevenf, (float x))
{
	return rintf(x);
}

LONG_DOUBLE(long_double_t, roundevenl, (long_double_t x))
{
	return rint((double)x);
}

DEFINE(double, exp10, (double x))
{
	return pow(10, x);
}

DEFINE(float, exp10f, (float x))
{
	return powf(10, x);
}

LONG_DOUBLE(long_double_t, exp10l, (long_double_t x))
{
	return pow(10, (double)x);
}

DEFINE(void, sincos, (double x, double *sine, double *cosine))
{
	*sine = sin(x);
	*cosine = cos(x);
}

DEFINE(void, sincosf, (float x, float *sine, float *cosine))
{
	*sine = sinf(x);
	*cosine = cosf(x);
}

LONG_DOUBLE(void, sincosl, (long_double_t x, long_double_t *sine, long_double_t *cosine))
{
	*sine = sin((double)x);
	*cosine = cos((double)x);
}

/* A NaN is a missing value to the _num ones, as to fmax; it is the result of the
 * others. */
#define EXTREME(name, old) \
	DEFINE(double, name##_num, (double x, double y)) \
	{ \
		return old(x, y); \
	} \
	DEFINE(float, name##_numf, (float x, float y)) \
	{ \
		return old##f(x, y); \
	} \
	LONG_DOUBLE(long_double_t, name##_numl, (long_double_t x, long_double_t y)) \
	{ \
		return old((double)x, (double)y); \
	} \
	DEFINE(double, name, (double x, double y)) \
	{ \
		return x != x || y != y ? x + y : old(x, y); \
	} \
	DEFINE(float, name##f, (float x, float y)) \
	{ \
		return x != x || y != y ? x + y : old##f(x, y); \
	} \
	LONG_DOUBLE(long_double_t, name##l, (long_double_t x, long_double_t y)) \
	{ \
		return name((double)x, (double)y); \
	}

EXTREME(fmaximum, fmax)
EXTREME(fminimum, fmin)
