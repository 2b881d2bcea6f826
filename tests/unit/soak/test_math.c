/* <math.h> against MPFR: the error of every function over its whole range and
 * around its difficult places, in units of the last place of the result. Each
 * must keep the bound that stands behind it in the header, which is read here;
 * what is rounded correctly is compared bit for bit. Each line shows the worst
 * error that was met, and where. */

#include "soak.h"

#include <float.h>
#include <math.h>
#include <mpfr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const uint64_t soak_rounds_default = 2000;

/* From the project's directory, where tests are run. */
#define MATH_HEADER "runtime/include/math.h"
#define BITS        160

/* ---- The header's bounds ---- */

static char *header;

static void read_header(void)
{
	FILE *file = fopen(MATH_HEADER, "r");

	header = calloc(1, 1 << 16);
	if (header && file && fread(header, 1, (1 << 16) - 1, file) > 0) {
		fclose(file);
		return;
	}
	printf("Bail out! cannot read %s\n", MATH_HEADER);
	exit(1);
}

/* The figure in "TYPE NAME(...); ... FIGURE ulp"; 0 for "exact", or if there is
 * none. */
static double bound_of(const char *type, const char *name)
{
	char start[64];

	snprintf(start, sizeof start, "\n%s %s(", type, name);
	const char *line = strstr(header, start);
	const char *figure = line ? strstr(line + 1, "/* ") : NULL;
	const char *end = line ? strchr(line + 1, '\n') : NULL;
	return figure && figure < end ? atof(figure + 3) : 0;
}

/* ---- Errors ---- */

struct format {
	int bits, least; /* significant bits; the exponent of the least place */
};

static const struct format format_double = { 53, -1074 }, format_single = { 24, -149 };

/* |got - exact| in units of the last place that the format has there. */
static double error_of(double got, mpfr_t exact, struct format f)
{
	if (mpfr_nan_p(exact) || mpfr_inf_p(exact))
		return is_same_double(got, mpfr_get_d(exact, MPFR_RNDN)) ? 0 : INFINITY;
	if (isnan(got))
		return INFINITY;
	mpfr_exp_t exponent = mpfr_zero_p(exact) ? f.least : mpfr_get_exp(exact) - f.bits;
	if (exponent < f.least)
		exponent = f.least;
	MPFR_DECL_INIT(difference, BITS);
	if (isinf(got)) { /* as if the format went on: the next number */
		mpfr_set_ui_2exp(difference, 1, f.bits == 53 ? 1024 : 128, MPFR_RNDN);
		mpfr_setsign(difference, difference, got < 0, MPFR_RNDN);
		if (mpfr_cmpabs(exact, difference) >= 0)
			return 0;
	} else
		mpfr_set_d(difference, got, MPFR_RNDN);
	mpfr_sub(difference, difference, exact, MPFR_RNDN);
	mpfr_mul_2si(difference, difference, -exponent, MPFR_RNDN);
	return fabs(mpfr_get_d(difference, MPFR_RNDU));
}

struct worst {
	double error, x, y;
};

static void note(struct worst *worst, double error, double x, double y)
{
	if (error >= worst->error)
		*worst = (struct worst){ error, x, y };
}

/* The figures of a case, and its verdict. */
static void judge(const char *name, const struct worst *wide, const struct worst *single)
{
	char single_name[32];

	snprintf(single_name, sizeof single_name, "%sf", name);
	double bound = bound_of("double", name), single_bound = bound_of("float", single_name);
	soak_detail("%.6f of %.3f ulp, float %.6f of %.3f; worst at %a %a", wide->error, bound,
	            single->error, single_bound, wide->x, wide->y);
	if (!(wide->error < bound))
		soak_fail("%s(%a, %a) is off by %f; the header has %f", name, wide->x, wide->y,
		          wide->error, bound);
	if (!(single->error < single_bound))
		soak_fail("%s(%a, %a) is off by %f; the header has %f", single_name, single->x,
		          single->y, single->error, single_bound);
}

/* ---- Functions of one number ---- */

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

