/* Soft floating point against this machine's own, bit for bit. */
#include "rt.h"

#include <complex.h>
#include <float.h>
#include <math.h>

#ifdef __SIZEOF_INT128__
__extension__ typedef __int128 wide_int;
__extension__ typedef unsigned __int128 wide_uint;
#endif

double rt___adddf3(double a, double b), rt___subdf3(double a, double b);
double rt___muldf3(double a, double b), rt___divdf3(double a, double b);
float rt___addsf3(float a, float b), rt___subsf3(float a, float b);
float rt___mulsf3(float a, float b), rt___divsf3(float a, float b);
double rt___negdf2(double a), rt___extendsfdf2(float a);
float rt___negsf2(float a), rt___truncdfsf2(double a);
int rt___eqdf2(double a, double b), rt___nedf2(double a, double b);
int rt___ltdf2(double a, double b), rt___ledf2(double a, double b);
int rt___gtdf2(double a, double b), rt___gedf2(double a, double b);
int rt___unorddf2(double a, double b);
int rt___eqsf2(float a, float b), rt___nesf2(float a, float b);
int rt___ltsf2(float a, float b), rt___lesf2(float a, float b);
int rt___gtsf2(float a, float b), rt___gesf2(float a, float b);
int rt___unordsf2(float a, float b);
int32_t rt___fixdfsi(double a), rt___fixsfsi(float a);
int64_t rt___fixdfdi(double a), rt___fixsfdi(float a);
uint32_t rt___fixunsdfsi(double a), rt___fixunssfsi(float a);
uint64_t rt___fixunsdfdi(double a), rt___fixunssfdi(float a);
double rt___floatsidf(int32_t a), rt___floatdidf(int64_t a);
double rt___floatunsidf(uint32_t a), rt___floatundidf(uint64_t a);
float rt___floatsisf(int32_t a), rt___floatdisf(int64_t a);
float rt___floatunsisf(uint32_t a), rt___floatundisf(uint64_t a);
double rt___powidf2(double a, int b);
float rt___powisf2(float a, int b);
float rt___gnu_h2f_ieee(uint16_t a);
uint16_t rt___gnu_f2h_ieee(float a);

double _Complex rt___muldc3(double a, double b, double c, double d);
double _Complex rt___divdc3(double a, double b, double c, double d);
float _Complex rt___divsc3(float a, float b, float c, float d);

#define ROUNDS 1000000

static uint64_t bits64(double a)
{
	uint64_t bits;

	memcpy(&bits, &a, sizeof bits);
	return bits;
}

static double double_of(uint64_t bits)
{
	double a;

	memcpy(&a, &bits, sizeof a);
	return a;
}

static uint32_t bits32(float a)
{
	uint32_t bits;

	memcpy(&bits, &a, sizeof bits);
	return bits;
}

static float float_of(uint32_t bits)
{
	float a;

	memcpy(&a, &bits, sizeof a);
	return a;
}

/* clang-format off */
static const uint64_t edges64[] = {
	0, 1, 2, 0x000fffffffffffff, 0x0010000000000000, 0x0010000000000001,
	0x3cb0000000000000, 0x3ca0000000000000, 0x3ca0000000000001,
	0x3fe0000000000000, 0x3fefffffffffffff, 0x3ff0000000000000,
	0x3ff0000000000001, 0x3ff8000000000000, 0x4000000000000000,
	0x41dfffffffc00000, 0x41e0000000000000, 0x41efffffffe00000,
	0x4330000000000000, 0x4340000000000000, 0x43dfffffffffffff,
	0x43e0000000000000, 0x43efffffffffffff, 0x47efffffe0000000,
	0x47effffff0000000, 0x380fffffffffffff, 0x36a0000000000000,
	0x3690000000000000, 0x7fe0000000000000, 0x7fefffffffffffff,
	0x7ff0000000000000, 0x7ff0000000000001, 0x7ff8000000000000,
	0x7ff8000000000123, 0x7ff4000000000456,
};
/* clang-format on */
static const uint32_t edges32[] = {
	0,          1,          2,          0x007fffff, 0x00800000, 0x00800001, 0x33800000,
	0x34000000, 0x3f000000, 0x3f7fffff, 0x3f800000, 0x3f800001, 0x3fc00000, 0x477fefff,
	0x477ff000, 0x38800000, 0x33000000, 0x33000001, 0x4b000000, 0x4b800000, 0x4effffff,
	0x4f000000, 0x4f7fffff, 0x5effffff, 0x5f000000, 0x5f7fffff, 0x7f000000, 0x7f7fffff,
	0x7f800000, 0x7f800001, 0x7fc00000, 0x7fc01230, 0x7fa04560,
};
#define EDGES64 (2 * sizeof edges64 / sizeof edges64[0])
#define EDGES32 (2 * sizeof edges32 / sizeof edges32[0])

