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

/* The integer part of |a| if it is below 2^64, else UINT64_MAX. */
FP_INLINE uint64_t integer_part(struct fp_format f, uint64_t a)
{
	if (fp_is_nan(f, a) || fp_is_zero(f, a))
		return 0;
	if (fp_is_infinite(f, a))
		return UINT64_MAX;
	struct fp_number n = fp_unpack(f, a);
	if (n.exponent < 0)
		return 0;
	if (n.exponent > 63)
		return UINT64_MAX;
	return n.exponent > FP_TOP ? n.significand << (n.exponent - FP_TOP)
	                           : n.significand >> (FP_TOP - n.exponent);
}

FP_INLINE uint64_t to_unsigned(struct fp_format f, uint64_t a, uint64_t max)
{
	uint64_t magnitude = integer_part(f, a);

	if (fp_is_negative(f, a))
		return 0;
	return magnitude < max ? magnitude : max;
}

FP_INLINE int64_t to_signed(struct fp_format f, uint64_t a, int64_t max)
{
	uint64_t magnitude = integer_part(f, a);
	bool negative = fp_is_negative(f, a);

	if (magnitude > (uint64_t)max)
		return negative ? -max - 1 : max;
	return negative ? -(int64_t)magnitude : (int64_t)magnitude;
}

int32_t __fixsfsi(float a)
{
	return (int32_t)to_signed(FP_SINGLE, fp_from_single(a), INT32_MAX);
}

uint32_t __fixunssfsi(float a)
{
	return (uint32_t)to_unsigned(FP_SINGLE, fp_from_single(a), UINT32_MAX);
}

int32_t __fixdfsi(double a)
{
	return (int32_t)to_signed(FP_DOUBLE, fp_from_double(a), INT32_MAX);
}

uint32_t __fixunsdfsi(double a)
{
	return (uint32_t)to_unsigned(FP_DOUBLE, fp_from_double(a), UINT32_MAX);
}

int64_t __fixsfdi(float a)
{
	return to_signed(FP_SINGLE, fp_from_single(a), INT64_MAX);
}

uint64_t __fixunssfdi(float a)
{
	return to_unsigned(FP_SINGLE, fp_from_single(a), UINT64_MAX);
}

int64_t __fixdfdi(double a)
{
	return to_signed(FP_DOUBLE, fp_from_double(a), INT64_MAX);
}

uint64_t __fixunsdfdi(double a)
{
	return to_unsigned(FP_DOUBLE, fp_from_double(a), UINT64_MAX);
}

#ifdef __SIZEOF_INT128__

#define WIDE_MAX (~(wide_uint)0)

wide_int __fixsfti(float a);
wide_uint __fixunssfti(float a);
wide_int __fixdfti(double a);
wide_uint __fixunsdfti(double a);

FP_INLINE wide_uint wide_part(struct fp_format f, uint64_t a)
{
	if (fp_is_nan(f, a) || fp_is_zero(f, a))
		return 0;
	if (fp_is_infinite(f, a))
		return WIDE_MAX;
	struct fp_number n = fp_unpack(f, a);
	if (n.exponent < 0)
		return 0;
	if (n.exponent > 127)
		return WIDE_MAX;
	return n.exponent > FP_TOP
	       ? (wide_uint)n.significand << (n.exponent - FP_TOP)
	       : n.significand >> (FP_TOP - n.exponent);
}

FP_INLINE wide_uint to_wide_unsigned(struct fp_format f, uint64_t a)
{
	return fp_is_negative(f, a) ? 0 : wide_part(f, a);
}

FP_INLINE wide_int to_wide_signed(struct fp_format f, uint64_t a)
{
	wide_uint magnitude = wide_part(f, a);
	wide_int max = (wide_int)(WIDE_MAX >> 1);
	bool negative = fp_is_negative(f, a);

	if (magnitude > (wide_uint)max)
		return negative ? -max - 1 : max;
	return negative ? -(wide_int)magnitude : (wide_int)magnitude;
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
