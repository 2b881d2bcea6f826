/* Comparisons. The compiler looks at the sign of the result only, so each
 * function computes its own relation and no other; operands of which one is a
 * NaN are in none. */

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

/* Shifted out, the sign costs less than masked. */
FP_INLINE bool is_nan(struct fp_format f, uint64_t a)
{
	int top = 63 - f.fraction_bits - f.exponent_bits;

	return a << (top + 1) > fp_infinity(f) << (top + 1);
}

FP_INLINE bool is_unordered(struct fp_format f, uint64_t a, uint64_t b)
{
	return is_nan(f, a) || is_nan(f, b);
}

FP_INLINE bool is_equal(struct fp_format f, uint64_t a, uint64_t b)
{
	return a == b ? !is_nan(f, a) : fp_is_zero(f, a | b);
}

/* A number as an integer that is ordered as it is: both zeros are 0, and NaNs
 * lie beyond the infinities. */
FP_INLINE int64_t ordinal(struct fp_format f, uint64_t a)
{
	int unused = 63 - f.fraction_bits - f.exponent_bits;
	int64_t extended = (int64_t)(a << unused) >> unused;

	return extended < 0 ? (int64_t)(0 - fp_sign_bit(f) - (uint64_t)extended) : extended;
}

/* Whether a < b + more, where more is 0 or 1. One comparison for each operand
 * keeps NaNs out: the others would make a too large or b too small. */
FP_INLINE bool is_below(struct fp_format f, uint64_t a, uint64_t b, int64_t more)
{
	int64_t x = ordinal(f, a), y = ordinal(f, b), most = (int64_t)fp_infinity(f);

	return x >= -most && y <= most && x < y + more;
}

int __eqsf2(float a, float b)
{
	return !is_equal(FP_SINGLE, fp_from_single(a), fp_from_single(b));
}

int __eqdf2(double a, double b)
{
	return !is_equal(FP_DOUBLE, fp_from_double(a), fp_from_double(b));
}

int __nesf2(float a, float b)
{
	return !is_equal(FP_SINGLE, fp_from_single(a), fp_from_single(b));
}

int __nedf2(double a, double b)
{
	return !is_equal(FP_DOUBLE, fp_from_double(a), fp_from_double(b));
}

int __ltsf2(float a, float b)
{
	return is_below(FP_SINGLE, fp_from_single(a), fp_from_single(b), 0) ? -1 : 0;
}

int __ltdf2(double a, double b)
{
	return is_below(FP_DOUBLE, fp_from_double(a), fp_from_double(b), 0) ? -1 : 0;
}

int __lesf2(float a, float b)
{
	return is_below(FP_SINGLE, fp_from_single(a), fp_from_single(b), 1) ? 0 : 1;
}

int __ledf2(double a, double b)
{
	return is_below(FP_DOUBLE, fp_from_double(a), fp_from_double(b), 1) ? 0 : 1;
}

int __gtsf2(float a, float b)
{
	return is_below(FP_SINGLE, fp_from_single(b), fp_from_single(a), 0) ? 1 : 0;
}

int __gtdf2(double a, double b)
{
	return is_below(FP_DOUBLE, fp_from_double(b), fp_from_double(a), 0) ? 1 : 0;
}

int __gesf2(float a, float b)
{
	return is_below(FP_SINGLE, fp_from_single(b), fp_from_single(a), 1) ? 0 : -1;
}

int __gedf2(double a, double b)
{
	return is_below(FP_DOUBLE, fp_from_double(b), fp_from_double(a), 1) ? 0 : -1;
}

int __unordsf2(float a, float b)
{
	return is_unordered(FP_SINGLE, fp_from_single(a), fp_from_single(b));
}

int __unorddf2(double a, double b)
{
	return is_unordered(FP_DOUBLE, fp_from_double(a), fp_from_double(b));
}
