#include "special.h"

#include <errno.h>

double rt_domain_error(void)
{
	errno = EDOM;
	return fp_to_double(fp_invalid(FP_DOUBLE));
}

double rt_range_error(bool negative, bool huge)
{
	errno = ERANGE;
	return fp_to_double(fp_signed(FP_DOUBLE, negative, huge ? DOUBLE_INFINITY : 0));
}

double rt_quiet(double a)
{
	return fp_to_double(fp_from_double(a) | fp_quiet_bit(FP_DOUBLE));
}

enum parity rt_parity(double a)
{
	uint64_t magnitude = fp_magnitude(FP_DOUBLE, fp_from_double(a));
	int below = 1075 - (int)(magnitude >> 52); /* bits after the point */

	if (magnitude == 0 || below < 0)
		return PARITY_EVEN;
	if (below > 52) /* below one, and one itself has 52 */
		return PARITY_FRACTION;
	uint64_t significand = (magnitude & UINT64_C(0x000fffffffffffff)) | UINT64_C(1) << 52;
	if ((significand & ((UINT64_C(1) << below) - 1)) != 0)
		return PARITY_FRACTION;
	return significand >> below & 1 ? PARITY_ODD : PARITY_EVEN;
}
