#pragma once
/* special: what a function of <math.h> does where it has no ordinary result,
 * and what doubles look like. errno is set as C17 7.12.1 says: EDOM where the
 * function is not defined, ERANGE at a pole, on overflow and on underflow.
 * Included by: core/math. */

#include "../../builtins/float/fp.h"

#define DOUBLE_SIGN     fp_sign_bit(FP_DOUBLE)
#define DOUBLE_INFINITY fp_infinity(FP_DOUBLE)
#define DOUBLE_ONE      UINT64_C(0x3ff0000000000000)

/* NaN and EDOM. */
double rt_domain_error(void);
/* Infinity, or a zero, with ERANGE. */
double rt_range_error(bool negative, bool huge);
/* The same NaN, quiet. */
double rt_quiet(double a);

static inline bool special_is_nan(double a)
{
	return fp_is_nan(FP_DOUBLE, fp_from_double(a));
}

static inline bool special_is_infinite(double a)
{
	return fp_is_infinite(FP_DOUBLE, fp_from_double(a));
}

static inline bool special_is_finite(double a)
{
	return fp_magnitude(FP_DOUBLE, fp_from_double(a)) < DOUBLE_INFINITY;
}

static inline bool special_is_zero(double a)
{
	return fp_is_zero(FP_DOUBLE, fp_from_double(a));
}

static inline bool special_is_negative(double a)
{
	return fp_is_negative(FP_DOUBLE, fp_from_double(a));
}

static inline double special_signed(bool negative, double magnitude)
{
	return fp_to_double(fp_signed(FP_DOUBLE, negative, fp_from_double(magnitude)));
}

static inline double special_infinity(bool negative)
{
	return fp_to_double(fp_signed(FP_DOUBLE, negative, DOUBLE_INFINITY));
}

static inline double special_magnitude(double a)
{
	return fp_to_double(fp_magnitude(FP_DOUBLE, fp_from_double(a)));
}

/* What a finite number is as an integer: for a whole number whether it is
 * odd, else that it is none. */
enum parity { PARITY_EVEN, PARITY_ODD, PARITY_FRACTION };
enum parity rt_parity(double a);
