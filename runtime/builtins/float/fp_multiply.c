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

FP_INLINE uint64_t multiply(struct fp_format f, uint64_t a, uint64_t b)
{
	bool negative = fp_is_negative(f, a ^ b);
	bool infinite = fp_is_infinite(f, a) || fp_is_infinite(f, b);

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
