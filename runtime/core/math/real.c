#include "real.h"

#include <errno.h>

#include "../../builtins/integer/wide.h"

static int leading_zeros(real_word a)
{
	uint64_t high = (uint64_t)(a >> 64);

	return high != 0 ? __builtin_clzll(high) : 64 + __builtin_clzll((uint64_t)a);
}

struct real rt_real_normalize(bool negative, int exponent, real_word word)
{
	if (word == 0)
		return REAL_ZERO;
	int up = leading_zeros(word);
	return (struct real){ negative, exponent - up, word << up };
}

struct real rt_real_from_double(double a)
{
	uint64_t bits = fp_from_double(a);

	if (fp_is_zero(FP_DOUBLE, bits))
		return REAL_ZERO;
	struct fp_number n = fp_unpack(FP_DOUBLE, bits);
	return (struct real){ n.negative, n.exponent, (real_word)n.significand << 65 };
}

struct real rt_real_from_integer(int64_t a)
{
	uint64_t magnitude = a < 0 ? -(uint64_t)a : (uint64_t)a;

	return rt_real_normalize(a < 0, 127, magnitude);
}

/* fp_pack rounds from 63 bits, of which the last is sticky. */
FP_INLINE uint64_t round_to(struct fp_format f, struct real a)
{
	if (a.word == 0)
		return fp_signed(f, a.negative, 0);
	int exponent = a.exponent > 20000 ? 20000 : a.exponent < -20000 ? -20000 : a.exponent;
	uint64_t significand = (uint64_t)(a.word >> 65);
	bool more = a.word << 63 != 0;
	uint64_t bits = fp_pack(f, (struct fp_number){ a.negative, exponent, significand | more });
	if (fp_is_infinite(f, bits))
		errno = ERANGE;
	if (exponent < 1 - fp_bias(f)) {
		int lost = FP_TOP - f.fraction_bits + 1 - fp_bias(f) - exponent;
		if (more || lost > FP_TOP || significand << (64 - lost) != 0)
			errno = ERANGE;
	}
	return bits;
}

double rt_real_round_double(struct real a)
{
	return fp_to_double(round_to(FP_DOUBLE, a));
}

float rt_real_round_single(struct real a)
{
	return fp_to_single(round_to(FP_SINGLE, a));
}

static real_word shift_right_sticky(real_word word, int bits)
{
	if (bits >= 128)
		return word != 0;
	real_word kept = word >> bits;
	return kept | ((kept << bits) != word);
}

/* |a| >= |b| > 0 */
static struct real add_ordered(struct real a, struct real b)
{
	real_word addend = shift_right_sticky(b.word, a.exponent - b.exponent);

	if (a.negative != b.negative)
		return rt_real_normalize(a.negative, a.exponent, a.word - addend);
	a.word += addend;
	if (a.word < addend) {
		a.word = shift_right_sticky(a.word, 1) | REAL_Q127_ONE;
		a.exponent++;
	}
	return a;
}

struct real rt_real_add(struct real a, struct real b)
{
	if (a.word == 0)
		return b;
	if (b.word == 0)
		return a;
	if (a.exponent > b.exponent || (a.exponent == b.exponent && a.word >= b.word))
		return add_ordered(a, b);
	return add_ordered(b, a);
}

struct real rt_real_subtract(struct real a, struct real b)
{
	return rt_real_add(a, real_negate_if(b, true));
}

struct real rt_real_multiply(struct real a, struct real b)
{
	return rt_real_normalize(a.negative != b.negative, a.exponent + b.exponent + 1,
	                         real_multiply_high(a.word, b.word));
}

/* (rest * 2^64 + next) / d, where rest < d and d's first bit is set; rest
 * becomes the remainder. The estimate from d's first word is at most 2 too
 * large (Knuth, The Art of Computer Programming 2, 4.3.1, theorem B). */
static uint64_t quotient_word(real_word *rest, uint64_t next, real_word d)
{
	uint64_t dh = (uint64_t)(d >> 64), dl = (uint64_t)d, over, digit;
	struct wide n = { (uint64_t)(*rest >> 64), (uint64_t)*rest };
	bool fits = true;

	if (n.high < dh)
		digit = wide_divide_64(n, dh, &over);
	else {
		digit = UINT64_MAX;
		over = n.low + dh;
		fits = over >= dh;
	}
	while (fits && (real_word)digit * dl > REAL_WORD(over, next)) {
		digit--;
		over += dh;
		fits = over >= dh;
	}
	*rest = REAL_WORD(n.low, next) - (real_word)digit * dl - ((real_word)(digit * dh) << 64);
	return digit;
}

struct real rt_real_divide(struct real a, struct real b)
{
	real_word rest = a.word >> 1;
	uint64_t high = quotient_word(&rest, (uint64_t)a.word << 63, b.word);
	uint64_t low = quotient_word(&rest, 0, b.word);

	return rt_real_normalize(a.negative != b.negative, a.exponent - b.exponent,
	                         REAL_WORD(high, low));
}

/* floor(sqrt(a)) for a >= 2^62: Heron's method from above, from a line that
 * is at most 7 % off. */
static uint64_t root_32(uint64_t a)
{
	uint64_t root = (a >> 33) + (a >> 34) / 2 + (UINT64_C(3) << 29);

	for (int turn = 0; turn < 4; turn++)
		root = (root + a / root) / 2;
	if (root > UINT32_MAX)
		root = UINT32_MAX;
	while (root * root > a)
		root--;
	return root;
}

/* floor(sqrt(a)) for a >= 2^126: half of the bits by the above, half by a
 * division (Zimmermann, Karatsuba Square Root, 1999). */
static uint64_t root_64(real_word a)
{
	uint64_t upper = (uint64_t)(a >> 64);
	uint64_t high = root_32(upper);
	real_word rest = (real_word)(upper - high * high) << 32 | (uint32_t)(a >> 32);
	uint64_t low = (uint64_t)(rest / 2) / high;
	uint64_t root = (high << 32) + (low > UINT32_MAX ? UINT32_MAX : low);

	while ((real_word)root * root > a)
		root--;
	return root;
}

/* The integer root gives 64 bits, what it leaves divided by twice the root as
 * many again. The last bit is sticky, so that this rounds correctly. */
struct real rt_real_square_root(struct real a)
{
	if (a.word == 0)
		return a;
	if (a.exponent % 2 == 0) { /* to [1/4, 1) */
		a.word >>= 1;
		a.exponent++;
	}
	a.exponent++;
	uint64_t root = root_64(a.word), over;
	real_word rest = a.word - (real_word)root * root; /* <= 2 root */
	struct wide half = { (uint64_t)(rest >> 1), (uint64_t)rest << 63 };
	uint64_t low = half.high >= root ? UINT64_MAX : wide_divide_64(half, root, &over);
	return rt_real_normalize(false, a.exponent / 2 - 1, REAL_WORD(root, low | (rest != 0)));
}

real_word rt_real_to_q128(struct real a)
{
	int down = -1 - a.exponent;

	return a.word == 0 || down >= 128 ? 0 : a.word >> down;
}

real_word rt_real_polynomial(const real_word *c, int count, real_word x, bool alternate)
{
	real_word sum = c[count - 1];

	for (int i = count - 2; i >= 0; i--) {
		real_word term = real_multiply_high(sum, x);
		sum = alternate ? c[i] - term : c[i] + term;
	}
	return sum;
}
