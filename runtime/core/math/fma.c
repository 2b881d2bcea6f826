#include <math.h>

#include "real.h"
#include "special.h"

/* Exact until the one rounding; the product of doubles has 106 bits. */
static struct real multiply_add(double x, double y, double z)
{
	struct real product = rt_real_multiply(rt_real_from_double(x), rt_real_from_double(y));

	return rt_real_add(product, rt_real_from_double(z));
}

/* Is a result that needs no arithmetic of its own: a NaN, an infinity or a
 * zero takes part? What is left over is exact or special as x * y + z is. */
static bool is_plain(double x, double y, double z)
{
	return !special_is_finite(x) || !special_is_finite(y) || !special_is_finite(z) ||
	       special_is_zero(x) || special_is_zero(y);
}

double fma(double x, double y, double z)
{
	if (is_plain(x, y, z)) {
		if (special_is_finite(x) && special_is_finite(y) && special_is_infinite(z))
			return z; /* whatever the product overflows to */
		return x * y + z;
	}
	return rt_real_round_double(multiply_add(x, y, z));
}

float fmaf(float x, float y, float z)
{
	if (is_plain(x, y, z))
		return (float)fma(x, y, z);
	return rt_real_round_single(multiply_add(x, y, z));
}