static double edge64(size_t i)
{
	return double_of(edges64[i / 2] | (uint64_t)(i % 2) << 63);
}

static float edge32(size_t i)
{
	return float_of(edges32[i / 2] | (uint32_t)(i % 2) << 31);
}

/* Any bits, or a value near another one, so that sums cancel. */
static double random_double(double near)
{
	uint64_t bits = random_bits();

	switch (bits >> 61) {
	case 0:
		/* near in exponent */
		return double_of((bits64(near) & 0x7ff0000000000000) ^
		                 (random_bits() & 0x803fffffffffffff));
	case 1:
		/* near in everything */
		return -double_of(bits64(near) + random_below(5) - 2);
	case 2:
		/* few bits */
		return double_of(random_bits() & 0xfff8000000000000);
	case 3:
		/* subnormal or tiny */
		return double_of(random_bits() & 0x801fffffffffffff);
	default: return double_of(random_bits());
	}
}

static float random_float(float near)
{
	uint32_t bits = (uint32_t)random_bits();

	switch (random_below(6)) {
	case 0:  return float_of((bits32(near) & 0x7f800000) ^ (bits & 0x81ffffff));
	case 1:  return -float_of(bits32(near) + (uint32_t)random_below(5) - 2);
	case 2:  return float_of(bits & 0xffe00000);
	case 3:  return float_of(bits & 0x80ffffff);
	default: return float_of(bits);
	}
}

/* NaNs are the same everywhere only in being NaN. */
static void same64(const char *what, double a, double b, double ours, double theirs)
{
#ifndef __x86_64__
	if (ours != ours && theirs != theirs)
		return;
#endif
	if (bits64(ours) != bits64(theirs))
		fail_msg("%s(%a %016llx, %a %016llx): %a %016llx is not %a %016llx", what, a,
		         (unsigned long long)bits64(a), b, (unsigned long long)bits64(b), ours,
		         (unsigned long long)bits64(ours), theirs,
		         (unsigned long long)bits64(theirs));
}

static void same32(const char *what, float a, float b, float ours, float theirs)
{
#ifndef __x86_64__
	if (ours != ours && theirs != theirs)
		return;
#endif
	if (bits32(ours) != bits32(theirs))
		fail_msg("%s(%08x, %08x): %08x is not %08x", what, (unsigned)bits32(a),
		         (unsigned)bits32(b), (unsigned)bits32(ours), (unsigned)bits32(theirs));
}

/* A compiler may swap operands, which matters when both are NaN. */
#ifdef __x86_64__
#define MACHINE(type, letter, name, instruction, operator) \
	static type machine_##name(type a, type b) \
	{ \
		__asm__(instruction " %1, %0" : "+x"(a) : "x"(b)); \
		return a; \
	}
#else
#define MACHINE(type, letter, name, instruction, operator) \
	static type machine_##name(type a, type b) \
	{ \
		return a operator b; \
	}
#endif
MACHINE(double, d, adddf3, "addsd", +)
MACHINE(double, d, subdf3, "subsd", -)
MACHINE(double, d, muldf3, "mulsd", *)
MACHINE(double, d, divdf3, "divsd", /)
MACHINE(float, s, addsf3, "addss", +)
MACHINE(float, s, subsf3, "subss", -)
MACHINE(float, s, mulsf3, "mulss", *)
MACHINE(float, s, divsf3, "divss", /)

