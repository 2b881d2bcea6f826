/* <stdbit.h> and <stdckdint.h> against loops over bits, and exact arithmetic. */
#include <limits.h>

#include "rt.h"

/* The declarations are the runtime's own: hosts may have none. */
#include "../../../runtime/include/stdbit.h"
#include "../../../runtime/include/stdckdint.h"

#define DECLARE(suffix, type) \
	unsigned rt_stdc_leading_zeros_##suffix(type value); \
	unsigned rt_stdc_leading_ones_##suffix(type value); \
	unsigned rt_stdc_trailing_zeros_##suffix(type value); \
	unsigned rt_stdc_trailing_ones_##suffix(type value); \
	unsigned rt_stdc_first_leading_zero_##suffix(type value); \
	unsigned rt_stdc_first_leading_one_##suffix(type value); \
	unsigned rt_stdc_first_trailing_zero_##suffix(type value); \
	unsigned rt_stdc_first_trailing_one_##suffix(type value); \
	unsigned rt_stdc_count_zeros_##suffix(type value); \
	unsigned rt_stdc_count_ones_##suffix(type value); \
	bool rt_stdc_has_single_bit_##suffix(type value); \
	unsigned rt_stdc_bit_width_##suffix(type value); \
	type rt_stdc_bit_floor_##suffix(type value); \
	type rt_stdc_bit_ceil_##suffix(type value);
DECLARE(uc, unsigned char)
DECLARE(us, unsigned short)
DECLARE(ui, unsigned)
DECLARE(ul, unsigned long)
DECLARE(ull, unsigned long long)

/* The bits of a value, the lowest first, counted one by one. */
struct bits {
	unsigned width, ones, highest, lowest; /* the places from 1; 0: none */
	unsigned highest_zero, lowest_zero;
};

static struct bits look(unsigned long long value, unsigned width)
{
	struct bits bits = { .width = width };

	for (unsigned i = 1; i <= width; i++) {
		bool one = value >> (i - 1) & 1;

		bits.ones += one;
		if (one) {
			bits.highest = i;
			bits.lowest = bits.lowest ? bits.lowest : i;
		} else {
			bits.highest_zero = i;
			bits.lowest_zero = bits.lowest_zero ? bits.lowest_zero : i;
		}
	}
	return bits;
}

static unsigned from_top(const struct bits *bits, unsigned place)
{
	return place ? bits->width - place + 1 : 0;
}

static unsigned long long power_from(unsigned long long value, unsigned width)
{
	unsigned long long power = 1;

	for (unsigned i = 0; i < width && power != 0; i++, power *= 2)
		if (power >= value)
			return power;
	return 0;
}

#define CHECK_TYPE(suffix, type, random) \
	do { \
		type v = (type)(random); \
		struct bits b = look(v, CHAR_BIT * sizeof v); \
		assert_int_equal(rt_stdc_leading_zeros_##suffix(v), b.width - b.highest); \
		assert_int_equal(rt_stdc_leading_ones_##suffix(v), b.width - b.highest_zero); \
		assert_int_equal(rt_stdc_trailing_zeros_##suffix(v), \
		                 b.lowest ? b.lowest - 1 : b.width); \
		assert_int_equal(rt_stdc_trailing_ones_##suffix(v), \
		                 b.lowest_zero ? b.lowest_zero - 1 : b.width); \
		assert_int_equal(rt_stdc_first_leading_one_##suffix(v), from_top(&b, b.highest)); \
		assert_int_equal(rt_stdc_first_leading_zero_##suffix(v), \
		                 from_top(&b, b.highest_zero)); \
		assert_int_equal(rt_stdc_first_trailing_one_##suffix(v), b.lowest); \
		assert_int_equal(rt_stdc_first_trailing_zero_##suffix(v), b.lowest_zero); \
		assert_int_equal(rt_stdc_count_ones_##suffix(v), b.ones); \
		assert_int_equal(rt_stdc_count_zeros_##suffix(v), b.width - b.ones); \
		assert_int_equal(rt_stdc_has_single_bit_##suffix(v), b.ones == 1); \
		assert_int_equal(rt_stdc_bit_width_##suffix(v), b.highest); \
		assert_int_equal(rt_stdc_bit_floor_##suffix(v), \
		                 b.highest ? (type)(1ull << (b.highest - 1)) : 0); \
		assert_int_equal(rt_stdc_bit_ceil_##suffix(v), (type)power_from(v, b.width)); \
	} while (0)

static void check_all(unsigned long long value)
{
	CHECK_TYPE(uc, unsigned char, value);
	CHECK_TYPE(us, unsigned short, value);
	CHECK_TYPE(ui, unsigned, value);
	CHECK_TYPE(ul, unsigned long, value);
	CHECK_TYPE(ull, unsigned long long, value);
}

TEST(bits_are_counted)
{
	for (unsigned value = 0; value <= USHRT_MAX; value++)
		check_all(value);
	for (unsigned i = 0; i < 64; i++) {
		check_all(1ull << i);
		check_all(~(1ull << i));
		check_all(~0ull << i);
		check_all(~0ull >> i);
		check_all((1ull << i) + 1);
	}
	for (int i = 0; i < 20000; i++)
		check_all(random_bits() >> random_below(64));
}

/* What the macros of the header call, here under the runtime's names. */
#undef RUNTIME_BITS
#define RUNTIME_BITS(name, value) \
	(sizeof(value) == 1   ? rt_##name##_uc((unsigned char)(value)) \
	 : sizeof(value) == 2 ? rt_##name##_us((unsigned short)(value)) \
	 : sizeof(value) == 4 ? rt_##name##_ui((unsigned)(value)) \
	                      : rt_##name##_ull((unsigned long long)(value)))

TEST(any_unsigned_type_will_do)
{
	unsigned char byte = 0x10;
	unsigned short two = 0x10;
	unsigned calls = 0;

	assert_int_equal(stdc_leading_zeros(byte), 3);
	assert_int_equal(stdc_leading_zeros(two), 11);
	assert_int_equal(stdc_leading_zeros(16u), 27);
	assert_int_equal(stdc_leading_zeros(UINT64_C(16)), 59);
	assert_int_equal(sizeof(stdc_bit_ceil(byte)), 1);
	assert_int_equal(sizeof(stdc_bit_floor(two)), 2);
	assert_int_equal(stdc_bit_ceil((uint8_t)200), 0);
	assert_int_equal(stdc_count_ones(calls++ + 7u), 3);
	assert_int_equal(calls, 1);
}

TEST(arithmetic_tells_what_does_not_fit)
{
	signed char small;
	unsigned wide;
	long long most;

	assert_false(ckd_add(&small, 100, 27));
	assert_int_equal(small, 127);
	assert_true(ckd_add(&small, 100u, 28));
	assert_int_equal(small, -128);
	assert_true(ckd_sub(&wide, 1, 2));
	assert_true(wide == UINT_MAX);
	assert_false(ckd_sub(&most, 1u, 2u));
	assert_int_equal(most, -1);
	assert_true(ckd_mul(&most, LLONG_MIN, -1));
	assert_false(ckd_mul(&most, LLONG_MIN / 2, 2));
	assert_true(most == LLONG_MIN);
}
