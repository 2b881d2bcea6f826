/* The power series of the Bessel functions. Terms are up to 2^56 times what they add up
 * to, so that this is done in fixed point with 192 bits after the point and 64 before. */
#include "bessel.h"

#define WORDS         4
#define FRACTION_BITS 192
#define EULER_GAMMA   REAL(-1, 0x93c467e37db0c7a4, 0xd1be3f810152cb57)

/* The lowest word first. */
struct wide {
	uint64_t word[WORDS];
};

static struct wide wide_one(void)
{
	return (struct wide){ { [FRACTION_BITS / 64] = 1 } };
}

static bool wide_is_zero(const struct wide *a)
{
	return (a->word[0] | a->word[1] | a->word[2] | a->word[3]) == 0;
}

static bool wide_is_negative(const struct wide *a)
{
	return a->word[WORDS - 1] >> 63 != 0;
}

static void wide_add(struct wide *to, const struct wide *a)
{
	real_word carry = 0;

	for (int i = 0; i < WORDS; i++) {
		carry += (real_word)to->word[i] + a->word[i];
		to->word[i] = (uint64_t)carry;
		carry >>= 64;
	}
}

static void wide_negate(struct wide *a)
{
	bool carry = true;

	for (int i = 0; i < WORDS; i++) {
		a->word[i] = ~a->word[i] + carry;
		carry &= a->word[i] == 0;
	}
}

static void wide_add_signed(struct wide *to, struct wide a, bool negate)
{
	if (negate)
		wide_negate(&a);
	wide_add(to, &a);
}

/* a * m / 2^shift, which must fit. */
static void wide_multiply(struct wide *a, uint64_t m, unsigned shift)
{
	uint64_t product[WORDS + 1];
	unsigned skip = shift / 64, bits = shift % 64;
	real_word carry = 0;

	for (int i = 0; i < WORDS; i++) {
		carry += (real_word)a->word[i] * m;
		product[i] = (uint64_t)carry;
		carry >>= 64;
	}
	product[WORDS] = (uint64_t)carry;
	for (unsigned i = 0; i < WORDS; i++) {
		uint64_t low = i + skip <= WORDS ? product[i + skip] : 0;
		uint64_t high = i + skip < WORDS ? product[i + skip + 1] : 0;

		a->word[i] = bits == 0 ? low : low >> bits | high << (64 - bits);
	}
}

static void wide_divide(struct wide *a, uint32_t divisor)
{
	uint64_t rest = 0;

	for (int i = WORDS; i-- > 0;) {
		uint64_t high = rest << 32 | a->word[i] >> 32;
		uint64_t low = high % divisor << 32 | (a->word[i] & 0xffffffff);

		a->word[i] = high / divisor << 32 | low / divisor;
		rest = low % divisor;
	}
}

static struct real wide_to_real(struct wide a)
{
	bool negative = wide_is_negative(&a);

	if (negative)
		wide_negate(&a);
	real_word high = REAL_WORD(a.word[3], a.word[2]), low = REAL_WORD(a.word[1], a.word[0]);
	if (high == 0)
		return rt_real_normalize(negative, 127 - FRACTION_BITS, low);
	int exponent = 255 - FRACTION_BITS;
	for (; high < REAL_Q127_ONE; exponent--) {
		high = high << 1 | low >> 127;
		low <<= 1;
	}
	return rt_real_normalize(negative, exponent, high);
}

/* The sum of (-y)^k / (k! (n + 1) (n + 2) ... (n + k)) with y = x^2/4, and the same with
 * each term times h(k): 1 + 1/2 + ... + 1/k for n = 0, and for n = 1 that of k and of
 * k + 1 together. */
struct sums {
	struct real plain, weighted;
};

/* a * x^2/4 / (k (n + k)) */
static void next_term(struct wide *a, struct real x, uint32_t k, int64_t n)
{
	uint64_t m = (uint64_t)(x.word >> 64);
	unsigned shift = (unsigned)(64 - x.exponent); /* x/2 = m / 2^shift */

	wide_multiply(a, m, shift);
	wide_divide(a, k);
	wide_multiply(a, m, shift);
	wide_divide(a, (uint32_t)(n + k));
}

static struct sums add_terms(int64_t n, struct real x, bool weigh)
{
	struct wide term = wide_one(), sum = term;
	struct wide weighted = { { 0 } }, weighted_sum;

	if (n == 1)
		weighted = term;
	weighted_sum = weighted;
	for (uint32_t k = 1; !wide_is_zero(&term); k++) {
		next_term(&term, x, k, n);
		wide_add_signed(&sum, term, k & 1);
		if (!weigh)
			continue;
		next_term(&weighted, x, k, n);
		struct wide part = term;
		wide_divide(&part, k);
		wide_add(&weighted, &part);
		if (n == 1) {
			part = term;
			wide_divide(&part, k + 1);
			wide_add(&weighted, &part);
		}
		wide_add_signed(&weighted_sum, weighted, k & 1);
	}
	return (struct sums){ wide_to_real(sum), wide_to_real(weighted_sum) };
}

/* (x/2)^n / n!, or 0 if it is below all doubles by far. */
static struct real scale(int64_t n, struct real x)
{
	if (n == 0)
		return REAL_ONE;
	if (n == 1)
		return real_scale(x, -1);
	struct real log = rt_real_multiply(rt_real_from_integer(n), rt_real_log(real_scale(x, -1)));
	struct real size = rt_real_subtract(log, rt_real_log_gamma(rt_real_from_integer(n + 1)));
	return size.negative && !real_is_below(size, 10) ? REAL_ZERO : rt_real_exp(size);
}

struct real rt_bessel_series_j(int64_t order, struct real x)
{
	struct real factor = scale(order, x);

	if (factor.word == 0)
		return factor;
	return rt_real_multiply(factor, add_terms(order, x, false).plain);
}

/* pi/2 Y0 = (log(x/2) + gamma) J0 - (the weighted sum)
 * pi/2 Y1 = (log(x/2) + gamma) J1 - 1/x - x/4 (the weighted sum) */
struct real rt_bessel_series_y(int64_t order, struct real x)
{
	struct sums sums = add_terms(order, x, true);
	struct real log = rt_real_add(rt_real_log(real_scale(x, -1)), EULER_GAMMA);
	struct real main = rt_real_multiply(log, sums.plain);

	if (order == 1) {
		main = rt_real_multiply(main, real_scale(x, -1));
		main = rt_real_subtract(main, rt_real_divide(REAL_ONE, x));
		sums.weighted = rt_real_multiply(sums.weighted, real_scale(x, -2));
	}
	return rt_real_divide(rt_real_subtract(main, sums.weighted), REAL_HALF_PI);
}
