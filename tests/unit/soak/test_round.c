/* What <math.h> rounds correctly or not at all, against the host's libc on any
 * bit patterns: whole numbers, remainders, neighbours, exponents, fma. */

#include "soak.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* clang-format off */
#define DECLARE(name) RT(name); RT(name##f)
DECLARE(sqrt); DECLARE(fma); DECLARE(fmod); DECLARE(remainder); DECLARE(remquo); DECLARE(ceil);
DECLARE(floor); DECLARE(trunc); DECLARE(round); DECLARE(rint); DECLARE(nearbyint); DECLARE(fdim);
DECLARE(fmax); DECLARE(fmin); DECLARE(copysign); DECLARE(nextafter); DECLARE(logb); DECLARE(fabs);
DECLARE(frexp); DECLARE(modf); DECLARE(ldexp); DECLARE(scalbn); DECLARE(scalbln); DECLARE(ilogb);
DECLARE(lrint); DECLARE(llrint); DECLARE(lround); DECLARE(llround);
/* clang-format on */

const uint64_t soak_rounds_default = 100000;

/* clang-format off */
static const double edges[] = {
	0, DBL_TRUE_MIN, DBL_MIN - DBL_TRUE_MIN, DBL_MIN, FLT_TRUE_MIN, FLT_MIN, 0x1p-54, 0x1p-53,
	0.49999999999999994, 0.5, 1 - 0x1p-53, 1, 1 + 0x1p-52, 1.5, 2, 2.5, 3.5, 10, 0x1p23 - 0.5,
	0x1p23, 0x1p24, 0x1p31, 0x1p32, 0x1p51 + 0.5, 0x1p52 - 0.5, 0x1p52 + 1, 0x1p53, 0x1p62,
	0x1p63, 0x1p64, FLT_MAX, 1e300, DBL_MAX, INFINITY, NAN,
};
/* clang-format on */

/* Any bits, an edge, a number of the other's size, or one around 2^-10 to 2^70. */
static double pick_double(double near)
{
	uint64_t bits = random_bits();
	double value;

	switch (random_below(6)) {
	case 0:
		value = edges[random_below(sizeof edges / sizeof edges[0])];
		return bits & 1 ? -value : value;
	case 1:
		return double_of((bits_of(near) & 0x7ff0000000000000) ^
		                 (bits & 0x807fffffffffffff));
	case 2: return ldexp((double)(int64_t)bits, -(int)random_below(80));
	case 3:
		/* whole and halves */
		return (double)((int64_t)bits >> (11 + random_below(50))) / 2;
	default: return double_of(bits);
	}
}

/* What a signaling NaN does, hosts do not agree on. */
static double any_double(double near)
{
	double value = pick_double(near);

	return isnan(value) ? NAN : value;
}

static float pick_float(float near)
{
	uint32_t bits = (uint32_t)random_bits();

	switch (random_below(4)) {
	case 0:  return (float)any_double(near);
	case 1:  return float_of((float_bits(near) & 0x7f800000) ^ (bits & 0x83ffffff));
	default: return float_of(bits);
	}
}

static float any_float(float near)
{
	float value = pick_float(near);

	return isnan(value) ? NAN : value;
}

#define SAME(what, got, wanted, x, y) \
	do { \
		double ours_ = (double)(got), host_ = (double)(wanted); \
		if (!is_same_double(ours_, host_)) \
			soak_fail(what "(%a, %a) = %a, not %a", (double)(x), (double)(y), ours_, \
			          host_); \
	} while (0)
