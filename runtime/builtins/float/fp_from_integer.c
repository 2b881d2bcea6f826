/* Integers to floating point, rounded to nearest even. */

#include "../integer/wide.h"
#include "fp.h"

float __floatsisf(int32_t a);
float __floatunsisf(uint32_t a);
double __floatsidf(int32_t a);
double __floatunsidf(uint32_t a);
float __floatdisf(int64_t a);
float __floatundisf(uint64_t a);
double __floatdidf(int64_t a);
double __floatundidf(uint64_t a);

/* The last `dropped` bits of a word with its leading one at bit 63 are rounded
 * off; fp_round would have no room. */
FP_INLINE uint64_t round_off(uint64_t significand, int dropped)
{
	uint64_t kept = significand >> dropped;
	uint64_t rest = significand & ((UINT64_C(1) << dropped) - 1);

	return kept + (rest + (kept & 1) > UINT64_C(1) << (dropped - 1));
}

/* `bits` is the width of a: what fits the fraction needs no rounding. */
FP_INLINE uint64_t from_magnitude(struct fp_format f, uint64_t sign, uint64_t a, int bits)
{
	if (a == 0)
		return 0;
	int up = __builtin_clzll(a), dropped = 63 - f.fraction_bits;
	uint64_t kept = bits <= f.fraction_bits ? a << up >> dropped : round_off(a << up, dropped);
	return sign + ((uint64_t)(fp_bias(f) + 62 - up) << f.fraction_bits) + kept;
}

FP_INLINE uint64_t from_signed(struct fp_format f, int64_t a, int bits)
{
	return from_magnitude(f, a < 0 ? fp_sign_bit(f) : 0, a < 0 ? 0 - (uint64_t)a : (uint64_t)a,
	                      bits);
}

float __floatsisf(int32_t a)
{
	return fp_to_single(from_signed(FP_SINGLE, a, 32));
}

float __floatunsisf(uint32_t a)
{
	return fp_to_single(from_magnitude(FP_SINGLE, 0, a, 32));
}

double __floatsidf(int32_t a)
{
	return fp_to_double(from_signed(FP_DOUBLE, a, 32));
}

double __floatunsidf(uint32_t a)
{
	return fp_to_double(from_magnitude(FP_DOUBLE, 0, a, 32));
}

float __floatdisf(int64_t a)
{
	return fp_to_single(from_signed(FP_SINGLE, a, 64));
}

float __floatundisf(uint64_t a)
{
	return fp_to_single(from_magnitude(FP_SINGLE, 0, a, 64));
}

double __floatdidf(int64_t a)
{
	return fp_to_double(from_signed(FP_DOUBLE, a, 64));
}

double __floatundidf(uint64_t a)
{
	return fp_to_double(from_magnitude(FP_DOUBLE, 0, a, 64));
}

#ifdef __SIZEOF_INT128__

float __floattisf(wide_int a);
float __floatuntisf(wide_uint a);
double __floattidf(wide_int a);
double __floatuntidf(wide_uint a);

/* Only the upper 63 significant bits and a sticky one count. */
FP_INLINE uint64_t from_wide_magnitude(struct fp_format f, bool negative, wide_uint a)
{
	uint64_t high = (uint64_t)(a >> 64), low = (uint64_t)a;

	if (high == 0)
		return from_magnitude(f, negative ? fp_sign_bit(f) : 0, low, 64);
	int up = __builtin_clzll(high);
	uint64_t top = up == 0 ? high : high << up | low >> (64 - up);
	struct fp_number n = {
		.negative = negative,
		.exponent = FP_TOP + 64 - up,
		.significand = top | (low << up != 0),
	};
	return fp_pack(f, fp_normalize(n));
}

FP_INLINE uint64_t from_wide(struct fp_format f, wide_int a)
{
	return from_wide_magnitude(f, a < 0, a < 0 ? 0 - (wide_uint)a : (wide_uint)a);
}

float __floattisf(wide_int a)
{
	return fp_to_single(from_wide(FP_SINGLE, a));
}

float __floatuntisf(wide_uint a)
{
	return fp_to_single(from_wide_magnitude(FP_SINGLE, false, a));
}

double __floattidf(wide_int a)
{
	return fp_to_double(from_wide(FP_DOUBLE, a));
}

double __floatuntidf(wide_uint a)
{
	return fp_to_double(from_wide_magnitude(FP_DOUBLE, false, a));
}

#endif
