/* Between half, bfloat16, single and double. A NaN keeps the upper bits of its
 * payload and becomes quiet. */

#include "fp.h"

double __extendsfdf2(float a);
float __truncdfsf2(double a);
float __extendhfsf2(fp_half a);
double __extendhfdf2(fp_half a);
fp_half __truncsfhf2(float a);
fp_half __truncdfhf2(double a);
float __gnu_h2f_ieee(uint16_t a);
uint16_t __gnu_f2h_ieee(float a);
float __extendbfsf2(fp_bfloat a);
fp_bfloat __truncsfbf2(float a);
fp_bfloat __truncdfbf2(double a);

FP_INLINE uint64_t convert_nan(struct fp_format from, struct fp_format to, uint64_t a)
{
	uint64_t payload = a & (fp_quiet_bit(from) - 1);
	int wider = to.fraction_bits - from.fraction_bits;

	payload = wider >= 0 ? payload << wider : payload >> -wider;
	return fp_signed(to, fp_is_negative(from, a), fp_infinity(to) | fp_quiet_bit(to) | payload);
}

/* Moves the point of a number that is normal in both formats; gives false for
 * all others. */
FP_INLINE bool widen_normal(struct fp_format from, struct fp_format to, uint64_t a,
                            uint64_t *result)
{
	uint64_t rebias = (uint64_t)(fp_bias(to) - fp_bias(from)) << to.fraction_bits;

	*result = (fp_magnitude(from, a) << (to.fraction_bits - from.fraction_bits)) + rebias;
	return fp_is_normal(from, a);
}

/* The same, and rounds what falls out, perhaps to infinity. */
FP_INLINE bool narrow_normal(struct fp_format from, struct fp_format to, uint64_t a,
                             uint64_t *result)
{
	int dropped = from.fraction_bits - to.fraction_bits;
	uint64_t rebias = (uint64_t)(fp_bias(from) - fp_bias(to)) << from.fraction_bits;
	uint64_t least = UINT64_C(1) << from.fraction_bits;
	uint64_t magnitude = fp_magnitude(from, a) - rebias;

	*result = fp_round(magnitude, dropped);
	return magnitude - least < (fp_infinity(to) << dropped) - least;
}

FP_INLINE bool convert_normal(struct fp_format from, struct fp_format to, uint64_t a,
                              uint64_t *result)
{
	return to.fraction_bits >= from.fraction_bits ? widen_normal(from, to, a, result)
	                                              : narrow_normal(from, to, a, result);
}

FP_INLINE uint64_t convert(struct fp_format from, struct fp_format to, uint64_t a)
{
	bool negative = fp_is_negative(from, a);
	uint64_t result;

	if (convert_normal(from, to, a, &result))
		return fp_signed(to, negative, result);
	if (fp_is_nan(from, a))
		return convert_nan(from, to, a);
	if (fp_is_infinite(from, a))
		return fp_signed(to, negative, fp_infinity(to));
	if (fp_is_zero(from, a))
		return fp_signed(to, negative, 0);
	return fp_pack(to, fp_unpack(from, a));
}

double __extendsfdf2(float a)
{
	return fp_to_double(convert(FP_SINGLE, FP_DOUBLE, fp_from_single(a)));
}

float __truncdfsf2(double a)
{
	return fp_to_single(convert(FP_DOUBLE, FP_SINGLE, fp_from_double(a)));
}

float __extendhfsf2(fp_half a)
{
	return fp_to_single(convert(FP_HALF, FP_SINGLE, fp_from_half(a)));
}

double __extendhfdf2(fp_half a)
{
	return fp_to_double(convert(FP_HALF, FP_DOUBLE, fp_from_half(a)));
}

fp_half __truncsfhf2(float a)
{
	return fp_to_half(convert(FP_SINGLE, FP_HALF, fp_from_single(a)));
}

fp_half __truncdfhf2(double a)
{
	return fp_to_half(convert(FP_DOUBLE, FP_HALF, fp_from_double(a)));
}

float __gnu_h2f_ieee(uint16_t a)
{
	return fp_to_single(convert(FP_HALF, FP_SINGLE, a));
}

uint16_t __gnu_f2h_ieee(float a)
{
	return (uint16_t)convert(FP_SINGLE, FP_HALF, fp_from_single(a));
}

float __extendbfsf2(fp_bfloat a)
{
	return fp_to_single(convert(FP_BFLOAT, FP_SINGLE, fp_from_bfloat(a)));
}

fp_bfloat __truncsfbf2(float a)
{
	return fp_to_bfloat(convert(FP_SINGLE, FP_BFLOAT, fp_from_single(a)));
}

fp_bfloat __truncdfbf2(double a)
{
	return fp_to_bfloat(convert(FP_DOUBLE, FP_BFLOAT, fp_from_double(a)));
}
