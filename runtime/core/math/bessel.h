#pragma once
/* bessel: what the Bessel functions are made of. Included by: core/math.
 *
 * Near their zeros, which all but two have everywhere, the functions are as small as
 * the distance from a zero to a double: 2^-60 of the sizes around. To keep 64 bits
 * there, what follows is off by no more than 2^-120 of those. */

#include "real.h"

/* From here on Hankel's expansion is used, below it power series. */
#define BESSEL_SERIES_END 44

/* x must be positive, and below BESSEL_SERIES_END for the series. order: 0 and more,
 * for y 0 or 1. */
struct real rt_bessel_series_j(int64_t order, struct real x);
struct real rt_bessel_series_y(int64_t order, struct real x);

enum bessel_kind { BESSEL_J, BESSEL_Y };

/* x must be at least BESSEL_SERIES_END and the square of the order. */
struct real rt_bessel_hankel(enum bessel_kind kind, int64_t order, double x);
