#include "builtins.h"
#include "soak.h"

#include <string.h>

/* clang-format off */
static const uint64_t edges_half[] = {
	0, 1, 2, 0x03ff, 0x0400, 0x0401, 0x1400, 0x3800, 0x3bff, 0x3c00, 0x3c01, 0x3e00, 0x4000,
	0x57ff, 0x7800, 0x7bff, 0x7c00, 0x7c01, 0x7e00, 0x7e12, 0x7d45,
};
static const uint64_t edges_bfloat[] = {
	0, 1, 2, 0x007f, 0x0080, 0x0081, 0x3f00, 0x3f7f, 0x3f80, 0x3f81, 0x3fc0, 0x4000,
	0x7f00, 0x7f7f, 0x7f80, 0x7f81, 0x7fc0, 0x7fc5, 0x7fa3,
};
static const uint64_t edges_single[] = {
	0, 1, 2, 3, 0x007ffffe, 0x007fffff, 0x00800000, 0x00800001, 0x00ffffff, 0x01000000,
	0x33000000, 0x33000001, 0x33800000, 0x34000000, 0x38800000, 0x387fe000, 0x3effffff,
	0x3f000000, 0x3f000001, 0x3f7fffff, 0x3f800000, 0x3f800001, 0x3fc00000, 0x40000000,
	0x40400000, 0x41200000, 0x477fefff, 0x477ff000, 0x47800000, 0x4b000000, 0x4b7fffff,
	0x4b800000, 0x4effffff, 0x4f000000, 0x4f7fffff, 0x4f800000, 0x5effffff, 0x5f000000,
	0x5f7fffff, 0x5f800000, 0x7effffff, 0x7f000000, 0x7f7f0000, 0x7f7f8000, 0x7f7fffff,
	0x7f800000, 0x7f800001, 0x7fbfffff, 0x7fc00000, 0x7fc01230, 0x7fa04560, 0x7fffffff,
};
static const uint64_t edges_double[] = {
	0, 1, 2, 3, 0x000ffffffffffffe, 0x000fffffffffffff, 0x0010000000000000,
	0x0010000000000001, 0x001fffffffffffff, 0x0020000000000000, 0x3690000000000000,
	0x3690000000000001, 0x36a0000000000000, 0x36a8000000000000, 0x380fffffe0000000,
	0x380ffffff0000000, 0x380fffffffffffff, 0x3810000000000000, 0x3ca0000000000000,
	0x3ca0000000000001, 0x3cb0000000000000, 0x3f0ffc0000000000, 0x3e60000000000000,
	0x3fdfffffffffffff, 0x3fe0000000000000, 0x3fe0000000000001, 0x3fefffffffffffff,
	0x3ff0000000000000, 0x3ff0000000000001, 0x3ff0000010000000, 0x3ff0000030000000,
	0x3ff8000000000000, 0x4000000000000000, 0x4008000000000000, 0x4024000000000000,
	0x40effbffffffffff, 0x40effe0000000000, 0x41dfffffffc00000, 0x41e0000000000000,
	0x41efffffffe00000, 0x41f0000000000000, 0x4330000000000000, 0x433fffffffffffff,
	0x4340000000000000, 0x43dfffffffffffff, 0x43e0000000000000, 0x43efffffffffffff,
	0x43f0000000000000, 0x47dfffffffffffff, 0x47e0000000000000, 0x47efffffe0000000,
	0x47efffffefffffff, 0x47effffff0000000, 0x47efffffffffffff, 0x47f0000000000000,
	0x7fd0000000000000, 0x7fdfffffffffffff, 0x7fe0000000000000, 0x7fefffffffffffff,
	0x7ff0000000000000, 0x7ff0000000000001, 0x7ff7ffffffffffff, 0x7ff8000000000000,
	0x7ff8000000000123, 0x7ff4000000000456, 0x7fffffffffffffff,
};
/* clang-format on */

static const struct table {
	const uint64_t *edges;
	size_t count;
	int fraction_bits;
} tables[] = {
	[KIND_HALF] = { edges_half, sizeof edges_half / sizeof *edges_half, 10 },
	[KIND_BFLOAT] = { edges_bfloat, sizeof edges_bfloat / sizeof *edges_bfloat, 7 },
	[KIND_SINGLE] = { edges_single, sizeof edges_single / sizeof *edges_single, 23 },
	[KIND_DOUBLE] = { edges_double, sizeof edges_double / sizeof *edges_double, 52 },
};

/* Integers: 2^n - 2 to 2^n + 1 and their opposites, where words, halves of words
 * and significands begin and end. */
