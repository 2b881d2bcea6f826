/* <math.h> against the host's libc, under the sanitizers: what is to be exact
 * bit for bit, special values, errno. How exact the other functions are is
 * tests/unit/soak/test_math.c's business; here they only come close. */
#include "rt.h"

#include <errno.h>
#include <float.h>
#include <math.h>

#define ROUNDS 2000

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

struct one {
	const char *name;
	double (*function)(double);
	float (*single)(float);
	double (*theirs)(double);
	/* exponents of the arguments, and whether negative ones count */
	int least, most;
	bool negative;
};

#define ONE(name, least, most, negative) \
	{ #name, rt_##name, rt_##name##f, name, least, most, negative }
/* clang-format off */
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
RT(j0); RT(j1); RT(y0); RT(y1); RT(jn); RT(yn);
/* clang-format on */
RT(signgam);
/* What POSIX has not. */
float rt_j0f(float x), rt_j1f(float x), rt_y0f(float x), rt_y1f(float x);
float rt_jnf(int n, float x), rt_ynf(int n, float x);
double rt_lgamma_r(double x, int *sign);
float rt_lgammaf_r(float x, int *sign);

static const struct one ones[] = {
	ONE(sin, -1074, 1023, true),   ONE(cos, -1074, 1023, true),
	ONE(tan, -1074, 1023, true),   ONE(asin, -1074, 0, true),
	ONE(acos, -1074, 0, true),     ONE(atan, -1074, 1023, true),
	ONE(sinh, -1074, 10, true),    ONE(cosh, -1074, 10, true),
	ONE(tanh, -1074, 10, true),    ONE(asinh, -1074, 1023, true),
	ONE(acosh, 0, 1023, false),    ONE(atanh, -1074, 0, true),
	ONE(exp, -1074, 10, true),     ONE(exp2, -1074, 10, true),
	ONE(expm1, -1074, 10, true),   ONE(log, -1074, 1023, false),
	ONE(log2, -1074, 1023, false), ONE(log10, -1074, 1023, false),
	ONE(log1p, -1074, 1023, true), ONE(cbrt, -1074, 1023, true),
	ONE(sqrt, -1074, 1023, false), ONE(erf, -1074, 4, true),
	ONE(erfc, -1074, 4, true),     ONE(tgamma, -1022, 7, true),
	ONE(lgamma, -1022, 60, true),  ONE(j0, -1074, 20, true),
	ONE(j1, -1074, 20, true),      ONE(y0, -1074, 20, false),
	ONE(y1, -1074, 20, false),
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

/* Hosts' functions are off by a few units of the last place; more, near zeros. */
static bool is_close(double got, double wanted, double least, double tolerance)
{
	return is_same(got, wanted) || fabs(got - wanted) <= tolerance * fabs(wanted) ||
	       fabs(got - wanted) <= least;
}

TEST(functions_of_one_number_come_close)
{
	for (size_t i = 0; i < sizeof ones / sizeof ones[0]; i++)
		for (int round = 0; round < ROUNDS; round++) {
			const struct one *f = &ones[i];
			double x = argument(f, round), wanted = f->theirs(x);
			float single = (float)x;
			if (!is_close(f->function(x), wanted, 1e-15, 1e-13))
				fail_msg("%s(%a) = %a, not %a", f->name, x, f->function(x), wanted);
			wanted = (float)f->theirs(single);
			if (!is_close(f->single(single), wanted, 1e-15, 1e-6))
				fail_msg("%sf(%a) = %a, not %a", f->name, single, f->single(single),
				         wanted);
		}
}

struct two {
	const char *name;
	double (*function)(double, double);
	float (*single)(float, float);
	double (*theirs)(double, double);
};

#define TWO(name) { #name, rt_##name, rt_##name##f, name }
static const struct two twos[] = {
	TWO(pow),
	TWO(atan2),
	TWO(hypot),
};

/* Pairs of which every function has an ordinary result. */
static void two_arguments(int round, double *x, double *y)
{
	*x = double_of((random_bits() & 0x7fffffffffffffff) % 0x7ff0000000000000);
	*y = double_of((random_bits() & 0xffefffffffffffff));
	if (round % 4 == 1) { /* results of pow in range, near 1 included */
		*x = 1 + ldexp((double)random_below(1 << 20), -21 - (int)random_below(31));
		*y = ldexp((double)random_bits(), -54 - (int)random_below(20));
		*y *= (double)random_below(700) / log(*x > 1 ? *x : 2) / 1024;
	} else if (round % 4 != 0) {
		*x = ldexp((double)random_bits(), -64 + (int)random_below(8));
		*y = ldexp((double)random_bits(), -64 + (int)random_below(8));
	}
}

TEST(functions_of_two_numbers_come_close)
{
	for (size_t i = 0; i < sizeof twos / sizeof twos[0]; i++)
		for (int round = 0; round < 4 * ROUNDS; round++) {
			const struct two *f = &twos[i];
			double x, y;
			two_arguments(round, &x, &y);
			float xf = (float)x, yf = (float)y;
			if (!is_close(f->function(x, y), f->theirs(x, y), 0, 1e-13))
				fail_msg("%s(%a, %a) = %a", f->name, x, y, f->function(x, y));
			if (!is_close(f->single(xf, yf), (float)f->theirs(xf, yf), 0, 1e-6))
				fail_msg("%sf(%a, %a) = %a", f->name, xf, yf, f->single(xf, yf));
		}
}

/* ---- What is exact, against the host's own ---- */

/* clang-format off */
static const double edges[] = {
	0, DBL_TRUE_MIN, 3 * DBL_TRUE_MIN, DBL_MIN - DBL_TRUE_MIN, DBL_MIN, 1e-300,
	0x1p-54, 0x1p-53, 0x1p-52, 0.25, 0.49999999999999994, 0.5, 0.75,
	1 - 0x1p-53, 1, 1 + 0x1p-52, 1.5, 2, 2.5, 3, 3.5, 10, 1e10, 0x1p31, 0x1p32,
	0x1p51 + 0.5, 0x1p52 - 0.5, 0x1p52 + 1, 0x1p53 - 1, 0x1p53, 0x1p62, 0x1p63,
	0x1p64, 1e300, DBL_MAX, INFINITY, NAN,
};
/* clang-format on */
#define EDGES (2 * sizeof edges / sizeof edges[0])

static double edge(size_t i)
{
	return i % 2 ? -edges[i / 2] : edges[i / 2];
}

/* An edge, any bits, or near another number. */
static double any_double(double near)
{
	switch (random_below(4)) {
	case 0: return edge(random_below(EDGES));
	case 1:
		return double_of((bits_of(near) & 0x7ff0000000000000) ^
		                 (random_bits() & 0x807fffffffffffff));
	case 2:  return ldexp((double)(int64_t)random_bits(), -(int)random_below(80));
	default: return double_of(random_bits());
	}
}

#define SAME(name, got, wanted, ...) \
	do { \
		double g = (double)(got), w = (double)(wanted); \
		if (!is_same(g, w)) \
			fail_msg(name " = %a, not %a", __VA_ARGS__, g, w); \
	} while (0)
#define SAME_ONE(name, x) \
	do { \
		SAME(#name "(%a)", rt_##name(x), name(x), x); \
		SAME(#name "f(%a)", rt_##name##f((float)(x)), name##f((float)(x)), \
		     (double)(float)(x)); \
	} while (0)
#define SAME_TWO(name, x, y) \
	do { \
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

TEST(whole_numbers_are_exact)
{
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

TEST(pairs_are_exact)
{
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

TEST(fma_rounds_once)
{
	for (int i = 0; i < 200000; i++) {
		double x = any_double(1), y = any_double(x), z = any_double(x * y);
		SAME("fma(%a, %a, %a)", rt_fma(x, y, z), fma(x, y, z), x, y, z);
		float a = (float)x, b = (float)y, c = (float)z;
		SAME("fmaf(%a, %a, %a)", rt_fmaf(a, b, c), fmaf(a, b, c), (double)a, (double)b,
		     (double)c);
	}
}

TEST(lgamma_tells_the_sign)
{
	for (int i = -4000; i < 4000; i++) {
		double x = i == 0 ? -0.0 : i / 128.0;
		int ours = 7, host, single = 7;
		double result = rt_lgamma_r(x, &ours);

		lgamma(x);
		host = signgam;
		rt_lgammaf_r((float)x, &single);
		/* At a pole, a whole number below zero, there is none: hosts differ. */
		if (x < 0 && isinf(result))
			continue;
		if (ours != host || single != host)
			fail_msg("lgamma_r(%a): sign %d, %d, the host's %d", x, ours, single, host);
		SAME("lgamma(%a)", rt_lgamma(x), result, x);
		assert_int_equal(rt_signgam, host);
	}
}

TEST(bessel_functions_of_any_order_are_close)
{
	for (int round = 0; round < ROUNDS; round++) {
		int n = (int)random_below(60) - 20;
		double x = (double)random_bits() * 0x1p-57, size = 1e-10;

		if (fabs(rt_jn(n, x) - jn(n, x)) > size ||
		    fabs(rt_jnf(n, (float)x) - jn(n, (float)x)) > 1e-6)
			fail_msg("jn(%d, %a) = %a, the host's %a", n, x, rt_jn(n, x), jn(n, x));
		size *= fabs(yn(n, x)) + 1;
		if (fabs(rt_yn(n, x) - yn(n, x)) > size ||
		    fabs(rt_y0f((float)x) - y0((float)x)) > 1e-6)
			fail_msg("yn(%d, %a) = %a, the host's %a", n, x, rt_yn(n, x), yn(n, x));
	}
}

TEST(special_arguments_follow_annex_f)
{
#define SAME_SPECIAL(name) \
	if (!isfinite(edge(i)) || edge(i) == 0) \
	SAME(#name "(%a)", rt_##name(edge(i)), name(edge(i)), edge(i))
	for (size_t i = 0; i < EDGES; i++) {
		/* clang-format off */
		SAME_SPECIAL(sin); SAME_SPECIAL(cos); SAME_SPECIAL(tan); SAME_SPECIAL(asin);
		SAME_SPECIAL(acos); SAME_SPECIAL(atan); SAME_SPECIAL(sinh);
		SAME_SPECIAL(cosh); SAME_SPECIAL(tanh); SAME_SPECIAL(asinh);
		SAME_SPECIAL(acosh); SAME_SPECIAL(atanh); SAME_SPECIAL(exp);
		SAME_SPECIAL(exp2); SAME_SPECIAL(expm1); SAME_SPECIAL(log);
		SAME_SPECIAL(log2); SAME_SPECIAL(log10); SAME_SPECIAL(log1p);
		SAME_SPECIAL(cbrt); SAME_SPECIAL(erf); SAME_SPECIAL(erfc); SAME_SPECIAL(lgamma);
		/* clang-format on */
		if (edge(i) != -1 && edge(i) != -INFINITY)
			SAME_SPECIAL(tgamma);
		SAME_SPECIAL(j0);
		SAME_SPECIAL(j1);
		SAME_SPECIAL(y0);
		SAME_SPECIAL(y1);
		for (int n = -3; n <= 3; n++) {
			if (isfinite(edge(i)) && edge(i) != 0)
				continue;
			SAME("jn(%d, %a)", rt_jn(n, edge(i)), jn(n, edge(i)), n, edge(i));
			if (n < 0 && isinf(edge(i)))
				continue; /* GNU's zero has the one sign or the other */
			SAME("yn(%d, %a)", rt_yn(n, edge(i)), yn(n, edge(i)), n, edge(i));
		}
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

TEST(errors_are_in_errno)
{
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
	CHECK_ERRNO(y0(-1), EDOM);
	CHECK_ERRNO(y1(0), ERANGE);
	CHECK_ERRNO(yn(5, 1e-100), ERANGE);
	CHECK_ERRNO(jn(100, 1e-5), ERANGE);
	CHECK_ERRNO(jn(1500, 1000), 0);
	CHECK_ERRNO(jn(4000, 1000), ERANGE);
	CHECK_ERRNO(jn(-2147483647 - 1, 1e4), ERANGE);
	CHECK_ERRNO(j0(3), 0);
	CHECK_ERRNO(hypot(1.7e308, 1.7e308), ERANGE);
	CHECK_ERRNO(ldexp(1, 2000), ERANGE);
	CHECK_ERRNO(ldexp(1, -1074), 0);
	CHECK_ERRNO(nextafter(DBL_MAX, INFINITY), ERANGE);
	CHECK_ERRNO(ilogb(0), EDOM);
	CHECK_ERRNO(erfc(30), ERANGE);
}
