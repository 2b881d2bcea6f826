#include "scale.h"

#define STEP  28
#define SLACK 8

/* The upper 128 bits of every 28th power of 10, cut off. */
static const struct row {
	uint64_t high, low;
} rows[] = {
	{ UINT64_C(0xe61acf033d1a45df), UINT64_C(0x6fb92487298e33bd) }, /* 10^-308 */
	{ UINT64_C(0xe858ad248f5c22c9), UINT64_C(0xd1b3400f8f9cff68) }, /* 10^-280 */
	{ UINT64_C(0xea9c227723ee8bcb), UINT64_C(0x465e15a979c1cadc) }, /* 10^-252 */
	{ UINT64_C(0xece53cec4a314ebd), UINT64_C(0xa4f8bf5635246428) }, /* 10^-224 */
	{ UINT64_C(0xef340a98172aace4), UINT64_C(0x86fb897116c87c34) }, /* 10^-196 */
	{ UINT64_C(0xf18899b1bc3f8ca1), UINT64_C(0xdc44e6c3cb279ac1) }, /* 10^-168 */
	{ UINT64_C(0xf3e2f893dec3f126), UINT64_C(0x5a89dba3c3efccfa) }, /* 10^-140 */
	{ UINT64_C(0xf64335bcf065d37d), UINT64_C(0x4d4617b5ff4a16d5) }, /* 10^-112 */
	{ UINT64_C(0xf8a95fcf88747d94), UINT64_C(0x75a44c6397ce912a) }, /* 10^-84 */
	{ UINT64_C(0xfb158592be068d2e), UINT64_C(0xeed6e2f0f0d56712) }, /* 10^-56 */
	{ UINT64_C(0xfd87b5f28300ca0d), UINT64_C(0x8bca9d6e188853fc) }, /* 10^-28 */
	{ UINT64_C(0x8000000000000000), UINT64_C(0x0000000000000000) }, /* 10^0 */
	{ UINT64_C(0x813f3978f8940984), UINT64_C(0x4000000000000000) }, /* 10^28 */
	{ UINT64_C(0x82818f1281ed449f), UINT64_C(0xbff8f10e7a8921a4) }, /* 10^56 */
	{ UINT64_C(0x83c7088e1aab65db), UINT64_C(0x792667c6da79e0fa) }, /* 10^84 */
	{ UINT64_C(0x850fadc09923329e), UINT64_C(0x03e2cf6bc604ddb0) }, /* 10^112 */
	{ UINT64_C(0x865b86925b9bc5c2), UINT64_C(0x0b8a2392ba45a9b2) }, /* 10^140 */
	{ UINT64_C(0x87aa9aff79042286), UINT64_C(0x90fb44d2f05d0842) }, /* 10^168 */
	{ UINT64_C(0x88fcf317f22241e2), UINT64_C(0x441fece3bdf81f03) }, /* 10^196 */
	{ UINT64_C(0x8a5296ffe33cc92f), UINT64_C(0x82bd6b70d99aaa6f) }, /* 10^224 */
	{ UINT64_C(0x8bab8eefb6409c1a), UINT64_C(0x1ad089b6c2f7548e) }, /* 10^252 */
	{ UINT64_C(0x8d07e33455637eb2), UINT64_C(0xdb0b487b6423e1e8) }, /* 10^280 */
	{ UINT64_C(0x8e679c2f5e44ff8f), UINT64_C(0x570f09eaa7ea7648) }, /* 10^308 */
	{ UINT64_C(0x8fcac257558ee4e6), UINT64_C(0x213a4f0aa5e8a7b1) }, /* 10^336 */
};

/* 5^27 is the last below 2^64. */
/* clang-format off */
static const uint64_t power_of_5[STEP] = {
	UINT64_C(1), UINT64_C(5), UINT64_C(25), UINT64_C(125), UINT64_C(625),
	UINT64_C(3125), UINT64_C(15625), UINT64_C(78125), UINT64_C(390625),
	UINT64_C(1953125), UINT64_C(9765625), UINT64_C(48828125), UINT64_C(244140625),
	UINT64_C(1220703125), UINT64_C(6103515625), UINT64_C(30517578125),
	UINT64_C(152587890625), UINT64_C(762939453125), UINT64_C(3814697265625),
	UINT64_C(19073486328125), UINT64_C(95367431640625), UINT64_C(476837158203125),
	UINT64_C(2384185791015625), UINT64_C(11920928955078125),
	UINT64_C(59604644775390625), UINT64_C(298023223876953125),
	UINT64_C(1490116119384765625), UINT64_C(7450580596923828125),
};
/* clang-format on */

_Static_assert(sizeof rows / sizeof rows[0] == (SCALE_HIGHEST + 1 - SCALE_LOWEST) / STEP,
               "a row for each step");

uint64_t rt_scale_power_of_10(int power)
{
	return power_of_5[power] << power;
}

/* floor(log2(10^power)), and floor(log10(2^power)); the factors are cut to so
 * many bits as give the right integer for all that a double needs. */
static int log2_of_power_of_10(int power)
{
	return (power * 217706) >> 16;
}

int rt_scale_log10(int power)
{
	return (power * 1262611) >> 22;
}

/* x times y; the third word of the product goes to *lowest. */
static struct wide multiply(struct wide x, uint64_t y, uint64_t *lowest)
{
	struct wide upper = wide_multiply_64(x.high, y);
	struct wide lower = wide_multiply_64(x.low, y);
	uint64_t middle = upper.low + lower.high;

	*lowest = lower.low;
	return (struct wide){ upper.high + (middle < upper.low), middle };
}

/* Cut off twice, and shifted by up to one. */
struct wide rt_scale_power(int power)
{
	int row = (power - SCALE_LOWEST) / STEP, rest = (power - SCALE_LOWEST) % STEP;
	uint64_t factor = power_of_5[rest], lowest;
	struct wide base = { rows[row].high, rows[row].low };
	struct wide product = multiply(base, factor << __builtin_clzll(factor), &lowest);

	if (product.high >> 63 != 0)
		return product;
	return (struct wide){ product.high << 1 | product.low >> 63,
		              product.low << 1 | lowest >> 63 };
}

/* The part of the product below the integer is compared with one half. It is
 * exact where the power is, and elsewhere too small by less than SLACK in the
 * middle word. */
bool rt_scale_round(uint64_t significand, int exponent, int power, uint64_t *integer)
{
	bool exact = power >= 0 && power < STEP;
	int up = __builtin_clzll(significand);
	/* so many bits of the product's upper word are below the integer */
	int bits = up - exponent - log2_of_power_of_10(power) - 1;
	uint64_t lowest;

	*integer = 0;
	if (bits < 1 || bits > 64)
		return bits > 64;
	struct wide product = multiply(rt_scale_power(power), significand << up, &lowest);
	uint64_t half = UINT64_C(1) << (bits - 1), rest = product.high & (2 * half - 1);
	*integer = bits < 64 ? product.high >> bits : 0;
	if (!exact && rest == half - 1 && product.low > UINT64_MAX - SLACK)
		return false;
	if (rest == half && product.low == 0 && (!exact || lowest == 0)) {
		*integer += *integer & 1;
		return exact;
	}
	*integer += rest >= half;
	return true;
}
