#include "fp.h"

float __addsf3(float a, float b);
double __adddf3(double a, double b);
float __subsf3(float a, float b);
double __subdf3(double a, double b);

/* |a| >= |b|, both finite and not zero. */
FP_INLINE uint64_t add_ordered(struct fp_format f, uint64_t a, uint64_t b)
{
	struct fp_number x = fp_unpack(f, a), y = fp_unpack(f, b);
	uint64_t addend = fp_shift_right_sticky(y.significand, x.exponent - y.exponent);

	if (x.negative == y.negative)
		x.significand += addend;
	else
		x.significand -= addend;
	if (x.significand == 0)
		return 0; /* x - x is +0 when rounding to nearest */
	return fp_pack(f, fp_normalize(x));
}

/* Two normal numbers, most sums: no zeros are to be counted before. */
FP_INLINE uint64_t add_normal(struct fp_format f, uint64_t a, uint64_t b)
{
	bool swap = fp_magnitude(f, a) < fp_magnitude(f, b);
	uint64_t x = swap ? b : a, y = swap ? a : b, sign = x & fp_sign_bit(f);
	int biased = fp_biased_exponent(f, x), apart = biased - fp_biased_exponent(f, y);
	uint64_t sum = fp_significand(f, x);
	uint64_t addend = fp_shift_right_sticky(fp_significand(f, y), apart < 63 ? apart : 63);

	if (!fp_is_negative(f, a ^ b)) {
		sum += addend;
		unsigned carry = (unsigned)(sum >> 63);
		return fp_pack_biased(f, sign, biased + (int)carry, sum >> carry | (sum & carry));
	}
	sum -= addend;
	if (sum == 0)
		return 0;
	int up = __builtin_clzll(sum) - (63 - FP_TOP);
	return fp_pack_biased(f, sign, biased - up, sum << up);
}

FP_INLINE uint64_t add_infinite(struct fp_format f, uint64_t a, uint64_t b)
{
	if (fp_is_infinite(f, a) && fp_is_infinite(f, b) && a != b)
		return fp_invalid(f);
	return fp_is_infinite(f, a) ? a : b;
}

/* a + b, or a - b; the sign of a NaN is not the subtraction's to change. */
FP_INLINE uint64_t add(struct fp_format f, uint64_t a, uint64_t b, bool subtract)
{
	if (fp_is_normal(f, a) && fp_is_normal(f, b))
		return add_normal(f, a, subtract ? b ^ fp_sign_bit(f) : b);
	if (fp_is_nan(f, a) || fp_is_nan(f, b))
		return fp_pick_nan(f, a, b);
	if (subtract)
		b ^= fp_sign_bit(f);
	if (fp_is_infinite(f, a) || fp_is_infinite(f, b))
		return add_infinite(f, a, b);
	if (fp_is_zero(f, b))
		return fp_is_zero(f, a) ? a & b : a;
	if (fp_is_zero(f, a))
		return b;
	if (fp_magnitude(f, a) >= fp_magnitude(f, b))
		return add_ordered(f, a, b);
	return add_ordered(f, b, a);
}

float __addsf3(float a, float b)
{
	return fp_to_single(add(FP_SINGLE, fp_from_single(a), fp_from_single(b), false));
}

double __adddf3(double a, double b)
{
	return fp_to_double(add(FP_DOUBLE, fp_from_double(a), fp_from_double(b), false));
}

float __subsf3(float a, float b)
{
	return fp_to_single(add(FP_SINGLE, fp_from_single(a), fp_from_single(b), true));
}

double __subdf3(double a, double b)
{
	return fp_to_double(add(FP_DOUBLE, fp_from_double(a), fp_from_double(b), true));
}
