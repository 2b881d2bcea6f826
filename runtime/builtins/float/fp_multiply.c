#include "../integer/wide.h"
#include "fp.h"

float __mulsf3(float a, float b);
double __muldf3(double a, double b);

FP_INLINE uint64_t multiply_finite(struct fp_format f, uint64_t a, uint64_t b)
{
	struct fp_number x = fp_unpack(f, a), y = fp_unpack(f, b);
	struct wide product = wide_multiply_64(x.significand, y.significand);
	struct fp_number n = {
		.negative = x.negative != y.negative,
		.exponent = x.exponent + y.exponent + 64 - FP_TOP,
		.significand = product.high | (product.low != 0),
	};

	return fp_pack(f, fp_normalize(n));
}

/* 1 to just below 2 at bit 63; a must be normal. */
FP_INLINE uint64_t significand_of(struct fp_format f, uint64_t a)
{
	return a << (63 - f.fraction_bits) | UINT64_C(1) << 63;
}

/* Two normal numbers, most products: no zeros are to be counted. */
FP_INLINE uint64_t multiply_normal(struct fp_format f, uint64_t a, uint64_t b)
{
	struct wide product = wide_multiply_64(significand_of(f, a), significand_of(f, b));
	uint64_t high = product.high | (product.low != 0);
	int up = (int)(product.high >> 63);
	struct fp_number n = {
		.negative = fp_is_negative(f, a ^ b),
		.exponent = (int)(fp_magnitude(f, a) >> f.fraction_bits) +
		            (int)(fp_magnitude(f, b) >> f.fraction_bits) - 2 * fp_bias(f) + up,
		.significand = high >> up | (high & (unsigned)up),
	};

	return fp_pack(f, n);
}

FP_INLINE bool is_normal(struct fp_format f, uint64_t a)
{
	uint64_t least = UINT64_C(1) << f.fraction_bits;

	return fp_magnitude(f, a) - least < fp_infinity(f) - least;
}

FP_INLINE uint64_t multiply(struct fp_format f, uint64_t a, uint64_t b)
{
	bool negative = fp_is_negative(f, a ^ b);
	bool infinite = fp_is_infinite(f, a) || fp_is_infinite(f, b);

	if (is_normal(f, a) && is_normal(f, b))
		return multiply_normal(f, a, b);
	if (fp_is_nan(f, a) || fp_is_nan(f, b))
		return fp_pick_nan(f, a, b);
	if (fp_is_zero(f, a) || fp_is_zero(f, b))
		return infinite ? fp_invalid(f) : fp_signed(f, negative, 0);
	if (infinite)
		return fp_signed(f, negative, fp_infinity(f));
	return multiply_finite(f, a, b);
}

float __mulsf3(float a, float b)
{
	return fp_to_single(multiply(FP_SINGLE, fp_from_single(a), fp_from_single(b)));
}

double __muldf3(double a, double b)
{
	return fp_to_double(multiply(FP_DOUBLE, fp_from_double(a), fp_from_double(b)));
}
