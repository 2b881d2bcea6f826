#include "decimal.h"

#include <string.h>

#define UNITS_LIMB (DECIMAL_INTEGER_LIMBS - 1)
/* 10^9 * 2^29 and a carry fit 64 bits; 2^9 divides 10^9, so a division by up
 * to 2^9 adds one limb, exactly. */
#define LEFT_STEP_BITS  29
#define RIGHT_STEP_BITS 9

static const uint32_t power_of_10[DECIMAL_LIMB_DIGITS + 1] = {
	1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, DECIMAL_BASE,
};

struct place {
	int limb;
	uint32_t weight; /* of the digit in the limb */
};

static struct place place_of(int position)
{
	int from_top = DECIMAL_HIGHEST - position;
	int digit = DECIMAL_LIMB_DIGITS - 1 - from_top % DECIMAL_LIMB_DIGITS;

	return (struct place){ from_top / DECIMAL_LIMB_DIGITS, power_of_10[digit] };
}

/* The position of the lowest digit of a limb. */
static int position_of(int limb)
{
	return (UNITS_LIMB - limb) * DECIMAL_LIMB_DIGITS;
}

static void trim(struct decimal *d)
{
	while (d->first < d->end && d->limb[d->first] == 0)
		d->first++;
	while (d->first < d->end && d->limb[d->end - 1] == 0)
		d->end--;
}

static uint32_t limb_at(const struct decimal *d, int limb)
{
	return limb >= d->first && limb < d->end ? d->limb[limb] : 0;
}

static void use_limb(struct decimal *d, int limb)
{
	if (d->first >= d->end)
		d->first = d->end = limb;
	while (limb < d->first)
		d->limb[--d->first] = 0;
	while (limb >= d->end)
		d->limb[d->end++] = 0;
}

void rt_decimal_clear(struct decimal *d)
{
	d->first = d->end = UNITS_LIMB + 1;
}

void rt_decimal_set_integer(struct decimal *d, uint64_t integer, int position)
{
	struct place at = place_of(position);
	uint32_t below = DECIMAL_BASE / at.weight;

	d->first = at.limb;
	d->end = at.limb + 1;
	d->limb[at.limb] = (uint32_t)(integer % below) * at.weight;
	for (integer /= below; integer != 0; integer /= DECIMAL_BASE)
		d->limb[--d->first] = (uint32_t)(integer % DECIMAL_BASE);
	trim(d);
}

void rt_decimal_set_binary(struct decimal *d, uint64_t significand, int exponent)
{
	rt_decimal_clear(d);
	for (; significand != 0; significand /= DECIMAL_BASE)
		d->limb[--d->first] = (uint32_t)(significand % DECIMAL_BASE);
	if (exponent >= 0)
		rt_decimal_shift_left(d, exponent);
	else
		rt_decimal_shift_right(d, -exponent);
}

void rt_decimal_add_digit(struct decimal *d, int position, unsigned digit)
{
	struct place at = place_of(position);

	use_limb(d, at.limb);
	d->limb[at.limb] += digit * at.weight;
}

void rt_decimal_mark_inexact(struct decimal *d)
{
	use_limb(d, DECIMAL_LIMBS - 1);
	d->limb[DECIMAL_LIMBS - 1] |= 1;
}

int rt_decimal_text(const struct decimal *d, int position, char text[DECIMAL_LIMB_DIGITS])
{
	int limb = place_of(position).limb, count = position - position_of(limb) + 1;
	uint32_t value = limb_at(d, limb);

	for (int i = count; i-- > 0; value /= 10)
		text[i] = (char)('0' + value % 10);
	return count;
}

int rt_decimal_exponent(const struct decimal *d)
{
	int i = d->first;

	while (i < d->end && d->limb[i] == 0)
		i++;
	if (i == d->end)
		return 0;
	/* log10(2) is 1233 / 4096: the right digit, or the one above it */
	int digit = (32 - __builtin_clz(d->limb[i])) * 1233 >> 12;
	return position_of(i) + digit - (d->limb[i] < power_of_10[digit]);
}

