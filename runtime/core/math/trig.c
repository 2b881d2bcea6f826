#include <math.h>

#include "real.h"
#include "special.h"

/* 2/pi to 1280 bits after the point, and 64 zeros before it. Computed from pi
 * to 1500 bits. No more are needed: the largest double ends at 2^971. */
static const uint64_t two_over_pi[] = {
	0x0000000000000000, 0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041,
	0xfe5163abdebbc561, 0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e,
	0xe88235f52ebb4484, 0xe99c7026b45f7e41, 0x3991d639835339f4, 0x9c845f8bbdf9283b,
	0x1ff897ffde05980f, 0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d,
	0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab,
	0xf0cfbc209af4361d,
};

#define ONE_OVER_HALF_PI REAL(-1, 0xa2f9836e4e441529, 0xfc2757d1f534ddc0)

/* An angle: whole quarter turns, of which only the last two bits count, and
 * the rest of it in [-1/2, 1/2]. */
struct turn {
	unsigned quadrant;
	struct real quarters;
};

/* The `index`th word of 2/pi from bit `start` on. */
static uint64_t window(unsigned start, unsigned index)
{
	unsigned word = start / 64 + index, bit = start % 64;

	if (bit == 0)
		return two_over_pi[word];
	return two_over_pi[word] << bit | two_over_pi[word + 1] >> (64 - bit);
}

/* Payne and Hanek, 1983. x = M 2^e, with M of 53 bits. Bits of 2/pi of a
 * weight above 2^(1 - e) give whole turns and are left out; 256 bits from
 * there on leave 254 - 53 after the point. No double comes closer to a
 * multiple of pi/2 than 2^-61 (Muller, Elementary Functions, 10.3), so that
 * 139 significant bits remain. */
static struct turn reduce_long(struct real x)
{
	uint64_t m = (uint64_t)(x.word >> 75);
	unsigned start = (unsigned)(x.exponent - 52 + 62);
	uint64_t product[4]; /* most significant first */
	real_word carry = 0;

	for (unsigned i = 4; i-- > 0;) {
		carry += (real_word)m * window(start, i);
		product[i] = (uint64_t)carry;
		carry >>= 64;
	}
	unsigned quadrant = (unsigned)(product[0] >> 62);
	real_word high = REAL_WORD(product[0], product[1]) << 2 | product[2] >> 62;
	uint64_t low = product[2] << 2 | product[3] >> 62;
	bool beyond = high >= REAL_Q127_ONE; /* nearer to the next one */
	if (beyond) {
		low = -low;
		high = ~high + (low == 0);
	}
	int up = 0;
	for (; up < 63 && high < REAL_Q127_ONE; up++) {
		high = high << 1 | low >> 63;
		low <<= 1;
	}
	return (struct turn){ quadrant + beyond, rt_real_normalize(beyond, -1 - up, high) };
}

static struct turn reduce(double x)
{
	struct real a = rt_real_from_double(x);
	struct turn turn = { 0, a };

	if (real_is_below(a, -1)) {
		turn.quarters = rt_real_multiply(a, ONE_OVER_HALF_PI);
		return turn;
	}
	turn = reduce_long(a);
	if (a.negative) {
		turn.quadrant = -turn.quadrant;
		turn.quarters.negative ^= true;
	}
	return turn;
}

/* The sine of the angle and `ahead` quarters more. */
static struct real sine(struct turn turn, unsigned ahead)
{
	unsigned quadrant = turn.quadrant + ahead;
	struct real value = quadrant & 1 ? rt_real_cosine(turn.quarters)
	                                 : rt_real_sine(turn.quarters);

	return real_negate_if(value, quadrant & 2);
}

struct real rt_real_sine_of(double x, unsigned ahead)
{
	return sine(reduce(x), ahead);
}

double sin(double x)
{
	if (special_is_nan(x))
		return rt_quiet(x);
	if (special_is_infinite(x))
		return rt_domain_error();
	if (special_is_zero(x))
		return x;
	return rt_real_round_double(sine(reduce(x), 0));
}

double cos(double x)
{
	if (special_is_nan(x))
		return rt_quiet(x);
	if (special_is_infinite(x))
		return rt_domain_error();
	return rt_real_round_double(sine(reduce(x), 1));
}

double tan(double x)
{
	if (special_is_nan(x))
		return rt_quiet(x);
	if (special_is_infinite(x))
		return rt_domain_error();
	if (special_is_zero(x))
		return x;
	struct turn turn = reduce(x);
	return rt_real_round_double(rt_real_divide(sine(turn, 0), sine(turn, 1)));
}
