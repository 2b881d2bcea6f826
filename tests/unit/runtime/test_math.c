/* <math.h> against MPFR at 200 bits: the error of every function over its
 * whole range and around its difficult places, in units of the last place.
 * What is to be exact is compared with the host's libc, bit for bit. */
#include "rt.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <mpfr.h>

#define ROUNDS 4000
#define BITS 240
#define BOUND 0.501
#define BOUND_FLOAT 0.501

int *runtime_errno(void);

static double double_of(uint64_t bits)
{
	double a;

	memcpy(&a, &bits, sizeof a);
	return a;
}

static uint64_t bits_of(double a)
{
	uint64_t bits;

	memcpy(&bits, &a, sizeof bits);
	return bits;
}

static bool is_same(double a, double b)
{
	return (isnan(a) && isnan(b)) || bits_of(a) == bits_of(b);
}

/* |got - exact| in units of the last place that a `bits` bit format with the
 * smallest exponent `least` has there. */
static double error_of(double got, mpfr_t exact, int bits, int least)
{
	if (mpfr_nan_p(exact) || mpfr_inf_p(exact))
		return is_same(got, mpfr_get_d(exact, MPFR_RNDN)) ? 0 : INFINITY;
	if (isnan(got))
		return INFINITY;
	mpfr_exp_t exponent = mpfr_zero_p(exact) ? least : mpfr_get_exp(exact) - bits;
	if (exponent < least)
		exponent = least;
	MPFR_DECL_INIT(difference, BITS);
	if (isinf(got)) { /* as if the format went on: the next number */
		mpfr_set_ui_2exp(difference, 1, bits == 53 ? 1024 : 128, MPFR_RNDN);
		mpfr_setsign(difference, difference, got < 0, MPFR_RNDN);
		if (mpfr_cmpabs(exact, difference) >= 0)
			return 0;
	} else
		mpfr_set_d(difference, got, MPFR_RNDN);
	mpfr_sub(difference, difference, exact, MPFR_RNDN);
	mpfr_mul_2si(difference, difference, -exponent, MPFR_RNDN);
	return fabs(mpfr_get_d(difference, MPFR_RNDU));
}

typedef int reference_one(mpfr_t, const mpfr_t, mpfr_rnd_t);
typedef int reference_two(mpfr_t, const mpfr_t, const mpfr_t, mpfr_rnd_t);

static int reference_lgamma(mpfr_t result, const mpfr_t x, mpfr_rnd_t rounding)
{
	int sign;

	return mpfr_lgamma(result, &sign, x, rounding);
}

struct one {
	const char *name;
	double (*function)(double);
	float (*single)(float);
	reference_one *reference;
	/* exponents of the arguments, and whether negative ones count */
	int least, most;
	bool negative;
};