/* clang-format off */
#define DECLARE(name) RT(name); RT(name##f)
DECLARE(sin); DECLARE(cos); DECLARE(tan); DECLARE(asin); DECLARE(acos); DECLARE(atan);
DECLARE(sinh); DECLARE(cosh); DECLARE(tanh); DECLARE(asinh); DECLARE(acosh); DECLARE(atanh);
DECLARE(exp); DECLARE(exp2); DECLARE(expm1); DECLARE(log); DECLARE(log2); DECLARE(log10);
DECLARE(log1p); DECLARE(cbrt); DECLARE(sqrt); DECLARE(erf); DECLARE(erfc); DECLARE(tgamma);
DECLARE(lgamma); DECLARE(pow); DECLARE(atan2); DECLARE(hypot); DECLARE(fmod); DECLARE(remainder);
DECLARE(fma); DECLARE(remquo);
RT(j0); RT(j1); RT(y0); RT(y1); RT(jn); RT(yn);
/* clang-format on */
/* What POSIX has not. */
float rt_j0f(float x), rt_j1f(float x), rt_y0f(float x), rt_y1f(float x);
float rt_jnf(int n, float x), rt_ynf(int n, float x);

#define ONE(name, reference, least, most, negative) \
	{ #name, rt_##name, rt_##name##f, reference, least, most, negative }
static const struct one ones[] = {
	ONE(sin, mpfr_sin, -1074, 1023, true),     ONE(cos, mpfr_cos, -1074, 1023, true),
	ONE(tan, mpfr_tan, -1074, 1023, true),     ONE(asin, mpfr_asin, -1074, 0, true),
	ONE(acos, mpfr_acos, -1074, 0, true),      ONE(atan, mpfr_atan, -1074, 1023, true),
	ONE(sinh, mpfr_sinh, -1074, 10, true),     ONE(cosh, mpfr_cosh, -1074, 10, true),
	ONE(tanh, mpfr_tanh, -1074, 10, true),     ONE(asinh, mpfr_asinh, -1074, 1023, true),
	ONE(acosh, mpfr_acosh, 0, 1023, false),    ONE(atanh, mpfr_atanh, -1074, 0, true),
	ONE(exp, mpfr_exp, -1074, 10, true),       ONE(exp2, mpfr_exp2, -1074, 10, true),
	ONE(expm1, mpfr_expm1, -1074, 10, true),   ONE(log, mpfr_log, -1074, 1023, false),
	ONE(log2, mpfr_log2, -1074, 1023, false),  ONE(log10, mpfr_log10, -1074, 1023, false),
	ONE(log1p, mpfr_log1p, -1074, 1023, true), ONE(cbrt, mpfr_cbrt, -1074, 1023, true),
	ONE(erf, mpfr_erf, -1074, 4, true),        ONE(erfc, mpfr_erfc, -1074, 4, true),
	ONE(tgamma, mpfr_gamma, -1022, 7, true),   ONE(lgamma, reference_lgamma, -1022, 60, true),
	ONE(j0, mpfr_j0, -1074, 40, true),         ONE(j1, mpfr_j1, -1074, 40, true),
	ONE(y0, mpfr_y0, -1074, 40, false),        ONE(y1, mpfr_y1, -1074, 40, false),
};

/* The doubles closest to multiples of pi/2, and next to zeros of lgamma. */
/* clang-format off */
static const double hard[] = {
	0x1.6ac5b262ca1ffp+849, 0x1.6c6cbc45dc8dep+5, 0x1.921fb54442d18p+0, 0x1.921fb54442d18p+1,
	1e22, 1e300, DBL_MAX, 0x1.921fb54442d18p+20, -2.4570247382208006, -2.7476826467274127,
	-3.1435808883499798, -3.955294284858598, -4.039361839740537, -4.991544640560048, 1, 2,
	-5.008218168532453, -5.998607480080875, -7.000195774562654, -0.5, 0.5, 171.6, -170.5,
	-184.5, 709.78, -745.13, 1024, -1074.5, 26.5, 0x1.62e42fefa39efp-1, 0x1.5bf0a8b145769p+1,
};
/* clang-format on */
#define HARD (sizeof hard / sizeof hard[0])

/* The range as a whole; around 1, which most functions treat apart; around
 * multiples of pi/2, whole numbers and hard places; where results have the
 * usual sizes. */
static double argument(const struct one *f)
{
	int least = f->least, most = f->most;
	uint64_t bits = random_bits() & 0x800fffffffffffff, step = random_below(64) - 32;
	double near;

	switch (random_below(6)) {
	case 0:
		near = 1 + ldexp((double)random_below(1 << 20), -21 - (int)random_below(31));
		return f->negative && random_below(2) ? -near : near;
	case 1:
		near = (double)random_below(1 << random_below(20)) * (random_below(2)   ? M_PI_2
		                                                      : random_below(2) ? 1
		                                                                        : 0.5);
		near = near == 0 ? 1 : double_of(bits_of(near) + step);
		return f->negative && random_below(2) ? -near : near;
	case 2:
		near = double_of(bits_of(hard[random_below(HARD)]) + step);
		return f->negative ? near : fabs(near);
	case 3:  break;
	default: least = least > -12 ? least : -12; most = most < 9 ? most : 9;
	}
	int exponent = least + (int)random_below((uint64_t)(most - least) + 1);
	double a = ldexp(double_of(bits | 0x3ff0000000000000), exponent);
	return f->negative ? a : fabs(a);
}

/* A pole, or outside the domain: special values are compared elsewhere. */
static bool is_ordinary(mpfr_t exact)
{
	return mpfr_number_p(exact);
}

static void check_one(const struct one *f)
{
	struct worst wide = { 0, 0, 0 }, single = { 0, 0, 0 };
	MPFR_DECL_INIT(exact, BITS);
	MPFR_DECL_INIT(given, 53);

	soak_case(f->name);
	for (uint64_t round = 0; round < soak_rounds(); round++) {
		double x = argument(f);
		float xf = (float)x;
		mpfr_set_d(given, x, MPFR_RNDN);
		f->reference(exact, given, MPFR_RNDN);
		if (is_ordinary(exact))
			note(&wide, error_of(f->function(x), exact, format_double), x, 0);
		if (xf != x) {
			mpfr_set_d(given, xf, MPFR_RNDN);
			f->reference(exact, given, MPFR_RNDN);
		}
		if (is_ordinary(exact) && isfinite(xf))
			note(&single, error_of(f->single(xf), exact, format_single), xf, 0);
	}
	judge(f->name, &wide, &single);
	soak_report();
}

/* ---- Functions of two numbers ---- */

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
static void two_arguments(double *x, double *y)
{
	*x = double_of(random_bits() % 0x7ff0000000000000);
	*y = double_of(random_bits() & 0xffefffffffffffff);
	switch (random_below(4)) {
	case 0:
		/* results of pow in range, near 1 included */
		*x = 1 + ldexp((double)random_below(1 << 20), -21 - (int)random_below(31));
		*y = ldexp((double)random_bits(), -54 - (int)random_below(20));
		*y *= (double)random_below(700) / log(*x > 1 ? *x : 2) / 1024;
		break;
	case 1:
		/* results of pow that are whole, or halfway */
		*x = (double)(1 + random_below(4096)) / (double)(1u << random_below(5));
		*y = (double)(int64_t)(random_below(80) - 40) / (double)(1u << random_below(3));
		break;
	case 2:
		*x = ldexp((double)random_bits(), -64 + (int)random_below(8));
		*y = ldexp((double)random_bits(), -64 + (int)random_below(8));
		break;
	default: break;
	}
}

static void check_two(const struct two *f)
{
	struct worst wide = { 0, 0, 0 }, single = { 0, 0, 0 };
	MPFR_DECL_INIT(exact, BITS);
	MPFR_DECL_INIT(a, 53);
	MPFR_DECL_INIT(b, 53);

	soak_case(f->name);
	for (uint64_t round = 0; round < 2 * soak_rounds(); round++) {
		double x, y;
		two_arguments(&x, &y);
		mpfr_set_d(a, x, MPFR_RNDN);
		mpfr_set_d(b, y, MPFR_RNDN);
		f->reference(exact, a, b, MPFR_RNDN);
		note(&wide, error_of(f->function(x, y), exact, format_double), x, y);
		float xf = (float)x, yf = (float)y;
		if (!isfinite(xf) || !isfinite(yf) || (xf == 0 && yf == 0))
			continue;
		mpfr_set_d(a, xf, MPFR_RNDN);
		mpfr_set_d(b, yf, MPFR_RNDN);
		f->reference(exact, a, b, MPFR_RNDN);
		note(&single, error_of(f->single(xf, yf), exact, format_single), xf, yf);
	}
	judge(f->name, &wide, &single);
	soak_report();
}

/* ---- Functions of an order and a number ---- */

struct ordered {
	const char *name;
	double (*function)(int, double);
	float (*single)(int, float);
	int (*reference)(mpfr_t, long, const mpfr_t, mpfr_rnd_t);
	bool negative;
};

static const struct ordered ordereds[] = {
	{ "jn", rt_jn, rt_jnf, mpfr_jn, true },
	{ "yn", rt_yn, rt_ynf, mpfr_yn, false },
};

/* A double next to a zero of the function, if there is one in the next 2; else x. */
static double near_zero(const struct ordered *f, int order, double x)
{
	double low = x, high = x + 2;
	bool negative = f->function(order, low) < 0;

	if (negative == (f->function(order, high) < 0))
		return x;
	while (nextafter(low, high) < high) {
		double middle = low + (high - low) / 2;

		if ((f->function(order, middle) < 0) == negative)
			low = middle;
		else
			high = middle;
	}
	return random_below(2) ? low : high;
}

/* Around the order, where the functions change their kind, and around zeros. */
static double ordered_argument(const struct ordered *f, int order)
{
	double from = (double)random_bits() * 0x1p-64;

	switch (random_below(4)) {
	case 0:  return near_zero(f, order, 0.1 + from * (2 * abs(order) + 100));
	case 1:  return (1 + abs(order)) * (0.5 + from);
	default: from = ldexp(1 + from, (int)random_below(40) - 28);
	}
	return f->negative && random_below(2) ? -from : from;
}

static void check_ordered(const struct ordered *f)
{
	struct worst wide = { 0, 0, 0 }, single = { 0, 0, 0 };
	MPFR_DECL_INIT(exact, BITS);
	MPFR_DECL_INIT(given, 53);

	soak_case(f->name);
	/* a call takes as long as ten of others */
	for (uint64_t round = 0; round < soak_rounds() / 4; round++) {
		int order = (int)random_below(random_below(2) ? 4 : 1 << random_below(9));
		order = random_below(4) == 0 ? -order : order;
		double x = ordered_argument(f, order);
		float xf = (float)x;
		mpfr_set_d(given, x, MPFR_RNDN);
		f->reference(exact, order, given, MPFR_RNDN);
		note(&wide, error_of(f->function(order, x), exact, format_double), order, x);
		mpfr_set_d(given, xf, MPFR_RNDN);
		f->reference(exact, order, given, MPFR_RNDN);
		note(&single, error_of(f->single(order, xf), exact, format_single), order, xf);
	}
	judge(f->name, &wide, &single);
	soak_report();
}

/* ---- What is rounded correctly ---- */

/* MPFR with the exponents of double, whose results are doubles, subnormal ones
 * too. */
struct exactly {
	const char *name;
	double bound;
	double (*ours)(double x, double y, double z);
	int (*reference)(mpfr_t result, mpfr_t x, mpfr_t y, mpfr_t z);
};

static double our_sqrt(double x, double y, double z)
{
	(void)y;
	(void)z;
	return rt_sqrt(x);
}

static double our_fmod(double x, double y, double z)
{
	(void)z;
	return rt_fmod(x, y);
}

static double our_remainder(double x, double y, double z)
{
	(void)z;
	return rt_remainder(x, y);
}

static double our_remquo(double x, double y, double z)
{
	int quotient;

	(void)z;
	return rt_remquo(x, y, &quotient);
}

static int reference_sqrt(mpfr_t result, mpfr_t x, mpfr_t y, mpfr_t z)
{
	(void)y;
	(void)z;
	return mpfr_sqrt(result, x, MPFR_RNDN);
}

static int reference_fma(mpfr_t result, mpfr_t x, mpfr_t y, mpfr_t z)
{
	return mpfr_fma(result, x, y, z, MPFR_RNDN);
}

static int reference_fmod(mpfr_t result, mpfr_t x, mpfr_t y, mpfr_t z)
{
	(void)z;
	return mpfr_fmod(result, x, y, MPFR_RNDN);
}

static int reference_remainder(mpfr_t result, mpfr_t x, mpfr_t y, mpfr_t z)
{
	(void)z;
	return mpfr_remainder(result, x, y, MPFR_RNDN);
}

static const struct exactly exacts[] = {
	{ "sqrt", 0.5, our_sqrt, reference_sqrt },
	{ "fma", 0.5, rt_fma, reference_fma },
	{ "fmod", 0, our_fmod, reference_fmod },
	{ "remainder", 0, our_remainder, reference_remainder },
	{ "remquo", 0, our_remquo, reference_remainder },
};

/* z is often close to -x * y, so that the sum cancels. */
static void three_arguments(double *x, double *y, double *z)
{
	*x = random_double();
	*y = random_below(2) ? random_double() : ldexp(random_double(), -(int)random_below(60));
	*z = random_double();
	if (random_below(2) != 0) {
		double product = -*x * *y;
		*z = isfinite(product) ? double_of(bits_of(product) + random_below(9) - 4) : *z;
		if (!isfinite(*z))
			*z = 1;
	}
	if (random_below(3) == 0) /* of one size */
		*y = double_of((bits_of(*x) & 0x7ff0000000000000) ^
		               (random_bits() & 0x807fffffffffffff));
	if (!isfinite(*y) || *y == 0)
		*y = 3;
}

static void check_exactly(const struct exactly *f)
{
	mpfr_exp_t emin = mpfr_get_emin(), emax = mpfr_get_emax();
	MPFR_DECL_INIT(r, 53);
	MPFR_DECL_INIT(a, 53);
	MPFR_DECL_INIT(b, 53);
	MPFR_DECL_INIT(c, 53);

	soak_case(f->name);
	if (bound_of("double", f->name) != f->bound)
		soak_fail("the header does not say that %s is %s", f->name,
		          f->bound == 0 ? "exact" : "rounded correctly");
	for (uint64_t round = 0; round < 4 * soak_rounds() && !soak_failed(); round++) {
		double x, y, z;
		three_arguments(&x, &y, &z);
		mpfr_set_emin(-1073);
		mpfr_set_emax(1024);
		mpfr_set_d(a, x, MPFR_RNDN);
		mpfr_set_d(b, y, MPFR_RNDN);
		mpfr_set_d(c, z, MPFR_RNDN);
		int inexact = f->reference(r, a, b, c);
		mpfr_subnormalize(r, inexact, MPFR_RNDN);
		double wanted = mpfr_get_d(r, MPFR_RNDN), got = f->ours(x, y, z);
		mpfr_set_emin(emin);
		mpfr_set_emax(emax);
		if (!is_same_double(got, wanted))
			soak_fail("%s(%a, %a, %a) = %a, not %a", f->name, x, y, z, got, wanted);
	}
	soak_detail(f->bound == 0 ? "exact" : "rounded correctly");
	soak_report();
}

SOAK_TABLE(every_function)
{
	read_header();
	for (size_t i = 0; i < sizeof ones / sizeof ones[0]; i++)
		check_one(&ones[i]);
	for (size_t i = 0; i < sizeof twos / sizeof twos[0]; i++)
		check_two(&twos[i]);
	for (size_t i = 0; i < sizeof ordereds / sizeof ordereds[0]; i++)
		check_ordered(&ordereds[i]);
	for (size_t i = 0; i < sizeof exacts / sizeof exacts[0]; i++)
		check_exactly(&exacts[i]);
	mpfr_free_cache();
	free(header);
}
