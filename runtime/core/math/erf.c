#include <math.h>

#include "real.h"
#include "special.h"

__extension__ typedef __int128 real_int;

#define TWO_OVER_SQRT_PI     REAL(0, 0x906eba8214db688d, 0x71d48a7f6bfec344)
#define TERMS                (int)(sizeof erf_terms / sizeof erf_terms[0])
#define ERFC_TERMS           (int)(sizeof erfc_terms / sizeof erfc_terms[0])
#define ERFC_POINT           120
#define ERFC_TERM(high, low) (real_int) REAL_WORD(high, low)
/* Beyond it erfc is no double, and erf is 1. */
#define ERFC_END 5

/* 1 / (n! (2n+1)) */
static const real_word erf_terms[] = {
	REAL_WORD(0x8000000000000000, 0x0000000000000000),
	REAL_WORD(0x2aaaaaaaaaaaaaaa, 0xaaaaaaaaaaaaaaab),
	REAL_WORD(0x0ccccccccccccccc, 0xcccccccccccccccd),
	REAL_WORD(0x030c30c30c30c30c, 0x30c30c30c30c30c3),
	REAL_WORD(0x0097b425ed097b42, 0x5ed097b425ed097b),
	REAL_WORD(0x0018d3018d3018d3, 0x018d3018d3018d30),
	REAL_WORD(0x0003803803803803, 0x8038038038038038),
	REAL_WORD(0x00006ef5de4cd3bc, 0x2ab19a088f77e66d),
	REAL_WORD(0x00000c3d000c3d00, 0x0c3d000c3d000c3d),
	REAL_WORD(0x0000013777c55568, 0xccd1aaabe2227000),
	REAL_WORD(0x0000001c2e305487, 0x0b378a90c538c0fe),
	REAL_WORD(0x0000000256ce6215, 0x53e7442a5f4b8a74),
	REAL_WORD(0x000000002de891c2, 0x7d0bc1d00c6d0b78),
	REAL_WORD(0x00000000034513dc, 0xfc81ee7147a1a891),
	REAL_WORD(0x000000000037aaef, 0xccb1a040483b4d6b),
	REAL_WORD(0x00000000000378c4, 0xa1f6284612d19979),
	REAL_WORD(0x000000000000342e, 0x742cff749958e97f),
	REAL_WORD(0x00000000000002e4, 0xe397cb0c7d8896a1),
	REAL_WORD(0x0000000000000026, 0xef84221e41060661),
	REAL_WORD(0x0000000000000001, 0xf1b4073b34a679ed),
	REAL_WORD(0x0000000000000000, 0x17abd72258fb6e12),
	REAL_WORD(0x0000000000000000, 0x0113246abce1bdd7),
	REAL_WORD(0x0000000000000000, 0x000bf35c09c166a1),
	REAL_WORD(0x0000000000000000, 0x00007f5afaf59442),
	REAL_WORD(0x0000000000000000, 0x0000051702a0e3c0),
};

/* (x + 15/4) e^(x^2) erfc(x) as a Chebyshev series in t = (x - 15/4) / (x +
 * 15/4), which takes [0, inf) to [-1, 1): the discrete cosine transform of 80
 * values computed to 260 bits, up to the last term above 2^-100; rounded to
 * the nearest 2^-120. */
static const real_int erfc_terms[] = {
	ERFC_TERM(0x01948cb4452aa2ea, 0xaa9a999b876514be),
	-ERFC_TERM(0x016a601e88390d84, 0x99631695e6362de6),
	ERFC_TERM(0x0087f0b7c3fe8681, 0x455dd24c084df256),
	-ERFC_TERM(0x002aeeb8f36fb725, 0x18078f96a43a48de),
	ERFC_TERM(0x000b52fa4df89256, 0xcecc3bd82d25877e),
	-ERFC_TERM(0x00026efe8cd6302c, 0x53d4217e1db634a0),
	ERFC_TERM(0x000066dde500a516, 0x650d8b9eb82f4dd8),
	-ERFC_TERM(0x00000b005385af67, 0x1f12c5104e34e1e3),
	ERFC_TERM(0x000000211449d1f0, 0x3d08340f90d38599),
	ERFC_TERM(0x00000033ca713107, 0xefe46e36a7f87f46),
	-ERFC_TERM(0x0000000848642bbf, 0x4b2ddfaa369659ab),
	-ERFC_TERM(0x0000000028f38c51, 0x47dc2a77d20c0045),
	ERFC_TERM(0x000000003a3b789a, 0x18c5b69b6c12ecf2),
	-ERFC_TERM(0x0000000004a6d151, 0x2aa82128d6667622),
	-ERFC_TERM(0x00000000013f4cd9, 0xf86a5442b974ab70),
	ERFC_TERM(0x00000000003a5c17, 0xf4072bd13eb32dca),
	ERFC_TERM(0x0000000000065b22, 0x991fe505e686cdac),
	-ERFC_TERM(0x0000000000023133, 0x5f6ed596d1774f95),
	-ERFC_TERM(0x0000000000002100, 0xa10b0ae795f2cceb),
	ERFC_TERM(0x0000000000001462, 0xf7b177aa3dac7262),
	ERFC_TERM(0x00000000000000cf, 0x94132cefd00370d7),
	-ERFC_TERM(0x00000000000000c2, 0xe5a7429dca02086d),
	-ERFC_TERM(0x0000000000000007, 0xe65275dd5549824b),
	ERFC_TERM(0x0000000000000007, 0x913261dff373af9f),
	ERFC_TERM(0x0000000000000000, 0x71b4d1ad76258db0),
	-ERFC_TERM(0x0000000000000000, 0x4d19fd4b1398202c),
	-ERFC_TERM(0x0000000000000000, 0x07494fbb253cb517),
	ERFC_TERM(0x0000000000000000, 0x030b56ad9c358fa6),
	ERFC_TERM(0x0000000000000000, 0x0076bc0b5074a633),
	-ERFC_TERM(0x0000000000000000, 0x001ccea10600876c),
	-ERFC_TERM(0x0000000000000000, 0x0007322e52a78f80),
	ERFC_TERM(0x0000000000000000, 0x0000df79a8a72bd5),
	ERFC_TERM(0x0000000000000000, 0x000068506935e7aa),
	-ERFC_TERM(0x0000000000000000, 0x000002a77aae3374),
	-ERFC_TERM(0x0000000000000000, 0x0000056395790f66),
	-ERFC_TERM(0x0000000000000000, 0x0000005a816f390f),
	ERFC_TERM(0x0000000000000000, 0x0000003de247cf49),
	ERFC_TERM(0x0000000000000000, 0x0000000af9b2df48),
	-ERFC_TERM(0x0000000000000000, 0x0000000217e153d2),
	-ERFC_TERM(0x0000000000000000, 0x00000000d2456db3),
	ERFC_TERM(0x0000000000000000, 0x000000000485d88d),
	ERFC_TERM(0x0000000000000000, 0x000000000c1f0305),
	ERFC_TERM(0x0000000000000000, 0x000000000147fc7f),
	-ERFC_TERM(0x0000000000000000, 0x00000000008444d5),
	-ERFC_TERM(0x0000000000000000, 0x000000000024b88b),
};

