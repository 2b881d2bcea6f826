#include "../integer/wide.h"
#include "fp.h"

float __divsf3(float a, float b);
double __divdf3(double a, double b);

FP_INLINE uint64_t divide_finite(struct fp_format f, uint64_t a, uint64_t b)
{
	struct fp_number x = fp_unpack(f, a), y = fp_unpack(f, b);
	uint64_t remainder;
	/* x.significand / 2 < y.significand: the quotient fits 64 bits */
	uint64_t quotient = wide_divide_64((struct wide){ .high = x.significand >> 1,
	                                                  .low = x.significand << 63 },
	                                   y.significand, &remainder);
	struct fp_number n = {
		.negative = x.negative != y.negative,
		.exponent = x.exponent - y.exponent - 63 + FP_TOP,
		.significand = quotient | (remainder != 0),
	};

	return fp_pack(f, fp_normalize(n));
}

/* Two normal numbers, most quotients: no zeros are to be counted. */
FP_INLINE uint64_t divide_normal(struct fp_format f, uint64_t a, uint64_t b)
{
	uint64_t x = fp_significand(f, a), y = fp_significand(f, b), remainder;
	uint64_t quotient = wide_divide_64((struct wide){ .high = x >> 2, .low = x << 62 }, y,
	                                   &remainder);
	int up = (int)(quotient >> FP_TOP ^ 1);

	quotient |= remainder != 0;
	return fp_pack_biased(f, (a ^ b) & fp_sign_bit(f),
	                      fp_biased_exponent(f, a) - fp_biased_exponent(f, b) + fp_bias(f) - up,
	                      quotient << up);
}

FP_INLINE uint64_t divide(struct fp_format f, uint64_t a, uint64_t b)
{
	bool negative = fp_is_negative(f, a ^ b);
	bool infinite_a = fp_is_infinite(f, a), infinite_b = fp_is_infinite(f, b);
	bool zero_a = fp_is_zero(f, a), zero_b = fp_is_zero(f, b);

	if (fp_is_normal(f, a) && fp_is_normal(f, b))
		return divide_normal(f, a, b);
	if (fp_is_nan(f, a) || fp_is_nan(f, b))
		return fp_pick_nan(f, a, b);
	if ((infinite_a && infinite_b) || (zero_a && zero_b))
		return fp_invalid(f);
	if (infinite_a || zero_b)
		return fp_signed(f, negative, fp_infinity(f));
	if (zero_a || infinite_b)
		return fp_signed(f, negative, 0);
	return divide_finite(f, a, b);
}

float __divsf3(float a, float b)
{
	return fp_to_single(divide(FP_SINGLE, fp_from_single(a), fp_from_single(b)));
}

double __divdf3(double a, double b)
{
	return fp_to_double(divide(FP_DOUBLE, fp_from_double(a), fp_from_double(b)));
}