#define ONE(name, reference, least, most, negative) \
	{ #name, rt_##name, rt_##name##f, reference, least, most, negative }
#define DECLARE(name) RT(name); RT(name##f)
DECLARE(sin); DECLARE(cos); DECLARE(tan); DECLARE(asin); DECLARE(acos); DECLARE(atan);
DECLARE(sinh); DECLARE(cosh); DECLARE(tanh); DECLARE(asinh); DECLARE(acosh); DECLARE(atanh);
DECLARE(exp); DECLARE(exp2); DECLARE(expm1); DECLARE(log); DECLARE(log2); DECLARE(log10);
DECLARE(log1p); DECLARE(cbrt); DECLARE(sqrt); DECLARE(erf); DECLARE(erfc); DECLARE(tgamma);
DECLARE(lgamma); DECLARE(pow); DECLARE(atan2); DECLARE(hypot); DECLARE(fmod); DECLARE(remainder);
DECLARE(fma); DECLARE(remquo); DECLARE(ceil); DECLARE(floor); DECLARE(trunc); DECLARE(round);
DECLARE(rint); DECLARE(nearbyint); DECLARE(fdim); DECLARE(fmax); DECLARE(fmin);
DECLARE(copysign); DECLARE(nextafter); DECLARE(logb); DECLARE(fabs); DECLARE(frexp);
DECLARE(modf); DECLARE(ldexp); DECLARE(scalbn); DECLARE(scalbln); DECLARE(ilogb); DECLARE(lrint);
DECLARE(llrint); DECLARE(lround); DECLARE(llround); DECLARE(nan); DECLARE(nexttoward);

static const struct one ones[] = {
	ONE(sin, mpfr_sin, -1074, 1023, true),
	ONE(cos, mpfr_cos, -1074, 1023, true),
	ONE(tan, mpfr_tan, -1074, 1023, true),
	ONE(asin, mpfr_asin, -1074, 0, true),
	ONE(acos, mpfr_acos, -1074, 0, true),
	ONE(atan, mpfr_atan, -1074, 1023, true),
	ONE(sinh, mpfr_sinh, -1074, 10, true),
	ONE(cosh, mpfr_cosh, -1074, 10, true),
	ONE(tanh, mpfr_tanh, -1074, 10, true),
	ONE(asinh, mpfr_asinh, -1074, 1023, true),
	ONE(acosh, mpfr_acosh, 0, 1023, false),
	ONE(atanh, mpfr_atanh, -1074, 0, true),
	ONE(exp, mpfr_exp, -1074, 10, true),
	ONE(exp2, mpfr_exp2, -1074, 10, true),
	ONE(expm1, mpfr_expm1, -1074, 10, true),
	ONE(log, mpfr_log, -1074, 1023, false),
	ONE(log2, mpfr_log2, -1074, 1023, false),
	ONE(log10, mpfr_log10, -1074, 1023, false),
	ONE(log1p, mpfr_log1p, -1074, 1023, true),
	ONE(cbrt, mpfr_cbrt, -1074, 1023, true),
	ONE(sqrt, mpfr_sqrt, -1074, 1023, false),
	ONE(erf, mpfr_erf, -1074, 4, true),
	ONE(erfc, mpfr_erfc, -1074, 4, true),
	ONE(tgamma, mpfr_gamma, -1022, 7, true),
	ONE(lgamma, reference_lgamma, -1022, 60, true),
};

/* The range as a whole, or around 1, which most functions treat apart, or
 * where results have the usual sizes. */
static double argument(const struct one *f, int round)
{
	int least = f->least, most = f->most;
	uint64_t bits = random_bits() & 0x800fffffffffffff;

	if (round % 4 == 1) {
		double near = 1 + ldexp((double)random_below(1 << 20), -21 - (int)random_below(31));
		return f->negative && random_below(2) ? -near : near;
	}
	if (round % 4 != 0) {
		least = least > -12 ? least : -12;
		most = most < 9 ? most : 9;
	}
	int exponent = least + (int)random_below((uint64_t)(most - least) + 1);
	double a = ldexp(double_of(bits | 0x3ff0000000000000), exponent);
	return f->negative ? a : fabs(a);
}

static void check_one(const struct one *f, double x, double *worst)
{
	MPFR_DECL_INIT(exact, BITS);
	MPFR_DECL_INIT(given, 53);

	mpfr_set_d(given, x, MPFR_RNDN);
	f->reference(exact, given, MPFR_RNDN);
	double error = error_of(f->function(x), exact, 53, -1074);
	if (error > *worst)
		*worst = error;
	if (!(error < BOUND))
		fail_msg("%s(%a) = %a, off by %.4f", f->name, x, f->function(x), error);
}

static void check_single(const struct one *f, float x)
{
	MPFR_DECL_INIT(exact, BITS);
	MPFR_DECL_INIT(given, 53);

	mpfr_set_d(given, x, MPFR_RNDN);
	f->reference(exact, given, MPFR_RNDN);
	double error = error_of(f->single(x), exact, 24, -149);
	if (!(error < BOUND_FLOAT))
		fail_msg("%sf(%a) = %a, off by %.4f", f->name, x, f->single(x), error);
}

static void functions_of_one_number_are_within_their_bound(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof ones / sizeof ones[0]; i++) {
		double worst = 0;
		for (int round = 0; round < ROUNDS; round++) {
			double x = argument(&ones[i], round);
			check_one(&ones[i], x, &worst);
			check_single(&ones[i], (float)x);
		}
		print_message("# %s: at most %.6f\n", ones[i].name, worst);
	}
}

/* Doubles that are closest to multiples of pi/2 among all, and those next to
 * the zeros of lgamma. */
static void hard_arguments_are_within_the_bound(void **state)
{
	static const double angles[] = {
		0x1.6ac5b262ca1ffp+849, 0x1.6c6cbc45dc8dep+5, 0x1.921fb54442d18p+0,
		0x1.921fb54442d18p+1, 1e22, 1e300, DBL_MAX, 0x1.921fb54442d18p+20,
	};
	static const double zeros[] = {
		-2.4570247382208006, -2.7476826467274127, -3.1435808883499798,
		-3.955294284858598, -4.039361839740537, -4.991544640560048, 1, 2,
	};
	double worst = 0;

	(void)state;
	for (size_t i = 0; i < sizeof angles / sizeof angles[0]; i++)
		for (size_t f = 0; f < 3; f++)
			check_one(&ones[f], angles[i], &worst);
	for (size_t i = 0; i < sizeof zeros / sizeof zeros[0]; i++)
		for (int64_t step = -20; step <= 20; step++)
			check_one(&ones[sizeof ones / sizeof ones[0] - 1],
			          double_of(bits_of(zeros[i]) + (uint64_t)step), &worst);
}

