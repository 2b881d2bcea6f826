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

/* The product of two significands, its leading one at FP_TOP or just below. Of
 * formats that leave room it is exact. */
FP_INLINE uint64_t product_of(struct fp_format f, uint64_t x, uint64_t y)
{
	if (2 * f.fraction_bits < FP_TOP)
		return (x >> (FP_TOP - f.fraction_bits)) * (y >> (f.fraction_bits + 1));
	struct wide product = wide_multiply_64(x << 1, y);
	return product.high | (product.low != 0);
}

/* Two normal numbers, most products: no zeros are to be counted. */
FP_INLINE uint64_t multiply_normal(struct fp_format f, uint64_t a, uint64_t b)
{
	uint64_t product = product_of(f, fp_significand(f, a), fp_significand(f, b));
	int up = (int)(product >> FP_TOP ^ 1);

	return fp_pack_biased(f, (a ^ b) & fp_sign_bit(f),
	                      fp_biased_exponent(f, a) + fp_biased_exponent(f, b) - fp_bias(f) + 1 -
	                              up,
	                      product << up);
}

FP_INLINE uint64_t multiply(struct fp_format f, uint64_t a, uint64_t b)
{
	bool negative = fp_is_negative(f, a ^ b);
	bool infinite = fp_is_infinite(f, a) || fp_is_infinite(f, b);

	if (fp_is_normal(f, a) && fp_is_normal(f, b))
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
