/* Floating point to integers, towards zero. What does not fit becomes the
 * nearest value that does, and NaN becomes 0: C leaves that undefined, and a
 * bound is less harmful than any other number. */

#include "../integer/wide.h"
#include "fp.h"

int32_t __fixsfsi(float a);
uint32_t __fixunssfsi(float a);
int32_t __fixdfsi(double a);
uint32_t __fixunsdfsi(double a);
int64_t __fixsfdi(float a);
uint64_t __fixunssfdi(float a);
int64_t __fixdfdi(double a);
uint64_t __fixunsdfdi(double a);

/* The integer part of a magnitude from 1 to just below 2^64, by its exponent. */
FP_INLINE uint64_t integer_part(struct fp_format f, uint64_t a, int exponent)
{
	return fp_significand(f, a) << (63 - FP_TOP) >> (63 - exponent);
}

FP_INLINE int exponent_of(struct fp_format f, uint64_t a)
{
	int mask = (1 << f.exponent_bits) - 1;

	return (int)(a >> f.fraction_bits & (unsigned)mask) - fp_bias(f);
}

/* All ones for a negative number. */
FP_INLINE int64_t sign_mask(struct fp_format f, uint64_t a)
{
	return (int64_t)(a << (63 - f.fraction_bits - f.exponent_bits)) >> 63;
}

FP_INLINE uint64_t to_unsigned(struct fp_format f, uint64_t a, int bits)
{
	int exponent = exponent_of(f, a);

	if (!fp_is_negative(f, a) && (unsigned)exponent < (unsigned)bits)
		return integer_part(f, a, exponent);
	return exponent < 0 || fp_is_negative(f, a) || fp_is_nan(f, a) ? 0
	                                                               : UINT64_MAX >> (64 - bits);
}

/* -2^(bits - 1) is what is given for all below it, so it needs no care. */
FP_INLINE int64_t to_signed(struct fp_format f, uint64_t a, int bits)
{
	int exponent = exponent_of(f, a);
	int64_t sign = sign_mask(f, a);

	if ((unsigned)exponent < (unsigned)bits - 1)
		return ((int64_t)integer_part(f, a, exponent) ^ sign) - sign;
	return exponent < 0 || fp_is_nan(f, a) ? 0 : INT64_MAX >> (64 - bits) ^ sign;
}

int32_t __fixsfsi(float a)
{
	return (int32_t)to_signed(FP_SINGLE, fp_from_single(a), 32);
}

uint32_t __fixunssfsi(float a)
{
	return (uint32_t)to_unsigned(FP_SINGLE, fp_from_single(a), 32);
}

int32_t __fixdfsi(double a)
{
	return (int32_t)to_signed(FP_DOUBLE, fp_from_double(a), 32);
}

uint32_t __fixunsdfsi(double a)
{
	return (uint32_t)to_unsigned(FP_DOUBLE, fp_from_double(a), 32);
}

int64_t __fixsfdi(float a)
{
	return to_signed(FP_SINGLE, fp_from_single(a), 64);
}

uint64_t __fixunssfdi(float a)
{
	return to_unsigned(FP_SINGLE, fp_from_single(a), 64);
}

int64_t __fixdfdi(double a)
{
	return to_signed(FP_DOUBLE, fp_from_double(a), 64);
}

uint64_t __fixunsdfdi(double a)
{
	return to_unsigned(FP_DOUBLE, fp_from_double(a), 64);
}

#ifdef __SIZEOF_INT128__

#define WIDE_MAX (~(wide_uint)0)

wide_int __fixsfti(float a);
wide_uint __fixunssfti(float a);
wide_int __fixdfti(double a);
wide_uint __fixunsdfti(double a);

/* The integer part of a magnitude from 1 to just below 2^128. */
FP_INLINE wide_uint wide_part(struct fp_format f, uint64_t a, int exponent)
{
	if (exponent < 64)
		return integer_part(f, a, exponent);
	return (wide_uint)fp_significand(f, a) << (exponent - FP_TOP);
}

FP_INLINE wide_uint to_wide_unsigned(struct fp_format f, uint64_t a)
{
	int exponent = exponent_of(f, a);

	if (!fp_is_negative(f, a) && (unsigned)exponent < 128)
		return wide_part(f, a, exponent);
	return exponent < 0 || fp_is_negative(f, a) || fp_is_nan(f, a) ? 0 : WIDE_MAX;
}

FP_INLINE wide_int to_wide_signed(struct fp_format f, uint64_t a)
{
	int exponent = exponent_of(f, a);
	wide_int sign = sign_mask(f, a);

	if ((unsigned)exponent < 127)
		return ((wide_int)wide_part(f, a, exponent) ^ sign) - sign;
	return exponent < 0 || fp_is_nan(f, a) ? 0 : (wide_int)(WIDE_MAX >> 1) ^ sign;
}

wide_int __fixsfti(float a)
{
	return to_wide_signed(FP_SINGLE, fp_from_single(a));
}

wide_uint __fixunssfti(float a)
{
	return to_wide_unsigned(FP_SINGLE, fp_from_single(a));
}

wide_int __fixdfti(double a)
{
	return to_wide_signed(FP_DOUBLE, fp_from_double(a));
}

wide_uint __fixunsdfti(double a)
{
	return to_wide_unsigned(FP_DOUBLE, fp_from_double(a));
}

#endif