int rt_decimal_bottom(const struct decimal *d)
{
	return position_of(d->end - 1);
}

int rt_decimal_lowest(const struct decimal *d)
{
	int i = d->end - 1;

	while (i >= d->first && d->limb[i] == 0)
		i--;
	if (i < d->first)
		return 0;
	int digit = 0;
	while (d->limb[i] / power_of_10[digit] % 10 == 0)
		digit++;
	return position_of(i) + digit;
}

static bool any_from(const struct decimal *d, int limb)
{
	for (; limb < d->end; limb++)
		if (limb_at(d, limb) != 0)
			return true;
	return false;
}

/* Whether what lies below a place is above half of its weight, or is half
 * and the digit there odd. */
static bool rounds_up(const struct decimal *d, struct place at)
{
	uint32_t kept = limb_at(d, at.limb) / at.weight;
	uint32_t below = limb_at(d, at.limb) % at.weight;
	uint32_t half = at.weight / 2;
	int rest = at.limb + 1;

	if (at.weight == 1) { /* the half is in the next limb */
		below = limb_at(d, rest);
		half = DECIMAL_BASE / 2;
		rest++;
	}
	if (below != half)
		return below > half;
	return any_from(d, rest) || (kept & 1) != 0;
}

void rt_decimal_round(struct decimal *d, int position)
{
	struct place at = place_of(position);

	if (position < DECIMAL_LOWEST || at.limb >= d->end)
		return;
	bool up = rounds_up(d, at);
	use_limb(d, at.limb);
	d->end = at.limb + 1;
	d->limb[at.limb] -= d->limb[at.limb] % at.weight;
	if (up)
		d->limb[at.limb] += at.weight;
	for (int i = at.limb; d->limb[i] >= DECIMAL_BASE; i--) {
		d->limb[i] -= DECIMAL_BASE;
		use_limb(d, i - 1);
		d->limb[i - 1]++;
	}
	trim(d);
}

static void shift_left_step(struct decimal *d, int bits)
{
	uint64_t carry = 0;

	for (int i = d->end - 1; i >= d->first; i--) {
		carry += (uint64_t)d->limb[i] << bits;
		d->limb[i] = (uint32_t)(carry % DECIMAL_BASE);
		carry /= DECIMAL_BASE;
	}
	if (carry != 0)
		d->limb[--d->first] = (uint32_t)carry;
	trim(d);
}

static void shift_right_step(struct decimal *d, int bits)
{
	uint32_t remainder = 0, mask = (UINT32_C(1) << bits) - 1;

	for (int i = d->first; i < d->end; i++) {
		uint64_t value = (uint64_t)remainder * DECIMAL_BASE + d->limb[i];
		d->limb[i] = (uint32_t)(value >> bits);
		remainder = (uint32_t)value & mask;
	}
	if (remainder != 0 && d->end < DECIMAL_LIMBS)
		d->limb[d->end++] = remainder * (DECIMAL_BASE >> bits);
	else if (remainder != 0)
		rt_decimal_mark_inexact(d);
	trim(d);
}

void rt_decimal_shift_left(struct decimal *d, int bits)
{
	for (; bits > LEFT_STEP_BITS; bits -= LEFT_STEP_BITS)
		shift_left_step(d, LEFT_STEP_BITS);
	shift_left_step(d, bits);
}

void rt_decimal_shift_right(struct decimal *d, int bits)
{
	for (; bits > RIGHT_STEP_BITS; bits -= RIGHT_STEP_BITS)
		shift_right_step(d, RIGHT_STEP_BITS);
	shift_right_step(d, bits);
}

uint64_t rt_decimal_integer(const struct decimal *d)
{
	uint64_t value = 0;

	for (int i = d->first; i <= UNITS_LIMB; i++)
		value = value * DECIMAL_BASE + limb_at(d, i);
	return value;
}

bool rt_decimal_has_fraction(const struct decimal *d)
{
	return any_from(d, UNITS_LIMB + 1);
}