static const unsigned char edges_bit[] = {
	0,  1,  2,  3,  10, 11, 23, 24, 25, 31, 32,  33,
	52, 53, 54, 62, 63, 64, 65, 95, 96, 97, 126, 127,
};
#define PER_BIT 8

static bool is_float(enum kind kind)
{
	return kind >= KIND_HALF && kind <= KIND_DOUBLE;
}

static uint64_t mask_of(enum kind kind)
{
	return kind_bits(kind) >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << kind_bits(kind)) - 1;
}

size_t edge_count(enum kind kind)
{
	size_t bits = 0;

	if (kind == KIND_NONE)
		return 1;
	if (kind == KIND_COUNT)
		return 128;
	if (is_float(kind))
		return 2 * tables[kind].count;
	while (bits < sizeof edges_bit && edges_bit[bits] < kind_bits(kind))
		bits++;
	return bits * PER_BIT;
}

static struct bits integer_edge(enum kind kind, size_t i)
{
	unsigned bit = edges_bit[i / PER_BIT];
	struct bits a = { bit < 64 ? UINT64_C(1) << bit : 0,
		          bit < 64 ? 0 : UINT64_C(1) << (bit - 64) };
	uint64_t more = i / 2 % 4 - 2;
	uint64_t low = a.low + more;

	a.high += (more >> 63 != 0 ? ~UINT64_C(0) : 0) + (low < a.low);
	a.low = low;
	if (i % 2 != 0)
		a = (struct bits){ 0 - a.low, ~a.high + (a.low == 0) };
	a.low &= mask_of(kind);
	if (kind_bits(kind) < 128)
		a.high = 0;
	return a;
}

struct bits edge(enum kind kind, size_t i)
{
	if (kind == KIND_NONE)
		return (struct bits){ 0, 0 };
	if (kind == KIND_COUNT)
		return (struct bits){ i, 0 };
	if (!is_float(kind))
		return integer_edge(kind, i);
	return (struct bits){
		tables[kind].edges[i / 2] | (uint64_t)(i % 2) << (kind_bits(kind) - 1),
		0,
	};
}

static uint64_t exponent_near_one(enum kind kind, uint64_t choice)
{
	uint64_t span = kind == KIND_HALF ? 20 : 140;
	uint64_t bias = mask_of(kind) >> 2 >> tables[kind].fraction_bits;

	return bias - span / 2 + choice % span;
}

/* One draw serves several choices: its low bits are the number, its high ones
 * say which kind of number. */
static uint64_t random_float(enum kind kind, uint64_t near)
{
	uint64_t bits = random_bits(), choice = random_bits();
	int fraction = tables[kind].fraction_bits;
	uint64_t exponent = mask_of(kind) >> 1 >> fraction << fraction;
	uint64_t sign = UINT64_C(1) << (kind_bits(kind) - 1);

	switch (choice >> 61) {
	case 0:
		/* an exponent that is near the other's */
		return (near & exponent) ^ (bits & (sign | ((UINT64_C(1) << (fraction + 1)) - 1)));
	case 1:
		/* near in everything, of either sign */
		return (near + choice % 5 - 2) ^ (bits & sign);
	case 2:
		/* few bits: ties of every narrower format, and what just misses one */
		fraction = (int)((choice >> 8) % (unsigned)(fraction + 1));
		bits = (bits >> fraction | 1) << fraction;
		return choice % 8 == 0 ? bits + 1 : choice % 8 == 1 ? bits - 1 : bits;
	case 3:
		/* subnormal or tiny */
		return bits & (sign | ((UINT64_C(1) << (fraction + 1)) - 1));
	case 4:
		/* near 1: every integer's size, and products that stay */
		exponent = exponent_near_one(kind, choice) << fraction;
		return (bits & (sign | ((UINT64_C(1) << fraction) - 1))) | exponent;
	default: return bits;
	}
}

static struct bits random_integer(enum kind kind, struct bits near)
{
	uint64_t low = random_word();

	if (kind_bits(kind) < 128)
		return (struct bits){ low & mask_of(kind), 0 };
	uint64_t high = random_word(), choice = random_bits();
	if (choice >> 62 == 0)
		return (struct bits){ near.low + choice % 5 - 2, near.high };
	return (struct bits){ low, choice >> 62 == 1 ? 0 : high };
}

struct bits random_operand(enum kind kind, struct bits near)
{
	if (kind == KIND_NONE)
		return (struct bits){ 0, 0 };
	if (kind == KIND_COUNT)
		return (struct bits){ random_below(128), 0 };
	if (!is_float(kind))
		return random_integer(kind, near);
	return (struct bits){ random_float(kind, near.low) & mask_of(kind), 0 };
}
