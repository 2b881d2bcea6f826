/* Powers of ten against exact integers, and what printf makes of them near the
 * middle between two results, against the host's. */
#include "rt.h"

#include <math.h>

#include "../../../runtime/core/number/scale.h"

RT(snprintf);

/* ---- Integers of up to 1536 bits, the lowest limb first ---- */

#define LIMBS 48

struct integer {
	uint32_t limb[LIMBS];
};

static void multiply_add(struct integer *n, uint32_t factor, uint32_t addend)
{
	uint64_t carry = addend;

	for (int i = 0; i < LIMBS; i++) {
		carry += (uint64_t)n->limb[i] * factor;
		n->limb[i] = (uint32_t)carry;
		carry >>= 32;
	}
	assert_int_equal(carry, 0);
}

static void multiply_power(struct integer *n, uint32_t base, int power)
{
	while (power-- > 0)
		multiply_add(n, base, 0);
}

static int compare(const struct integer *a, const struct integer *b)
{
	for (int i = LIMBS; i-- > 0;)
		if (a->limb[i] != b->limb[i])
			return a->limb[i] > b->limb[i] ? 1 : -1;
	return 0;
}

static struct integer of_wide(struct wide w, uint32_t more)
{
	struct integer n = { { 0 } };
	uint32_t parts[] = { (uint32_t)(w.high >> 32), (uint32_t)w.high, (uint32_t)(w.low >> 32),
		             (uint32_t)w.low };

	for (int i = 0; i < 4; i++) {
		multiply_add(&n, 65536, 0);
		multiply_add(&n, 65536, parts[i]);
	}
	multiply_add(&n, 1, more);
	return n;
}

/* How 10^power compares with w + more, times the power of two that belongs to
 * it; both sides are made integers. */
static int compare_with_power(int power, struct wide w, uint32_t more)
{
	int two = ((power * 217706) >> 16) - 127;
	struct integer left = { { 1 } }, right = of_wide(w, more);

	multiply_power(&left, 10, power);
	multiply_power(&right, 10, -power);
	multiply_power(&left, 2, -two);
	multiply_power(&right, 2, two);
	return compare(&left, &right);
}

TEST(powers_are_right_to_the_last_bit)
{
	for (int power = SCALE_LOWEST; power <= SCALE_HIGHEST; power++) {
		struct wide w = rt_scale_power(power);
		assert_true(w.high >> 63 != 0);
		if (compare_with_power(power, w, 0) < 0 || compare_with_power(power, w, 4) >= 0)
			fail_msg("10^%d is not 0x%016llx%016llx", power, (unsigned long long)w.high,
			         (unsigned long long)w.low);
	}
}

static void check(const char *format, int precision, double value)
{
	char ours[500], theirs[500];

	rt_snprintf(ours, sizeof ours, format, precision, value);
	snprintf(theirs, sizeof theirs, format, precision, value);
	if (strcmp(ours, theirs) != 0)
		fail_msg("%s of %a to %d digits: %s, not %s", format, value, precision, ours,
		         theirs);
}

/* The neighbours of each power of ten have one digit more or less. */
TEST(around_powers_of_10)
{
	for (int power = -323; power <= 308; power++) {
		char text[20];
		snprintf(text, sizeof text, "1e%d", power);
		double middle = strtod(text, NULL);
		double values[] = { nextafter(middle, 0), middle, nextafter(middle, INFINITY) };
		for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
			for (int precision = 0; precision < 20; precision++) {
				check("%.*e", precision, values[i]);
				check("%.*g", precision, values[i]);
				check("%.*f", precision, values[i]);
			}
	}
}

/* n and a half, times a power of ten, up to 2^53: ties of which the power is
 * not exact. */
TEST(ties)
{
	for (int round = 0; round < 20000; round++) {
		double half = (double)(random_below(100000) * 10 + 5);
		for (int zeros = 0; zeros < 10; zeros++, half *= 10)
			for (int precision = 0; precision < 7; precision++)
				check("%.*e", precision, half);
	}
}

/* n / 2^k for small k: ties of which the power is exact. */
TEST(ties_behind_the_point)
{
	for (int round = 0; round < 20000; round++) {
		double value = ldexp((double)random_below(1 << 20), -(int)random_below(20));
		for (int precision = 0; precision < 18; precision++)
			check("%.*f", precision, value);
	}
}