#define SAME64(name, a, b) same64(#name, a, b, rt___##name(a, b), machine_##name(a, b))
#define SAME32(name, a, b) same32(#name, a, b, rt___##name(a, b), machine_##name(a, b))

#define BINARY_TEST(name, type, bits) \
	TEST(name) \
	{ \
		for (size_t i = 0; i < EDGES##bits; i++) \
			for (size_t j = 0; j < EDGES##bits; j++) \
				SAME##bits(name, edge##bits(i), edge##bits(j)); \
		for (int round = 0; round < ROUNDS; round++) { \
			type a = random_##type(1); \
			type b = random_##type(a); \
			SAME##bits(name, a, b); \
		} \
	}
BINARY_TEST(adddf3, double, 64)
BINARY_TEST(subdf3, double, 64)
BINARY_TEST(muldf3, double, 64)
BINARY_TEST(divdf3, double, 64)
BINARY_TEST(addsf3, float, 32)
BINARY_TEST(subsf3, float, 32)
BINARY_TEST(mulsf3, float, 32)
BINARY_TEST(divsf3, float, 32)

static void compare_doubles(double a, double b)
{
	assert_int_equal(rt___eqdf2(a, b) == 0, a == b);
	assert_int_equal(rt___nedf2(a, b) != 0, a != b);
	assert_int_equal(rt___ltdf2(a, b) < 0, a < b);
	assert_int_equal(rt___ledf2(a, b) <= 0, a <= b);
	assert_int_equal(rt___gtdf2(a, b) > 0, a > b);
	assert_int_equal(rt___gedf2(a, b) >= 0, a >= b);
	assert_int_equal(rt___unorddf2(a, b) != 0, a != a || b != b);
}

static void compare_floats(float a, float b)
{
	assert_int_equal(rt___eqsf2(a, b) == 0, a == b);
	assert_int_equal(rt___nesf2(a, b) != 0, a != b);
	assert_int_equal(rt___ltsf2(a, b) < 0, a < b);
	assert_int_equal(rt___lesf2(a, b) <= 0, a <= b);
	assert_int_equal(rt___gtsf2(a, b) > 0, a > b);
	assert_int_equal(rt___gesf2(a, b) >= 0, a >= b);
	assert_int_equal(rt___unordsf2(a, b) != 0, a != a || b != b);
}

TEST(comparisons)
{
	for (size_t i = 0; i < EDGES64; i++)
		for (size_t j = 0; j < EDGES64; j++)
			compare_doubles(edge64(i), edge64(j));
	for (size_t i = 0; i < EDGES32; i++)
		for (size_t j = 0; j < EDGES32; j++)
			compare_floats(edge32(i), edge32(j));
	for (int round = 0; round < ROUNDS; round++) {
		double a = random_double(1);
		compare_doubles(a, random_double(a));
		float b = random_float(1);
		compare_floats(b, random_float(b));
	}
}

TEST(negation)
{
	for (size_t i = 0; i < EDGES64; i++)
		assert_true(bits64(rt___negdf2(edge64(i))) == (bits64(edge64(i)) ^ 1ull << 63));
	for (size_t i = 0; i < EDGES32; i++)
		assert_true(bits32(rt___negsf2(edge32(i))) == (bits32(edge32(i)) ^ 1u << 31));
}

TEST(conversions_between_formats)
{
	for (size_t i = 0; i < EDGES64; i++)
		same32("truncdfsf2", 0, 0, rt___truncdfsf2(edge64(i)), (float)edge64(i));
	for (size_t i = 0; i < EDGES32; i++)
		same64("extendsfdf2", edge32(i), 0, rt___extendsfdf2(edge32(i)), edge32(i));
	for (int round = 0; round < ROUNDS; round++) {
		/* every exponent that a float has, and some beyond */
		double a = double_of((random_bits() & 0x800fffffffffffff) |
		                     (0x360 + random_below(0x480 - 0x360)) << 52);
		same32("truncdfsf2", 0, 0, rt___truncdfsf2(a), (float)a);
		float b = random_float(1);
		same64("extendsfdf2", b, 0, rt___extendsfdf2(b), b);
	}
}

/* There are 65536 halves: all of them, and every midpoint between two. */
TEST(halves)
{
	for (uint32_t h = 0; h < 0x7c00; h++) {
		double exact = (h >> 10) != 0 ? ldexp(1024 + (h & 1023), (int)(h >> 10) - 25)
		                              : ldexp(h, -24);
		float value = rt___gnu_h2f_ieee((uint16_t)h);
		assert_true(value == exact);
		assert_int_equal(rt___gnu_f2h_ieee(value), h);
		assert_int_equal(rt___gnu_f2h_ieee(-value), h | 0x8000);
		double next = (h + 1 == 0x7c00) ? 65536 : rt___gnu_h2f_ieee((uint16_t)(h + 1));
		float middle = (float)((exact + next) / 2);
		assert_int_equal(rt___gnu_f2h_ieee(middle), h + (h & 1));
		assert_int_equal(rt___gnu_f2h_ieee(nextafterf(middle, 0)), h);
		assert_int_equal(rt___gnu_f2h_ieee(nextafterf(middle, INFINITY)), h + 1);
	}
	assert_int_equal(rt___gnu_f2h_ieee(INFINITY), 0x7c00);
	assert_int_equal(rt___gnu_f2h_ieee(1e30f), 0x7c00);
	assert_int_equal(rt___gnu_f2h_ieee(-1e-30f), 0x8000);
	assert_int_equal(rt___gnu_f2h_ieee(NAN), 0x7e00);
	assert_true(isnan(rt___gnu_h2f_ieee(0x7c01)));
	assert_true(isinf(rt___gnu_h2f_ieee(0xfc00)));
}

static void check_from_integers(uint64_t n)
{
	int64_t i = (int64_t)n;

	same64("floatdidf", 0, 0, rt___floatdidf(i), (double)i);
	same64("floatundidf", 0, 0, rt___floatundidf(n), (double)n);
	same32("floatdisf", 0, 0, rt___floatdisf(i), (float)i);
	same32("floatundisf", 0, 0, rt___floatundisf(n), (float)n);
	same64("floatsidf", 0, 0, rt___floatsidf((int32_t)i), (double)(int32_t)i);
	same64("floatunsidf", 0, 0, rt___floatunsidf((uint32_t)n), (double)(uint32_t)n);
	same32("floatsisf", 0, 0, rt___floatsisf((int32_t)i), (float)(int32_t)i);
	same32("floatunsisf", 0, 0, rt___floatunsisf((uint32_t)n), (float)(uint32_t)n);
}

TEST(from_integers)
{
	for (int bit = 0; bit < 64; bit++)
		for (uint64_t more = 0; more < 5; more++)
			check_from_integers((UINT64_C(1) << bit) + more - 2);
	for (int round = 0; round < ROUNDS; round++)
		check_from_integers(random_bits() >> random_below(64));
}

static void check_to_integers(double a)
{
	float f = (float)a;

	if (a > -2147483649.0 && a < 2147483648.0)
		assert_int_equal(rt___fixdfsi(a), (int32_t)a);
	if (a > -1 && a < 4294967296.0)
		assert_int_equal(rt___fixunsdfsi(a), (uint32_t)a);
	if (a >= -0x1p63 && a < 0x1p63)
		assert_true(rt___fixdfdi(a) == (int64_t)a);
	if (a > -1 && a < 0x1p64)
		assert_true(rt___fixunsdfdi(a) == (uint64_t)a);
	if (f >= -0x1p31f && f < 0x1p31f)
		assert_int_equal(rt___fixsfsi(f), (int32_t)f);
	if (f > -1 && f < 0x1p32f)
		assert_int_equal(rt___fixunssfsi(f), (uint32_t)f);
	if (f >= -0x1p63f && f < 0x1p63f)
		assert_true(rt___fixsfdi(f) == (int64_t)f);
	if (f > -1 && f < 0x1p64f)
		assert_true(rt___fixunssfdi(f) == (uint64_t)f);
}

TEST(to_integers)
{
	for (size_t i = 0; i < EDGES64; i++)
		if (fabs(edge64(i)) < 1e38)
			check_to_integers(edge64(i));
	for (int round = 0; round < ROUNDS; round++)
		check_to_integers(ldexp((double)(int64_t)random_bits(), -(int)random_below(70)));
}

TEST(to_integers_saturates)
{
	assert_int_equal(rt___fixdfsi(1e300), INT32_MAX);
	assert_int_equal(rt___fixdfsi(-INFINITY), INT32_MIN);
	assert_int_equal(rt___fixdfsi(NAN), 0);
	assert_true(rt___fixdfdi(0x1p63) == INT64_MAX);
	assert_true(rt___fixdfdi(-0x1p64) == INT64_MIN);
	assert_true(rt___fixunsdfdi(-5) == 0);
	assert_true(rt___fixunsdfdi(0x1p64) == UINT64_MAX);
	assert_true(rt___fixunssfsi(INFINITY) == UINT32_MAX);
}

#ifdef __SIZEOF_INT128__
double rt___floattidf(wide_int a), rt___floatuntidf(wide_uint a);
float rt___floattisf(wide_int a), rt___floatuntisf(wide_uint a);
wide_int rt___fixdfti(double a), rt___fixsfti(float a);
wide_uint rt___fixunsdfti(double a), rt___fixunssfti(float a);

TEST(wide_integers)
{
	for (int round = 0; round < ROUNDS / 4; round++) {
		wide_uint n = ((wide_uint)random_bits() << 64 | random_bits()) >> random_below(128);
		if (random_below(3) == 0) /* ties, and what just misses one */
			n = (n & ~(wide_uint)0 << random_below(100)) + random_below(3) - 1;
		same64("floattidf", 0, 0, rt___floattidf((wide_int)n), (double)(wide_int)n);
		same64("floatuntidf", 0, 0, rt___floatuntidf(n), (double)n);
		same32("floattisf", 0, 0, rt___floattisf((wide_int)n), (float)(wide_int)n);
		same32("floatuntisf", 0, 0, rt___floatuntisf(n), (float)n);
		double a = (double)(wide_int)n;
		if (fabs(a) < 0x1p127) {
			assert_true(rt___fixdfti(a) == (wide_int)a);
			assert_true(rt___fixsfti((float)(a / 3)) == (wide_int)(float)(a / 3));
		}
		a = (double)n;
		if (a < 0x1p128) {
			assert_true(rt___fixunsdfti(a) == (wide_uint)a);
			assert_true(rt___fixunssfti((float)(a / 3)) == (wide_uint)(float)(a / 3));
		}
	}
	assert_true(rt___fixunsdfti(-1) == 0);
	assert_true(rt___fixunsdfti(INFINITY) == ~(wide_uint)0);
	assert_true(rt___fixdfti(-0x1p127) == (wide_int)((wide_uint)1 << 127));
	assert_true(rt___fixdfti(0x1p127) == (wide_int)(~(wide_uint)0 >> 1));
}
#endif

TEST(powers)
{
	assert_true(rt___powidf2(2, 10) == 1024);
	assert_true(rt___powidf2(2, -3) == 0.125);
	assert_true(rt___powidf2(-3, 3) == -27);
	assert_true(rt___powidf2(7, 0) == 1);
	assert_true(rt___powidf2(0.5, INT32_MIN) == INFINITY);
	assert_true(rt___powisf2(3, 5) == 243);
	assert_true(rt___powisf2(4, -1) == 0.25f);
}

static bool close_to(double a, double b)
{
	return a == b || (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-14 * fabs(b) ||
	       (isinf(a) && isinf(b));
}

static double far_number(void)
{
	double sign = random_below(2) ? 1 : -1;

	return sign *
	       ldexp(1 + (double)random_below(1 << 30) / (1 << 30), (int)random_below(2000) - 1000);
}

static bool is_part(double part, long double first, long double second, long double square)
{
	long double right = (first + second) / square;
	long double whole = (fabsl(first) + fabsl(second)) / square;

	if (whole > DBL_MAX || whole < 0x1p-1000L)
		return true;
	return fabsl(part - right) <= 4 * DBL_EPSILON * whole;
}

/* Each part by itself, against numbers with more of an exponent. */
TEST(quotients_of_numbers_far_apart)
{
	if (LDBL_MAX_EXP < 8000)
		return;
	for (int i = 0; i < 100000; i++) {
		double a = far_number(), b = far_number(), c = far_number(), d = far_number();
		double _Complex q = rt___divdc3(a, b, c, d);
		long double square = (long double)c * c + (long double)d * d;

		if (!is_part(creal(q), (long double)a * c, (long double)b * d, square) ||
		    !is_part(cimag(q), (long double)b * c, -(long double)a * d, square))
			fail_msg("(%a, %a) / (%a, %a): (%a, %a)", a, b, c, d, creal(q), cimag(q));
	}
}

/* Special values in every place: what is infinite, zero or NaN must be so
 * here exactly where the host's compiler has it. */
TEST(complex_numbers)
{
	static const double values[] = {
		0.0, -0.0, 1, -2.5, 1e300, 1e-300, INFINITY, -INFINITY, NAN
	};
	enum { COUNT = sizeof values / sizeof values[0] };

	for (int i = 0; i < COUNT * COUNT * COUNT * COUNT; i++) {
		double a = values[i % COUNT], b = values[i / COUNT % COUNT];
		double c = values[i / COUNT / COUNT % COUNT], d = values[i / COUNT / COUNT / COUNT];
		double x[2] = { a, b }, y[2] = { c, d };
		double _Complex p, q;
		memcpy(&p, x, sizeof p);
		memcpy(&q, y, sizeof q);
		double _Complex ours = rt___muldc3(a, b, c, d), theirs = p * q;
		if (!close_to(creal(ours), creal(theirs)) || !close_to(cimag(ours), cimag(theirs)))
			fail_msg("(%g, %g) * (%g, %g): (%g, %g) is not (%g, %g)", a, b, c, d,
			         creal(ours), cimag(ours), creal(theirs), cimag(theirs));
		ours = rt___divdc3(a, b, c, d);
		bool infinite = isinf(creal(ours)) || isinf(cimag(ours));
		if ((isinf(a) || isinf(b)) && isfinite(c) && isfinite(d))
			assert_true(infinite); /* G.5.1 paragraph 4 */
		if (isfinite(a) && isfinite(b) && (isinf(c) || isinf(d)))
			assert_true(creal(ours) == 0 && cimag(ours) == 0);
		if (isfinite(a) && isfinite(b) && (a != 0 || b != 0) && c == 0 && d == 0)
			assert_true(infinite);
		if ((isinf(a) || isinf(b)) && (isinf(c) || isinf(d)))
			assert_true(isnan(creal(ours)) && isnan(cimag(ours)));
	}
	double _Complex quotient = rt___divdc3(1e300, 2e300, 1e300, 1e300);
	assert_true(close_to(creal(quotient), 1.5) && close_to(cimag(quotient), 0.5));
	quotient = rt___divdc3(1e-310, 0, 1e-310, 1e-310);
	assert_true(close_to(creal(quotient), 0.5) && close_to(cimag(quotient), -0.5));
	/* gcc's cdivchkd.c, from Baudin and Smith */
	quotient = rt___divdc3(-0x1.16e7fad79e45ep+651, -0x1.f7f75b94c6c6ap-860,
	                       -0x1.2f40d8ff7e55ep+245, -0x0.0000000004ebcp-1022);
	assert_true(close_to(creal(quotient), 0x1.d6e4b0e282869p+405) &&
	            close_to(cimag(quotient), -0x1.e9095e311e706p-900));
	float _Complex single = rt___divsc3(1, 2, 3, 4);
	assert_true(crealf(single) == 0.44f && cimagf(single) == 0.08f);
}