struct two {
	const char *name;
	double (*function)(double, double);
	float (*single)(float, float);
	reference_two *reference;
};

#define TWO(name, reference) { #name, rt_##name, rt_##name##f, reference }
static const struct two twos[] = {
	TWO(pow, mpfr_pow),
	TWO(atan2, mpfr_atan2),
	TWO(hypot, mpfr_hypot),
};

/* Pairs of which every function has an ordinary result. */
static void two_arguments(int round, double *x, double *y)
{
	*x = double_of((random_bits() & 0x7fffffffffffffff) % 0x7ff0000000000000);
	*y = double_of((random_bits() & 0xffefffffffffffff));
	if (round % 4 == 1) { /* results of pow in range, near 1 included */
		*x = 1 + ldexp((double)random_below(1 << 20), -21 - (int)random_below(31));
		*y = ldexp((double)random_bits(), -54 - (int)random_below(20));
		*y *= random_below(700) / log(*x > 1 ? *x : 2) / 1024;
	} else if (round % 4 != 0) {
		*x = ldexp((double)random_bits(), -64 + (int)random_below(8));
		*y = ldexp((double)random_bits(), -64 + (int)random_below(8));
	}
}

static void functions_of_two_numbers_are_within_their_bound(void **state)
{
	(void)state;
	MPFR_DECL_INIT(exact, BITS);
	MPFR_DECL_INIT(a, 53);
	MPFR_DECL_INIT(b, 53);
	for (size_t i = 0; i < sizeof twos / sizeof twos[0]; i++) {
		const struct two *f = &twos[i];
		for (int round = 0; round < 4 * ROUNDS; round++) {
			double x, y;
			two_arguments(round, &x, &y);
			mpfr_set_d(a, x, MPFR_RNDN);
			mpfr_set_d(b, y, MPFR_RNDN);
			f->reference(exact, a, b, MPFR_RNDN);
			double got = f->function(x, y);
			if (!(error_of(got, exact, 53, -1074) < BOUND))
				fail_msg("%s(%a, %a) = %a", f->name, x, y, got);
			float xf = (float)x, yf = (float)y;
			if (!isfinite(xf) || !isfinite(yf) || (xf == 0 && yf == 0))
				continue;
			mpfr_set_d(a, xf, MPFR_RNDN);
			mpfr_set_d(b, yf, MPFR_RNDN);
			f->reference(exact, a, b, MPFR_RNDN);
			got = f->single(xf, yf);
			if (!(error_of(got, exact, 24, -149) < BOUND_FLOAT))
				fail_msg("%sf(%a, %a) = %a", f->name, xf, yf, got);
		}
	}
}

/* ---- What is exact, against the host's own ---- */

static const double edges[] = {
	0, DBL_TRUE_MIN, 3 * DBL_TRUE_MIN, DBL_MIN - DBL_TRUE_MIN, DBL_MIN, 1e-300,
	0x1p-54, 0x1p-53, 0x1p-52, 0.25, 0.49999999999999994, 0.5, 0.75,
	1 - 0x1p-53, 1, 1 + 0x1p-52, 1.5, 2, 2.5, 3, 3.5, 10, 1e10, 0x1p31, 0x1p32,
	0x1p51 + 0.5, 0x1p52 - 0.5, 0x1p52 + 1, 0x1p53 - 1, 0x1p53, 0x1p62, 0x1p63,
	0x1p64, 1e300, DBL_MAX, INFINITY, NAN,
};
#define EDGES (2 * sizeof edges / sizeof edges[0])

static double edge(size_t i)
{
	return i % 2 ? -edges[i / 2] : edges[i / 2];
}

/* An edge, any bits, or near another number. */
static double any_double(double near)
{
	switch (random_below(4)) {
	case 0:
		return edge(random_below(EDGES));
	case 1:
		return double_of((bits_of(near) & 0x7ff0000000000000) ^
		                 (random_bits() & 0x807fffffffffffff));
	case 2:
		return ldexp((double)(int64_t)random_bits(), -(int)random_below(80));
	default:
		return double_of(random_bits());
	}
}

#define SAME(name, got, wanted, ...) do { \
		double g = (double)(got), w = (double)(wanted); \
		if (!is_same(g, w)) \
			fail_msg(name " = %a, not %a", __VA_ARGS__, g, w); \
	} while (0)
