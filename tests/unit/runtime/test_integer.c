/* Wide integers and bit counting against the compiler's own. */
#include "rt.h"

int rt___popcountsi2(uint32_t a), rt___popcountdi2(uint64_t a);
int rt___paritysi2(uint32_t a), rt___paritydi2(uint64_t a);
int rt___clzsi2(uint32_t a), rt___clzdi2(uint64_t a);
int rt___ctzsi2(uint32_t a), rt___ctzdi2(uint64_t a);
int rt___ffssi2(uint32_t a), rt___ffsdi2(uint64_t a);
uint32_t rt___bswapsi2(uint32_t a);
uint64_t rt___bswapdi2(uint64_t a);
int32_t rt___mulosi4(int32_t a, int32_t b, int *overflow);
int64_t rt___mulodi4(int64_t a, int64_t b, int *overflow);

#define ROUNDS 500000

/* Any number of significant bits, with runs of ones. */
static uint64_t random_word(void)
{
	uint64_t a = random_bits() >> random_below(64);

	switch (random_below(4)) {
	case 0:  return ~a;
	case 1:  return a | a << 20;
	case 2:  return UINT64_C(1) << random_below(64);
	default: return a;
	}
}

TEST(bits)
{
	for (int round = 0; round < ROUNDS; round++) {
		uint64_t a = random_word();
		uint32_t b = (uint32_t)a;
		assert_int_equal(rt___popcountdi2(a), __builtin_popcountll(a));
		assert_int_equal(rt___popcountsi2(b), __builtin_popcount(b));
		assert_int_equal(rt___paritydi2(a), __builtin_parityll(a));
		assert_int_equal(rt___paritysi2(b), __builtin_parity(b));
		assert_int_equal(rt___ffsdi2(a), __builtin_ffsll((long long)a));
		assert_int_equal(rt___ffssi2(b), __builtin_ffs((int)b));
		assert_true(rt___bswapdi2(a) == __builtin_bswap64(a));
		assert_true(rt___bswapsi2(b) == __builtin_bswap32(b));
		assert_int_equal(rt___clzdi2(a), a ? __builtin_clzll(a) : 64);
		assert_int_equal(rt___clzsi2(b), b ? __builtin_clz(b) : 32);
		assert_int_equal(rt___ctzdi2(a), a ? __builtin_ctzll(a) : 64);
		assert_int_equal(rt___ctzsi2(b), b ? __builtin_ctz(b) : 32);
	}
	assert_int_equal(rt___clzdi2(0), 64);
	assert_int_equal(rt___ctzsi2(0), 32);
}

TEST(overflowing_products)
{
	for (int round = 0; round < ROUNDS; round++) {
		int64_t a = (int64_t)random_word(), b = (int64_t)random_word(), product;
		int32_t c = (int32_t)a, d = (int32_t)b, product32;
		int ours;
		bool theirs = __builtin_mul_overflow(a, b, &product);
		assert_true(rt___mulodi4(a, b, &ours) == product);
		assert_int_equal(ours != 0, theirs);
		theirs = __builtin_mul_overflow(c, d, &product32);
		assert_int_equal(rt___mulosi4(c, d, &ours), product32);
		assert_int_equal(ours != 0, theirs);
	}
}

#ifdef __SIZEOF_INT128__
__extension__ typedef __int128 wide_int;
__extension__ typedef unsigned __int128 wide_uint;

struct wide {
	uint64_t high, low;
};

