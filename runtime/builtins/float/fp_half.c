/* Half to and from 128-bit integers, by way of single, which has every half and
 * every integer that is not too large for one: nothing is rounded twice. */

#include "../integer/wide.h"
#include "fp.h"

#ifdef __SIZEOF_INT128__

/* The largest half is 65504; twice that is infinite, and exact in single. */
#define HALF_BEYOND 131072

float __extendhfsf2(fp_half a);
fp_half __truncsfhf2(float a);
wide_int __fixsfti(float a);
wide_uint __fixunssfti(float a);

wide_int __fixhfti(fp_half a);
wide_uint __fixunshfti(fp_half a);
fp_half __floattihf(wide_int a);
fp_half __floatuntihf(wide_uint a);

wide_int __fixhfti(fp_half a)
{
	return __fixsfti(__extendhfsf2(a));
}

wide_uint __fixunshfti(fp_half a)
{
	return __fixunssfti(__extendhfsf2(a));
}

fp_half __floattihf(wide_int a)
{
	int32_t near = a > HALF_BEYOND ? HALF_BEYOND : a < -HALF_BEYOND ? -HALF_BEYOND : (int32_t)a;

	return __truncsfhf2((float)near);
}

fp_half __floatuntihf(wide_uint a)
{
	return __truncsfhf2((float)(a > HALF_BEYOND ? HALF_BEYOND : (int32_t)a));
}

#endif
