/* Comparisons. The compiler looks at the sign of the result only, and each
 * function answers NaN operands so that its own relation is false: the "less"
 * family with 1, the "greater" family with -1. */

#include "fp.h"

int __eqsf2(float a, float b);
int __eqdf2(double a, double b);
int __nesf2(float a, float b);
int __nedf2(double a, double b);
int __ltsf2(float a, float b);
int __ltdf2(double a, double b);
int __lesf2(float a, float b);
int __ledf2(double a, double b);
int __gtsf2(float a, float b);
int __gtdf2(double a, double b);
int __gesf2(float a, float b);
int __gedf2(double a, double b);
int __unordsf2(float a, float b);
int __unorddf2(double a, double b);

/* A number as an integer that is ordered as it is; both zeros are 0. */
FP_INLINE int64_t ordinal(struct fp_format f, uint64_t a)
{
	int64_t magnitude = (int64_t)fp_magnitude(f, a);

	return fp_is_negative(f, a) ? -magnitude : magnitude;
}

FP_INLINE int compare(struct fp_format f, uint64_t a, uint64_t b, int unordered)
{
	if (fp_is_nan(f, a) || fp_is_nan(f, b))
		return unordered;
	int64_t x = ordinal(f, a), y = ordinal(f, b);
	return (x > y) - (x < y);
}

FP_INLINE int compare_single(float a, float b, int unordered)
{
	return compare(FP_SINGLE, fp_from_single(a), fp_from_single(b), unordered);
}

FP_INLINE int compare_double(double a, double b, int unordered)
{
	return compare(FP_DOUBLE, fp_from_double(a), fp_from_double(b), unordered);
}

int __eqsf2(float a, float b)
{
	return compare_single(a, b, 1);
}

int __eqdf2(double a, double b)
{
	return compare_double(a, b, 1);
}

int __nesf2(float a, float b)
{
	return compare_single(a, b, 1);
}

int __nedf2(double a, double b)
{
	return compare_double(a, b, 1);
}

int __ltsf2(float a, float b)
{
	return compare_single(a, b, 1);
}

int __ltdf2(double a, double b)
{
	return compare_double(a, b, 1);
}

int __lesf2(float a, float b)
{
	return compare_single(a, b, 1);
}

int __ledf2(double a, double b)
{
	return compare_double(a, b, 1);
}

int __gtsf2(float a, float b)
{
	return compare_single(a, b, -1);
}

int __gtdf2(double a, double b)
{
	return compare_double(a, b, -1);
}

int __gesf2(float a, float b)
{
	return compare_single(a, b, -1);
}

int __gedf2(double a, double b)
{
	return compare_double(a, b, -1);
}

int __unordsf2(float a, float b)
{
	return fp_is_nan(FP_SINGLE, fp_from_single(a)) ||
	       fp_is_nan(FP_SINGLE, fp_from_single(b));
}

int __unorddf2(double a, double b)
{
	return fp_is_nan(FP_DOUBLE, fp_from_double(a)) ||
	       fp_is_nan(FP_DOUBLE, fp_from_double(b));
}
