/* <complex.h> beside the host's: random numbers, within what both may err, and
 * every pair of special parts. */
#include <complex.h>
#include <errno.h>
#include <math.h>

#include "rt.h"

/* 10 units of ours, and as many of the host's. */
#define BOUND  (20 * 0x1p-53)
#define ROUNDS 4000

typedef double _Complex complex_t;

RT(cabs);
RT(carg);
RT(cproj);
RT(conj);
RT(creal);
RT(cimag);
RT(cacos);
RT(casin);
RT(catan);
RT(ccos);
RT(csin);
RT(ctan);
RT(cacosh);
RT(casinh);
RT(catanh);
RT(ccosh);
RT(csinh);
RT(ctanh);
RT(cexp);
RT(clog);
RT(csqrt);
RT(cpow);
RT(csqrtf);
RT(cexpf);

static const struct function {
	const char *name;
	complex_t (*ours)(complex_t), (*host)(complex_t);
} functions[] = {
#define FUNCTION(name) { #name, rt_##name, name }
	FUNCTION(cacos), FUNCTION(casin),  FUNCTION(catan),  FUNCTION(ccos),   FUNCTION(csin),
	FUNCTION(ctan),  FUNCTION(cacosh), FUNCTION(casinh), FUNCTION(catanh), FUNCTION(ccosh),
	FUNCTION(csinh), FUNCTION(ctanh),  FUNCTION(cexp),   FUNCTION(clog),   FUNCTION(csqrt),
	FUNCTION(cproj), FUNCTION(conj),
#undef FUNCTION
};

#define FUNCTION_COUNT (sizeof functions / sizeof *functions)

static complex_t make(double x, double y)
{
	union {
		double parts[2];
		complex_t z;
	} number = { { x, y } };

	return number.z;
}

static double random_part(int exponent_range)
{
	double mantissa = 1 + (double)(random_bits() >> 12) * 0x1p-52;
	int exponent = (int)random_below(2 * (uint64_t)exponent_range + 1) - exponent_range;

	return ldexp(random_below(2) ? mantissa : -mantissa, exponent);
}

static bool is_close(complex_t ours, complex_t host)
{
	double size = hypot(creal(host), cimag(host));
	double off = hypot(creal(ours) - creal(host), cimag(ours) - cimag(host));

	return off <= BOUND * size || (size == 0 && off == 0);
}

TEST(random_numbers)
{
	for (size_t i = 0; i < FUNCTION_COUNT; i++)
		for (int round = 0; round < ROUNDS; round++) {
			int range = (int[]){ 2, 8, 30 }[round % 3];
			complex_t z = make(random_part(range), random_part(range));
			complex_t host = functions[i].host(z), ours = functions[i].ours(z);

			if (!isfinite(creal(host)) || !isfinite(cimag(host)))
				continue; /* an overflow, which special_parts sees to */
			if (!is_close(ours, host))
				fail_msg("%s(%a, %a) is (%a, %a), not (%a, %a)", functions[i].name,
				         creal(z), cimag(z), creal(ours), cimag(ours), creal(host),
				         cimag(host));
		}
}

/* What Annex G leaves open: signs beside a NaN, and of zeros and infinities of
 * which the argument's imaginary part is no number. */
static bool is_same_part(double ours, double host, bool sign_is_open)
{
	if (isnan(host) || isnan(ours))
		return isnan(host) && isnan(ours);
	if (sign_is_open)
		ours = fabs(ours), host = fabs(host);
	if (isinf(host) || host == 0)
		return ours == host && !signbit(ours) == !signbit(host);
	return fabs(ours - host) <= 4 * BOUND * fabs(host) + 4 * 0x1p-1074;
}

TEST(special_parts)
{
	static const double parts[] = {
		0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 30, -711, 1e200, -1e-310, INFINITY, -INFINITY, NAN,
	};
	const size_t count = sizeof parts / sizeof *parts;

	for (size_t i = 0; i < FUNCTION_COUNT; i++)
		for (size_t k = 0; k < count * count; k++) {
			double x = parts[k / count], y = parts[k % count];
			complex_t host = functions[i].host(make(x, y)),
				  ours = functions[i].ours(make(x, y));
			bool open = !isfinite(y);

			if (!is_same_part(creal(ours), creal(host), open || isnan(cimag(host))) ||
			    !is_same_part(cimag(ours), cimag(host), open || isnan(creal(host))))
				fail_msg("%s(%g, %g) is (%g, %g), not (%g, %g)", functions[i].name,
				         x, y, creal(ours), cimag(ours), creal(host), cimag(host));
		}
}

/* Near the unit circle the real part is all that cancels. */
TEST(logarithms_near_one)
{
	for (int round = 0; round < ROUNDS; round++) {
		double angle = random_part(2);
		complex_t z = make(cos(angle), sin(angle));
		double ours = creal(rt_clog(z)), host = creal(clog(z));

		if (fabs(ours - host) > 1e-9 * fabs(host))
			fail_msg("log of |(%a, %a)| is %a, not %a", creal(z), cimag(z), ours, host);
	}
}

TEST(powers)
{
	for (int round = 0; round < ROUNDS; round++) {
		complex_t x = make(random_part(3), random_part(3)),
			  y = make(random_part(2), random_part(2));
		complex_t host = cpow(x, y), ours = rt_cpow(x, y);

		if (cabs(ours - host) > 100 * BOUND * cabs(host))
			fail_msg("(%a, %a)^(%a, %a) is (%a, %a), not (%a, %a)", creal(x), cimag(x),
			         creal(y), cimag(y), creal(ours), cimag(ours), creal(host),
			         cimag(host));
	}
	assert_true(rt_cpow(0, 0) == 1 && rt_cpow(0, 2) == 0 && rt_cpow(make(NAN, 1), 0) == 1);
}

TEST(parts)
{
	complex_t z = make(-3, 4);
	float _Complex root = rt_csqrtf(-4);

	assert_true(rt_cabs(z) == 5 && rt_creal(z) == -3 && rt_cimag(z) == 4);
	assert_true(rt_carg(z) == carg(z) && rt_conj(z) == make(-3, -4));
	assert_true(crealf(root) == 0 && cimagf(root) == 2);
	assert_true(rt_cexpf(0) == 1);
}
