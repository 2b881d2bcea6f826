/* Bits, C23 7.18: each function for five types. */
#include <limits.h>
#include <stdbit.h>

#define WIDTH(type) ((unsigned)(CHAR_BIT * sizeof(type)))
#define MAX(type)   ((type) - 1)

static unsigned bit_width(unsigned long long value)
{
	return value == 0 ? 0 : 64 - (unsigned)__builtin_clzll(value);
}

/* 64 bits are the widest type, where no bit lies above those of the others. */
static unsigned trailing_zeros(unsigned long long value, unsigned width)
{
	return value == 0 ? width : (unsigned)__builtin_ctzll(value);
}

static unsigned place(unsigned before, unsigned width)
{
	return before == width ? 0 : before + 1;
}

static unsigned long long bit_ceil(unsigned long long value, unsigned width)
{
	unsigned places = value < 2 ? 0 : bit_width(value - 1);

	return places == width ? 0 : 1ull << places;
}

#define FUNCTIONS(suffix, type) \
	unsigned stdc_leading_zeros_##suffix(type value) \
	{ \
		return WIDTH(type) - bit_width(value); \
	} \
	unsigned stdc_leading_ones_##suffix(type value) \
	{ \
		return WIDTH(type) - bit_width(MAX(type) ^ value); \
	} \
	unsigned stdc_trailing_zeros_##suffix(type value) \
	{ \
		return trailing_zeros(value, WIDTH(type)); \
	} \
	unsigned stdc_trailing_ones_##suffix(type value) \
	{ \
		return trailing_zeros(MAX(type) ^ value, WIDTH(type)); \
	} \
	unsigned stdc_first_leading_zero_##suffix(type value) \
	{ \
		return place(stdc_leading_ones_##suffix(value), WIDTH(type)); \
	} \
	unsigned stdc_first_leading_one_##suffix(type value) \
	{ \
		return place(stdc_leading_zeros_##suffix(value), WIDTH(type)); \
	} \
	unsigned stdc_first_trailing_zero_##suffix(type value) \
	{ \
		return place(stdc_trailing_ones_##suffix(value), WIDTH(type)); \
	} \
	unsigned stdc_first_trailing_one_##suffix(type value) \
	{ \
		return place(stdc_trailing_zeros_##suffix(value), WIDTH(type)); \
	} \
	unsigned stdc_count_zeros_##suffix(type value) \
	{ \
		return WIDTH(type) - stdc_count_ones_##suffix(value); \
	} \
	unsigned stdc_count_ones_##suffix(type value) \
	{ \
		return (unsigned)__builtin_popcountll(value); \
	} \
	bool stdc_has_single_bit_##suffix(type value) \
	{ \
		return value != 0 && (value & (value - 1u)) == 0; \
	} \
	unsigned stdc_bit_width_##suffix(type value) \
	{ \
		return bit_width(value); \
	} \
	type stdc_bit_floor_##suffix(type value) \
	{ \
		return (type)(value == 0 ? 0 : 1ull << (bit_width(value) - 1)); \
	} \
	type stdc_bit_ceil_##suffix(type value) \
	{ \
		return (type)bit_ceil(value, WIDTH(type)); \
	}

FUNCTIONS(uc, unsigned char)
FUNCTIONS(us, unsigned short)
FUNCTIONS(ui, unsigned)
FUNCTIONS(ul, unsigned long)
FUNCTIONS(ull, unsigned long long)