int rt___popcountti2(wide_uint a), rt___parityti2(wide_uint a);
int rt___clzti2(wide_uint a), rt___ctzti2(wide_uint a), rt___ffsti2(wide_uint a);
wide_uint rt___bswapti2(wide_uint a);
wide_uint rt___udivti3(wide_uint n, wide_uint d), rt___umodti3(wide_uint n, wide_uint d);
wide_uint rt___udivmodti4(wide_uint n, wide_uint d, wide_uint *remainder);
wide_int rt___divti3(wide_int n, wide_int d), rt___modti3(wide_int n, wide_int d);
wide_int rt___divmodti4(wide_int n, wide_int d, wide_int *remainder);
wide_int rt___multi3(wide_int a, wide_int b);
wide_int rt___muloti4(wide_int a, wide_int b, int *overflow);
wide_int rt___ashlti3(wide_int a, int count), rt___ashrti3(wide_int a, int count);
wide_int rt___lshrti3(wide_int a, int count);
uint64_t rt_wide_divide_portable(struct wide n, uint64_t d, uint64_t *remainder);

static wide_uint random_wide(void)
{
	wide_uint a = (wide_uint)random_word() << 64 | random_word();

	a >>= random_below(128);
	return random_below(4) == 0 ? ~a : a;
}

TEST(division)
{
	for (int round = 0; round < ROUNDS; round++) {
		wide_uint n = random_wide(), d = random_wide(), rest;
		if (d == 0)
			continue;
		assert_true(rt___udivti3(n, d) == n / d);
		assert_true(rt___umodti3(n, d) == n % d);
		assert_true(rt___udivmodti4(n, d, &rest) == n / d && rest == n % d);
		wide_int a = (wide_int)n, b = (wide_int)d, signed_rest;
		if (b == -1) /* the most negative number has no opposite */
			continue;
		assert_true(rt___divti3(a, b) == a / b);
		assert_true(rt___modti3(a, b) == a % b);
		assert_true(rt___divmodti4(a, b, &signed_rest) == a / b && signed_rest == a % b);
	}
}

TEST(division_without_the_instruction)
{
	for (int round = 0; round < ROUNDS; round++) {
		uint64_t d = random_word(), rest;
		if (d == 0)
			continue;
		struct wide n = { random_word() % d, random_word() };
		wide_uint whole = (wide_uint)n.high << 64 | n.low;
		assert_true(rt_wide_divide_portable(n, d, &rest) == (uint64_t)(whole / d));
		assert_true(rest == (uint64_t)(whole % d));
	}
}

TEST(products)
{
	for (int round = 0; round < ROUNDS; round++) {
		wide_int a = (wide_int)random_wide(), b = (wide_int)random_wide(), product;
		int ours;
		bool theirs = __builtin_mul_overflow(a, b, &product);
		assert_true(rt___multi3(a, b) == product);
		assert_true(rt___muloti4(a, b, &ours) == product);
		assert_int_equal(ours != 0, theirs);
	}
}

TEST(shifts)
{
	for (int round = 0; round < ROUNDS / 64; round++) {
		wide_uint a = random_wide();
		for (int count = 0; count < 128; count++) {
			assert_true((wide_uint)rt___ashlti3((wide_int)a, count) == a << count);
			assert_true((wide_uint)rt___lshrti3((wide_int)a, count) == a >> count);
			assert_true(rt___ashrti3((wide_int)a, count) == (wide_int)a >> count);
		}
	}
}

TEST(wide_bits)
{
	for (int round = 0; round < ROUNDS; round++) {
		wide_uint a = random_wide();
		uint64_t high = (uint64_t)(a >> 64), low = (uint64_t)a;
		assert_int_equal(rt___popcountti2(a),
		                 __builtin_popcountll(high) + __builtin_popcountll(low));
		assert_int_equal(rt___parityti2(a), __builtin_parityll(high ^ low));
		assert_true(rt___bswapti2(a) ==
		            ((wide_uint)__builtin_bswap64(low) << 64 | __builtin_bswap64(high)));
		if (a == 0)
			continue;
		assert_true(a >> (127 - rt___clzti2(a)) == 1);
		assert_true(((a >> rt___ctzti2(a)) & 1) == 1);
		assert_true(a << (127 - rt___ctzti2(a)) == (wide_uint)1 << 127);
		assert_int_equal(rt___ffsti2(a), rt___ctzti2(a) + 1);
	}
	assert_int_equal(rt___ffsti2(0), 0);
}
#endif