/* a * b / 2^ERFC_POINT */
static real_int multiply(real_int a, real_int b)
{
	real_word x = (real_word)(a < 0 ? -a : a), y = (real_word)(b < 0 ? -b : b);
	real_int product = (real_int)real_multiply_high(x << 4, y << 4);

	return (a < 0) != (b < 0) ? -product : product;
}

static real_int to_fixed(struct real a)
{
	real_int fixed = (real_int)(rt_real_to_q128(real_scale(a, -1)) >> (127 - ERFC_POINT));

	return a.negative ? -fixed : fixed;
}

/* Clenshaw's recurrence */
static struct real erfc_series(real_int t)
{
	real_int one = 0, two = 0;

	for (int i = ERFC_TERMS - 1; i > 0; i--) {
		real_int next = erfc_terms[i] + 2 * multiply(t, one) - two;
		two = one;
		one = next;
	}
	real_int sum = erfc_terms[0] + multiply(t, one) - two;
	return rt_real_normalize(false, 127 - ERFC_POINT, (real_word)sum);
}

/* a must be at least 1/2. */
static struct real erfc_right(struct real a)
{
	struct real middle = REAL(1, UINT64_C(0xf000000000000000), 0);
	struct real sum = rt_real_add(a, middle);
	struct real t = rt_real_divide(rt_real_subtract(a, middle), sum);
	struct real square = real_negate_if(rt_real_multiply(a, a), true);
	struct real value = rt_real_multiply(rt_real_exp(square), erfc_series(to_fixed(t)));

	return rt_real_divide(value, sum);
}

/* |a| < 1/2: 2/sqrt(pi) a (1 - a^2/3 + a^4/10 - ...) */
static struct real erf_series(struct real a)
{
	real_word square = rt_real_to_q128(rt_real_multiply(a, a));
	real_word sum = rt_real_polynomial(erf_terms, TERMS, square, true);

	return rt_real_multiply(rt_real_multiply(a, TWO_OVER_SQRT_PI),
	                        rt_real_normalize(false, 0, sum));
}

double erf(double x)
{
	if (special_is_nan(x))
		return rt_quiet(x);
	if (special_is_zero(x))
		return x;
	if (special_is_infinite(x))
		return special_signed(special_is_negative(x), 1);
	struct real a = rt_real_from_double(x);
	if (real_is_below(a, -1))
		return rt_real_round_double(erf_series(a));
	if (!real_is_below(a, ERFC_END))
		return special_signed(a.negative, 1);
	struct real right = erfc_right(real_negate_if(a, a.negative));
	return rt_real_round_double(real_negate_if(rt_real_subtract(REAL_ONE, right), a.negative));
}

double erfc(double x)
{
	if (special_is_nan(x))
		return rt_quiet(x);
	struct real a = REAL_ONE;
	if (special_is_finite(x))
		a = rt_real_from_double(x);
	if (real_is_below(a, -1))
		return rt_real_round_double(rt_real_subtract(REAL_ONE, erf_series(a)));
	if (special_is_infinite(x))
		return special_is_negative(x) ? 2 : 0;
	if (!real_is_below(a, ERFC_END))
		return a.negative ? 2 : rt_range_error(false, false);
	struct real right = erfc_right(real_negate_if(a, a.negative));
	if (a.negative)
		right = rt_real_subtract(real_scale(REAL_ONE, 1), right);
	return rt_real_round_double(right);
}
