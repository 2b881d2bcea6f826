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

/* Whether a < b or, with or_equal, a <= b. Of two with one sign, that which
 * lies farther from 0 is a NaN if any is. */
FP_INLINE bool is_below(struct fp_format f, uint64_t a, uint64_t b, bool or_equal)
{
	uint64_t sign = fp_sign_bit(f), most = fp_infinity(f);

	if (!((a | b) & sign))
		return b <= most && (or_equal ? a <= b : a < b);
	if (a & b & sign)
		return a <= (sign | most) && (or_equal ? a >= b : a > b);
	if (a & sign)
		return a <= (sign | most) && b <= most && (or_equal || (a | b) != sign);
	return or_equal && (a | b) == sign; /* -0 and +0 are equal */
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
	return is_below(FP_SINGLE, fp_from_single(a), fp_from_single(b), false) ? -1 : 0;
}

int __ltdf2(double a, double b)
{
	return is_below(FP_DOUBLE, fp_from_double(a), fp_from_double(b), false) ? -1 : 0;
}

int __lesf2(float a, float b)
{
	return is_below(FP_SINGLE, fp_from_single(a), fp_from_single(b), true) ? 0 : 1;
}

int __ledf2(double a, double b)
{
	return is_below(FP_DOUBLE, fp_from_double(a), fp_from_double(b), true) ? 0 : 1;
}

int __gtsf2(float a, float b)
{
	return is_below(FP_SINGLE, fp_from_single(b), fp_from_single(a), false) ? 1 : 0;
}

int __gtdf2(double a, double b)
{
	return is_below(FP_DOUBLE, fp_from_double(b), fp_from_double(a), false) ? 1 : 0;
}

int __gesf2(float a, float b)
{
	return is_below(FP_SINGLE, fp_from_single(b), fp_from_single(a), true) ? 0 : -1;
}

int __gedf2(double a, double b)
{
	return is_below(FP_DOUBLE, fp_from_double(b), fp_from_double(a), true) ? 0 : -1;
}

int __unordsf2(float a, float b)
{
	return is_unordered(FP_SINGLE, fp_from_single(a), fp_from_single(b));
}

int __unorddf2(double a, double b)
{
	return is_unordered(FP_DOUBLE, fp_from_double(a), fp_from_double(b));
}