#define ONE(name) \
	SAME(#name, rt_##name(x), name(x), x, 0); \
	SAME(#name "f", rt_##name##f(f), name##f(f), f, 0)
#define TWO(name) \
	SAME(#name, rt_##name(x, y), name(x, y), x, y); \
	SAME(#name "f", rt_##name##f(f, g), name##f(f, g), f, g)

SOAK(whole_numbers, "to whole numbers, and sqrt")
{
	for (uint64_t i = 0; i < soak_rounds() && !soak_failed(); i++) {
		double x = any_double(1), whole, wanted_whole;
		float f = any_float(1), single, wanted_single;
		int e = 0, wanted_e = 0;

		/* clang-format off */
		ONE(ceil); ONE(floor); ONE(trunc); ONE(round); ONE(rint); ONE(nearbyint);
		ONE(fabs); ONE(logb); ONE(sqrt);
		/* clang-format on */
		SAME("modf", rt_modf(x, &whole), modf(x, &wanted_whole), x, 0);
		SAME("modf, whole", whole, wanted_whole, x, 0);
		SAME("modff", rt_modff(f, &single), modff(f, &wanted_single), f, 0);
		SAME("modff, whole", single, wanted_single, f, 0);
		SAME("frexp", rt_frexp(x, &e), frexp(x, &wanted_e), x, 0);
		if (isfinite(x))
			SAME("frexp, exponent", e, wanted_e, x, 0);
		SAME("frexpf", rt_frexpf(f, &e), frexpf(f, &wanted_e), f, 0);
		if (isfinite(f))
			SAME("frexpf, exponent", e, wanted_e, f, 0);
		if (isfinite(x) && x != 0)
			SAME("ilogb", rt_ilogb(x), ilogb(x), x, 0);
		if (isfinite(f) && f != 0)
			SAME("ilogbf", rt_ilogbf(f), ilogbf(f), f, 0);
	}
}

/* What fits; else C leaves it open. */
SOAK(to_integers, "to integers")
{
	for (uint64_t i = 0; i < soak_rounds() && !soak_failed(); i++) {
		double x = any_double(1);
		float f = any_float(1);

		if (fabs(x) < 0x1p63) {
			if (rt_llrint(x) != llrint(x) || rt_llround(x) != llround(x))
				soak_fail("llrint, llround(%a): %lld, %lld", x, rt_llrint(x),
				          rt_llround(x));
			if (sizeof(long) == 8 &&
			    (rt_lrint(x) != lrint(x) || rt_lround(x) != lround(x)))
				soak_fail("lrint, lround(%a): %ld, %ld", x, rt_lrint(x),
				          rt_lround(x));
		}
		if (fabsf(f) < 0x1p63f) {
			if (rt_llrintf(f) != llrintf(f) || rt_llroundf(f) != llroundf(f))
				soak_fail("llrintf, llroundf(%a)", (double)f);
			if (sizeof(long) == 8 &&
			    (rt_lrintf(f) != lrintf(f) || rt_lroundf(f) != lroundf(f)))
				soak_fail("lrintf, lroundf(%a)", (double)f);
		}
	}
}

/* A zero has the sign of x (7.12.10.2), which not every host knows. */
static double with_sign(double result, double x)
{
	return result == 0 ? copysign(0, x) : result;
}

SOAK(remainders, "fmod, remainder, remquo")
{
	for (uint64_t i = 0; i < soak_rounds() && !soak_failed(); i++) {
		double x = any_double(1), y = any_double(x);
		float f = any_float(1), g = any_float(f);
		int q = 0, wanted_q = 0;

		TWO(fmod);
		double wanted = with_sign(remquo(x, y, &wanted_q), x);
		SAME("remquo", rt_remquo(x, y, &q), wanted, x, y);
		SAME("remainder", rt_remainder(x, y), wanted, x, y);
		if (isfinite(x) && !isnan(y) && y != 0 && ((q ^ wanted_q) & 7) != 0)
			soak_fail("remquo(%a, %a): quotient %d, not %d", x, y, q, wanted_q);
		wanted = with_sign(remquof(f, g, &wanted_q), f);
		SAME("remquof", rt_remquof(f, g, &q), wanted, f, g);
		SAME("remainderf", rt_remainderf(f, g), wanted, f, g);
		if (isfinite(f) && !isnan(g) && g != 0 && ((q ^ wanted_q) & 7) != 0)
			soak_fail("remquof(%a, %a): quotient %d, not %d", (double)f, (double)g, q,
			          wanted_q);
	}
}

SOAK(pairs, "fdim, fmax, nextafter, scalbn and the like")
{
	for (uint64_t i = 0; i < soak_rounds() && !soak_failed(); i++) {
		double x = any_double(1), y = any_double(x);
		float f = any_float(1), g = any_float(f);
		int n = (int)random_below(4400) - 2200;

		TWO(fdim);
		TWO(copysign);
		TWO(nextafter);
		if (x != 0 || y != 0) /* the sign of a zero is free */
			SAME("fmax", rt_fmax(x, y), fmax(x, y), x, y);
		if (x != 0 || y != 0)
			SAME("fmin", rt_fmin(x, y), fmin(x, y), x, y);
		if (f != 0 || g != 0)
			SAME("fmaxf", rt_fmaxf(f, g), fmaxf(f, g), f, g);
		if (f != 0 || g != 0)
			SAME("fminf", rt_fminf(f, g), fminf(f, g), f, g);
		SAME("scalbn", rt_scalbn(x, n), scalbn(x, n), x, n);
		SAME("scalbln", rt_scalbln(x, n), scalbln(x, n), x, n);
		SAME("ldexp", rt_ldexp(x, n), ldexp(x, n), x, n);
		n /= 6;
		SAME("scalbnf", rt_scalbnf(f, n), scalbnf(f, n), f, n);
		SAME("scalblnf", rt_scalblnf(f, n), scalblnf(f, n), f, n);
		SAME("ldexpf", rt_ldexpf(f, n), ldexpf(f, n), f, n);
	}
}

SOAK(products_and_sums, "fma")
{
	for (uint64_t i = 0; i < soak_rounds() && !soak_failed(); i++) {
		double x = any_double(1), y = any_double(x), z = any_double(x * y);
		if (random_below(3) == 0 && isfinite(x * y)) /* cancels */
			z = double_of(bits_of(-(x * y)) + random_below(9) - 4);
		if (isnan(z))
			z = NAN;
		double got = rt_fma(x, y, z), wanted = fma(x, y, z);
		if (!is_same_double(got, wanted))
			soak_fail("fma(%a, %a, %a) = %a, not %a", x, y, z, got, wanted);
		float f = any_float(1), g = any_float(f), h = any_float(f * g);
		if (random_below(3) == 0 && isfinite(f * g))
			h = float_of(float_bits(-(f * g)) + (uint32_t)random_below(9) - 4);
		if (isnan(h))
			h = NAN;
		float single = rt_fmaf(f, g, h), right = fmaf(f, g, h);
		if (!is_same_double(single, right))
			soak_fail("fmaf(%a, %a, %a) = %a, not %a", (double)f, (double)g, (double)h,
			          (double)single, (double)right);
	}
}