#define SAME_ONE(name, x) do { \
		SAME(#name "(%a)", rt_##name(x), name(x), x); \
		SAME(#name "f(%a)", rt_##name##f((float)(x)), name##f((float)(x)), (double)(float)(x)); \
	} while (0)
#define SAME_TWO(name, x, y) do { \
		SAME(#name "(%a, %a)", rt_##name(x, y), name(x, y), x, y); \
		SAME(#name "f(%a, %a)", rt_##name##f((float)(x), (float)(y)), \
		     name##f((float)(x), (float)(y)), (double)(float)(x), (double)(float)(y)); \
	} while (0)

static void check_whole(double x)
{
	SAME_ONE(ceil, x);
	SAME_ONE(floor, x);
	SAME_ONE(trunc, x);
	SAME_ONE(round, x);
	SAME_ONE(rint, x);
	SAME_ONE(nearbyint, x);
	SAME_ONE(fabs, x);
	SAME_ONE(logb, x);
	SAME_ONE(sqrt, x);
	double whole, rt_whole;
	SAME("modf(%a)", rt_modf(x, &rt_whole), modf(x, &whole), x);
	SAME("modf(%a), its whole part", rt_whole, whole, x);
	int exponent = 0, rt_exponent = 0;
	SAME("frexp(%a)", rt_frexp(x, &rt_exponent), frexp(x, &exponent), x);
	if (isfinite(x))
		assert_int_equal(rt_exponent, exponent);
	if (fabs(x) < 0x1p62) {
		assert_int_equal(rt_lrint(x), lrint(x));
		assert_int_equal(rt_llrint(x), llrint(x));
		assert_int_equal(rt_lround(x), lround(x));
		assert_int_equal(rt_llround(x), llround(x));
		assert_int_equal(rt_lrintf((float)x), lrintf((float)x));
	}
	if (isfinite(x) && x != 0)
		assert_int_equal(rt_ilogb(x), ilogb(x));
}

static void whole_numbers_are_exact(void **state)
{
	(void)state;
	for (size_t i = 0; i < EDGES; i++)
		check_whole(edge(i));
	for (int i = 0; i < 50000; i++)
		check_whole(any_double(1));
	assert_int_equal(rt_llrint(-0x1p63), INT64_MIN);
}

/* A zero has the sign of x (7.12.10.2), which not every host knows. */
static void check_remainder(double x, double y)
{
	int quotient = 0, rt_quotient = 0;
	double wanted = remquo(x, y, &quotient);

	if (wanted == 0)
		wanted = copysign(0, x);
	SAME("remquo(%a, %a)", rt_remquo(x, y, &rt_quotient), wanted, x, y);
	SAME("remainder(%a, %a)", rt_remainder(x, y), wanted, x, y);
	if (isfinite(x) && !isnan(y) && y != 0)
		assert_int_equal(rt_quotient & 7, quotient & 7);
}

static void check_two(double x, double y)
{
	SAME_TWO(fmod, x, y);
	check_remainder(x, y);
	SAME_TWO(fdim, x, y);
	SAME_TWO(copysign, x, y);
	SAME_TWO(nextafter, x, y);
	if ((float)x != 0 || (float)y != 0) { /* the sign of a zero is free */
		SAME_TWO(fmax, x, y);
		SAME_TWO(fmin, x, y);
	}
	int n = (int)random_below(4400) - 2200;
	SAME("scalbn(%a, %d)", rt_scalbn(x, n), scalbn(x, n), x, n);
}

static void pairs_are_exact(void **state)
{
	(void)state;
	for (size_t i = 0; i < EDGES; i++)
		for (size_t j = 0; j < EDGES; j++)
			check_two(edge(i), edge(j));
	for (int i = 0; i < 50000; i++) {
		double x = any_double(1);
		double y = any_double(x);
		/* hosts differ in what a signaling NaN does */
		check_two(isnan(x) ? NAN : x, isnan(y) ? NAN : y);
	}
}

static void fma_rounds_once(void **state)
{
	(void)state;
	for (int i = 0; i < 200000; i++) {
		double x = any_double(1), y = any_double(x), z = any_double(x * y);
		SAME("fma(%a, %a, %a)", rt_fma(x, y, z), fma(x, y, z), x, y, z);
		float a = (float)x, b = (float)y, c = (float)z;
		SAME("fmaf(%a, %a, %a)", rt_fmaf(a, b, c), fmaf(a, b, c), (double)a,
		     (double)b, (double)c);
	}
}

static void special_arguments_follow_annex_f(void **state)
{
	(void)state;
#define SAME_SPECIAL(name) if (!isfinite(edge(i)) || edge(i) == 0) \
		SAME(#name "(%a)", rt_##name(edge(i)), name(edge(i)), edge(i))
	for (size_t i = 0; i < EDGES; i++) {
		SAME_SPECIAL(sin); SAME_SPECIAL(cos); SAME_SPECIAL(tan); SAME_SPECIAL(asin);
		SAME_SPECIAL(acos); SAME_SPECIAL(atan); SAME_SPECIAL(sinh);
		SAME_SPECIAL(cosh); SAME_SPECIAL(tanh); SAME_SPECIAL(asinh);
		SAME_SPECIAL(acosh); SAME_SPECIAL(atanh); SAME_SPECIAL(exp);
		SAME_SPECIAL(exp2); SAME_SPECIAL(expm1); SAME_SPECIAL(log);
		SAME_SPECIAL(log2); SAME_SPECIAL(log10); SAME_SPECIAL(log1p);
		SAME_SPECIAL(cbrt); SAME_SPECIAL(erf); SAME_SPECIAL(erfc); SAME_SPECIAL(lgamma);
		if (edge(i) != -1 && edge(i) != -INFINITY)
			SAME_SPECIAL(tgamma);
		for (size_t j = 0; j < EDGES; j++) {
			double x = edge(i), y = edge(j);
			if (x == 0 || !isfinite(x) || y == 0 || !isfinite(y)) {
				SAME("pow(%a, %a)", rt_pow(x, y), pow(x, y), x, y);
				SAME("atan2(%a, %a)", rt_atan2(x, y), atan2(x, y), x, y);
				SAME("hypot(%a, %a)", rt_hypot(x, y), hypot(x, y), x, y);
			}
		}
	}
}

static void check_errno(double result, int number, const char *what)
{
	(void)result;
	if (*runtime_errno() != number)
		fail_msg("%s: errno %d, not %d", what, *runtime_errno(), number);
	*runtime_errno() = 0;
}

#define CHECK_ERRNO(call, number) check_errno(rt_##call, number, #call)

static void errors_are_in_errno(void **state)
{
	(void)state;
	*runtime_errno() = 0;
	CHECK_ERRNO(sqrt(-1), EDOM);
	CHECK_ERRNO(log(-1), EDOM);
	CHECK_ERRNO(log(0), ERANGE);
	CHECK_ERRNO(sin(INFINITY), EDOM);
	CHECK_ERRNO(acos(2), EDOM);
	CHECK_ERRNO(exp(1000), ERANGE);
	CHECK_ERRNO(exp(-1000), ERANGE);
	CHECK_ERRNO(exp(-740), ERANGE);
	CHECK_ERRNO(exp(1), 0);
	CHECK_ERRNO(expf(100), ERANGE);
	CHECK_ERRNO(exp2(-1074), 0);
	CHECK_ERRNO(pow(-1, 0.5), EDOM);
	CHECK_ERRNO(pow(0, -1), ERANGE);
	CHECK_ERRNO(pow(10, 400), ERANGE);
	CHECK_ERRNO(pow(2, 3), 0);
	CHECK_ERRNO(atanh(1), ERANGE);
	CHECK_ERRNO(atanh(2), EDOM);
	CHECK_ERRNO(acosh(0.5), EDOM);
	CHECK_ERRNO(fmod(1, 0), EDOM);
	CHECK_ERRNO(remainder(INFINITY, 1), EDOM);
	CHECK_ERRNO(tgamma(-1), EDOM);
	CHECK_ERRNO(tgamma(0), ERANGE);
	CHECK_ERRNO(tgamma(200), ERANGE);
	CHECK_ERRNO(lgamma(-2), ERANGE);
	CHECK_ERRNO(hypot(1.7e308, 1.7e308), ERANGE);
	CHECK_ERRNO(ldexp(1, 2000), ERANGE);
	CHECK_ERRNO(ldexp(1, -1074), 0);
	CHECK_ERRNO(nextafter(DBL_MAX, INFINITY), ERANGE);
	CHECK_ERRNO(ilogb(0), EDOM);
	CHECK_ERRNO(erfc(30), ERANGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(functions_of_one_number_are_within_their_bound),
		cmocka_unit_test(hard_arguments_are_within_the_bound),
		cmocka_unit_test(functions_of_two_numbers_are_within_their_bound),
		cmocka_unit_test(whole_numbers_are_exact),
		cmocka_unit_test(pairs_are_exact),
		cmocka_unit_test(fma_rounds_once),
		cmocka_unit_test(special_arguments_follow_annex_f),
		cmocka_unit_test(errors_are_in_errno),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
