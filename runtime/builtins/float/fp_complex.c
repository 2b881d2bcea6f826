/* Complex products and quotients, C17 annex G.5.1: the textbook formulas, and
 * when both parts came out as NaN, the infinity or zero that they lost.
 *
 * float is computed in double: its products are exact there, and nothing can
 * overflow or vanish on the way. */

#include <stdbool.h>

#include "fp.h"

__extension__ typedef double _Complex complex_double;
__extension__ typedef float _Complex complex_single;

complex_double __muldc3(double a, double b, double c, double d);
complex_double __divdc3(double a, double b, double c, double d);
complex_single __mulsc3(float a, float b, float c, float d);
complex_single __divsc3(float a, float b, float c, float d);

union double_parts {
	double part[2];
	complex_double value;
};

union single_parts {
	float part[2];
	complex_single value;
};

static complex_double make(double real, double imaginary)
{
	return (union double_parts){ .part = { real, imaginary } }.value;
}

static complex_single narrow(complex_double wide)
{
	union double_parts from = { .value = wide };

	return (union single_parts){
		.part = { (float)from.part[0], (float)from.part[1] },
	}
	        .value;
}

static double infinity(void)
{
	return fp_to_double(fp_infinity(FP_DOUBLE));
}

static bool is_nan(double a)
{
	return fp_is_nan(FP_DOUBLE, fp_from_double(a));
}

static bool is_infinite(double a)
{
	return fp_is_infinite(FP_DOUBLE, fp_from_double(a));
}

static bool is_finite(double a)
{
	return fp_magnitude(FP_DOUBLE, fp_from_double(a)) < fp_infinity(FP_DOUBLE);
}

static double with_sign_of(double sign, double magnitude)
{
	bool negative = fp_is_negative(FP_DOUBLE, fp_from_double(sign));

	return negative ? -magnitude : magnitude;
}

/* An infinity becomes 1, anything else 0, with its sign. */
static double box(double a)
{
	return with_sign_of(a, is_infinite(a) ? 1 : 0);
}

static double nan_to_zero(double a)
{
	return is_nan(a) ? with_sign_of(a, 0) : a;
}

static bool either_infinite(double a, double b)
{
	return is_infinite(a) || is_infinite(b);
}

static complex_double multiply_infinite(double a, double b, double c, double d)
{
	if (either_infinite(a, b)) {
		a = box(a);
		b = box(b);
	}
	if (either_infinite(c, d)) {
		c = box(c);
		d = box(d);
	}
	a = nan_to_zero(a);
	b = nan_to_zero(b);
	c = nan_to_zero(c);
	d = nan_to_zero(d);
	return make(infinity() * (a * c - b * d), infinity() * (a * d + b * c));
}

complex_double __muldc3(double a, double b, double c, double d)
{
	double ac = a * c, bd = b * d, ad = a * d, bc = b * c;
	double real = ac - bd, imaginary = ad + bc;

	if (is_nan(real) && is_nan(imaginary) &&
	    (either_infinite(a, b) || either_infinite(c, d) || either_infinite(ac, bd) ||
	     either_infinite(ad, bc)))
		return multiply_infinite(a, b, c, d);
	return make(real, imaginary);
}

/* 2^exponent, for normal results. */
static double power_of_2(int exponent)
{
	return fp_to_double((uint64_t)(exponent + fp_bias(FP_DOUBLE)) << 52);
}

/* a * 2^exponent in steps that exist; |exponent| < 2 * 1074. */
static double scale(double a, int exponent)
{
	for (; exponent > 1000; exponent -= 1000)
		a *= power_of_2(1000);
	for (; exponent < -1000; exponent += 1000)
		a *= power_of_2(-1000);
	return a * power_of_2(exponent);
}

/* The exponent of the larger of two, 0 if that is not a finite number. */
static int exponent_of_larger(double c, double d)
{
	uint64_t x = fp_magnitude(FP_DOUBLE, fp_from_double(c));
	uint64_t y = fp_magnitude(FP_DOUBLE, fp_from_double(d));
	uint64_t larger = x > y ? x : y;

	if (larger == 0 || larger >= fp_infinity(FP_DOUBLE))
		return 0;
	return fp_unpack(FP_DOUBLE, larger).exponent;
}

/* A quotient whose parts are both NaN; c and d are scaled. */
static complex_double divide_special(double a, double b, double c, double d)
{
	if (c == 0 && d == 0 && (!is_nan(a) || !is_nan(b))) {
		double huge = with_sign_of(c, infinity());
		return make(huge * a, huge * b);
	}
	double factor = 0;
	if (either_infinite(a, b) && is_finite(c) && is_finite(d)) {
		a = box(a);
		b = box(b);
		factor = infinity();
	} else if (either_infinite(c, d) && is_finite(a) && is_finite(b)) {
		c = box(c);
		d = box(d);
	} else {
		double sum = a + b + c + d;
		double nan = is_nan(sum) ? sum : __builtin_nan(""); /* infinity / infinity */

		return make(nan, nan);
	}
	return make(factor * (a * c + b * d), factor * (b * c - a * d));
}

/* 1 to 2, and the exponent that was taken out; of 0, one that is always less. */
struct split {
	double value;
	int exponent;
};

static struct split split(double a)
{
	int exponent = exponent_of_larger(a, a);

	return (struct split){ scale(a, -exponent), a == 0 ? -10000 : exponent };
}

static double scale_down(double a, int exponent)
{
	return exponent < -1000 ? 0 : scale(a, exponent);
}

/* (a * c + b * d) / square * 2^exponent: no product vanishes that counts. */
static double divide_sum(struct split a, struct split c, struct split b, struct split d,
                         double square, int exponent)
{
	int first = a.exponent + c.exponent, second = b.exponent + d.exponent;
	int larger = first > second ? first : second;
	double sum = scale_down(a.value * c.value, first - larger) +
	             scale_down(b.value * d.value, second - larger);

	exponent += larger;
	if (sum == 0 || exponent < -5000)
		return 0 * sum;
	return scale(sum / square, exponent > 5000 ? 5000 : exponent);
}

/* Each number keeps its exponent apart: what is far from the others is small beside
 * them, but a product of it may not be (M. Baudin, R. Smith, A Robust Complex
 * Division in Scilab, 2012, have the cases). */
static complex_double divide_far(double a, double b, double c, double d)
{
	struct split sa = split(a), sb = split(b), sc = split(c), sd = split(d);
	struct split minus_a = { -sa.value, sa.exponent };
	int larger = sc.exponent > sd.exponent ? sc.exponent : sd.exponent;
	double x = scale_down(sc.value, sc.exponent - larger);
	double y = scale_down(sd.value, sd.exponent - larger);
	double square = x * x + y * y;

	return make(divide_sum(sa, sc, sb, sd, square, -2 * larger),
	            divide_sum(sb, sc, minus_a, sd, square, -2 * larger));
}

/* Whether products of it, and with what has been brought near 1, are exact but for
 * rounding. */
static bool is_near(double a)
{
	int exponent = exponent_of_larger(a, a);

	return exponent >= -200 && exponent <= 200;
}

static bool are_far(double a, double b, double c, double d)
{
	return is_finite(a) && is_finite(b) && is_finite(c) && is_finite(d) &&
	       !(c == 0 && d == 0) && !(is_near(a) && is_near(b) && is_near(c) && is_near(d));
}

/* The divisor is brought near 1, so that its square neither overflows nor
 * vanishes. */
complex_double __divdc3(double a, double b, double c, double d)
{
	if (are_far(a, b, c, d))
		return divide_far(a, b, c, d);
	int exponent = exponent_of_larger(c, d);

	c = scale(c, -exponent);
	d = scale(d, -exponent);
	double square = c * c + d * d;
	double real = scale((a * c + b * d) / square, -exponent);
	double imaginary = scale((b * c - a * d) / square, -exponent);
	if (is_nan(real) && is_nan(imaginary))
		return divide_special(a, b, c, d);
	return make(real, imaginary);
}

complex_single __mulsc3(float a, float b, float c, float d)
{
	return narrow(__muldc3(a, b, c, d));
}

complex_single __divsc3(float a, float b, float c, float d)
{
	return narrow(__divdc3(a, b, c, d));
}
