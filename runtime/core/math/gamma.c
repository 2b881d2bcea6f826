/* The gamma family. Stirling's series from 20 on; below it Gamma(a + n)
 * divided by a (a + 1) ... (a + n - 1); on the left Euler's reflection. The
 * logarithm has its own series around its zeros at 1 and 2. The tables are
 * computed to 700 bits and rounded to the nearest 2^-127. */

#include <math.h>

#include "real.h"
#include "special.h"

/* POSIX's signgam, whose name C17 leaves to the program. */
#ifndef RT_NATIVE
int rt_lgamma_sign;
extern int signgam __attribute__((__weak__, __alias__("rt_lgamma_sign")));
#define last_sign rt_lgamma_sign
#else
int signgam;
#define last_sign signgam
#endif

#define COUNT(table) (int)(sizeof(table) / sizeof(table)[0])
#define HALF_LN_2PI  REAL(-1, 0xeb3f8e4325f5a534, 0x94bc900144192024)
#define LN_PI        REAL(0, 0x928682473d0de85e, 0xafcab635421fa4cc)
#define STIRLING_MIN 20
/* Gamma is no double from here on, and zero below its negative. */
#define GAMMA_END 200
/* Where the logarithm of Gamma is computed from Gamma, as an exponent. */
#define GAMMA_DIRECT_BITS 10

/* |B(2k)| / (2k (2k-1) 64^(k-1)), k from 1 */
static const real_word stirling_terms[] = {
	REAL_WORD(0x0aaaaaaaaaaaaaaa, 0xaaaaaaaaaaaaaaab),
	REAL_WORD(0x00016c16c16c16c1, 0x6c16c16c16c16c17),
	REAL_WORD(0x000001a01a01a01a, 0x01a01a01a01a01a0),
	REAL_WORD(0x00000004e04e04e0, 0x4e04e04e04e04e05),
	REAL_WORD(0x000000001b951e2b, 0x18ff23570ea73807),
	REAL_WORD(0x0000000000fb5586, 0xccc9e3e40fb5586d),
	REAL_WORD(0x00000000000d20d2, 0x0d20d20d20d20d21),
	REAL_WORD(0x000000000000f214, 0x36587a9cbee10325),
	REAL_WORD(0x00000000000016fe, 0x96381e067ffa1877),
	REAL_WORD(0x00000000000002c8, 0xece02303e73db7b7),
	REAL_WORD(0x000000000000006b, 0x3910c8b380169d3d),
	REAL_WORD(0x0000000000000013, 0x9b2525cccc1aab68),
	REAL_WORD(0x0000000000000004, 0x488d3a06d3a06d3a),
	REAL_WORD(0x0000000000000001, 0x1a198ae1c4ab7eb4),
	REAL_WORD(0x0000000000000000, 0x546882269b8468e1),
	REAL_WORD(0x0000000000000000, 0x1d1089b142d35779),
	REAL_WORD(0x0000000000000000, 0x0b694d07b219dbcc),
	REAL_WORD(0x0000000000000000, 0x0511446767919bb5),
	REAL_WORD(0x0000000000000000, 0x0286ef3793a8049d),
};

/* as the function below says */
static const real_word gamma_one_terms[] = {
	REAL_WORD(0x49e233f1bed863d2, 0x68df1fc080a965ab),
	REAL_WORD(0x694699894c1f4c8c, 0x39ec4891005d672f),
	REAL_WORD(0x3349aab7d565adeb, 0x3d92e4b9a66d6a85),
	REAL_WORD(0x22a264558fb0906d, 0x7e4484465b948d7f),
	REAL_WORD(0x1a8b9c17aa614925, 0xd04d49fb5c33209c),
	REAL_WORD(0x15b40cb100c30614, 0xa79940f15695b1df),
	REAL_WORD(0x12703a1dcea3ae58, 0xc1ff41e52b0e0348),
	REAL_WORD(0x1010b36af86396e8, 0xbe59ca4ddb5a64ce),
	REAL_WORD(0x0e4033836abeda2a, 0xd5500dfba7db2223),
	REAL_WORD(0x0cd00f1c2eafc798, 0x13418f3768cd66b1),
	REAL_WORD(0x0ba461988a636b07, 0xa95d890201c7f158),
	REAL_WORD(0x0aab56b1921de202, 0xbbd0b01f5d03a1cd),
	REAL_WORD(0x09d8ecb8fe2cc261, 0xa79f81b6c2036aff),
	REAL_WORD(0x0924b6fc19062fb9, 0xe9695c0817d0a644),
	REAL_WORD(0x088899a3b73ff01d, 0xc9a4ff396ee34ec2),
	REAL_WORD(0x08000803266f5917, 0x879d0156affdbc11),
	REAL_WORD(0x07878b4c47a2af27, 0x2d5eef316a94a704),
	REAL_WORD(0x071c738e882d0624, 0x169e82fca4fa189c),
	REAL_WORD(0x06bca286d5a22817, 0x4741e885fefb46d2),
	REAL_WORD(0x066666ccd4b56e82, 0x92a3698d7cad9ca9),
	REAL_WORD(0x061861b6ddefefd6, 0xdedef1f58777c1f3),
	REAL_WORD(0x05d174745de37e44, 0x0ae3f82a2639dc5b),
	REAL_WORD(0x0590b221646d9b2e, 0xf8baae3503a00eba),
	REAL_WORD(0x0555555aaabf7355, 0x4a05fce04ef62eb1),
	REAL_WORD(0x051eb8547ae7eddd, 0x038d4d4653c25fb0),
	REAL_WORD(0x04ec4ec62764979f, 0x4ad5a89f860c70ef),
	REAL_WORD(0x04bda1300000af10, 0x55a3ba5e6a11dd41),
	REAL_WORD(0x04924924db6def1f, 0x2631c34f2cbc0b6a),
	REAL_WORD(0x0469ee5869ee6a61, 0xee92d0ee46445eba),
	REAL_WORD(0x0444444455555b2a, 0xd831dbd28370f1ca),
	REAL_WORD(0x0421084218c6336e, 0x24b27035173a3160),
	REAL_WORD(0x040000000400009b, 0x8fd913d3546a6055),
	REAL_WORD(0x03e0f83e11745d49, 0x8dd97481b3196eae),
	REAL_WORD(0x03c3c3c3c4b4b4c4, 0xf91baa80fe7312f9),
	REAL_WORD(0x03a83a83a8af8afd, 0xf3ff33c1e1e393f0),
	REAL_WORD(0x038e38e38e71c71e, 0x26c5aaa6630a9531),
	REAL_WORD(0x03759f22985306eb, 0xcbff3e39f94cf32e),
	REAL_WORD(0x035e50d794435e51, 0x0593e507eba1b501),
	REAL_WORD(0x03483483483b13b1, 0x4a0441a1ed1c4ab4),
	REAL_WORD(0x0333333333366666, 0x6b41611049642ab7),
	REAL_WORD(0x031f3831f384aed4, 0x4c817cf6b6944e16),
	REAL_WORD(0x030c30c30c318618, 0x6209a078e96eb374),
	REAL_WORD(0x02fa0be82fa11dc4, 0x773caf4522303e9b),
	REAL_WORD(0x02e8ba2e8ba31745, 0xd182505d4efd2801),
	REAL_WORD(0x02d82d82d82d9999, 0x999e2591d943e1e0),
};

/* as the function below says */
static const real_word gamma_two_terms[] = {
	REAL_WORD(0x361dcc0e41279c2d, 0x9720e03f7f569a55),
	REAL_WORD(0x294699894c1f4c8c, 0x39ec4891005d672f),
	REAL_WORD(0x089f000d2abb0340, 0x92e83a0efbc2bfda),
	REAL_WORD(0x02a264558fb0906d, 0x7e4484465b948d7f),
	REAL_WORD(0x00f2027e10c7af8c, 0x36b3b061c2998702),
	REAL_WORD(0x005eb75bab6db0bf, 0x5243eb9c01405c8a),
	REAL_WORD(0x0027158b857f1c0f, 0x9d6cf8c098c4deb6),
	REAL_WORD(0x0010b36af86396e8, 0xbe59ca4ddb5a64ce),
	REAL_WORD(0x00074ff531db4bf1, 0xf1c1d51819a23e95),
	REAL_WORD(0x0003424f61e2facb, 0x4674c26a9c0099e4),
	REAL_WORD(0x000178de5bd7c81e, 0xef2efd5f190dc2cd),
	REAL_WORD(0x0000ac06e7733758, 0x11260574b258f722),
	REAL_WORD(0x00004f2f258f3889, 0x0a15a919382acd75),
	REAL_WORD(0x000024b2f473e695, 0x57203775ceac13fb),
	REAL_WORD(0x0000111b2eb76795, 0x411c76b0e65ac63a),
	REAL_WORD(0x00000803266f5917, 0x879d0156affdbc11),
	REAL_WORD(0x000003c4c01b279f, 0xa5d767a9e30d1f7d),
	REAL_WORD(0x000001c76bbb3f07, 0xa4d7668adddda6d5),
	REAL_WORD(0x000000d7ad365dfc, 0x54bb2be44fd2db08),
	REAL_WORD(0x000000666e4f081c, 0x2c3d032716473642),
	REAL_WORD(0x00000030c58e69be, 0x7d58d994015f606d),
	REAL_WORD(0x00000017469daccf, 0xadccb258b1dcc515),
	REAL_WORD(0x0000000b21a54223, 0xd75681af72edf877),
	REAL_WORD(0x00000005556a1dff, 0xf4b0a78af9a0d95c),
	REAL_WORD(0x000000028f62cf24, 0xb1a1c8279b70742a),
	REAL_WORD(0x000000013b15d2b2, 0xfc10bc50c120222a),
	REAL_WORD(0x0000000097b4d4fd, 0x5f1efcbd3aa99167),
	REAL_WORD(0x000000004924ca8c, 0xdd0d31060829c245),
	REAL_WORD(0x00000000234f84dd, 0x84a478a7a75eda50),
	REAL_WORD(0x00000000111116e6, 0x93ed978e3f2cad86),
	REAL_WORD(0x0000000008421265, 0xe2a1ec140ef820dc),
	REAL_WORD(0x000000000400009b, 0x8fd913d3546a6055),
	REAL_WORD(0x0000000001f07c51, 0x4fc9f0a0badb5f2a),
	REAL_WORD(0x0000000000f0f101, 0x3557e6bd3aaf4f36),
	REAL_WORD(0x0000000000750755, 0xb97b8b875e3b596c),
	REAL_WORD(0x000000000038e38f, 0xede21c6d7f7c5c4e),
	REAL_WORD(0x00000000001bacf9, 0xa27bc89ad6b4bbd4),
	REAL_WORD(0x00000000000d7943, 0x8c5086b7140d7f1c),
	REAL_WORD(0x0000000000069069, 0x1580f96d69d41631),
};

/* log Gamma(a), a >= 20: (a - 1/2) log a - a + log(2 pi)/2 + 1/(12 a) - ... */
static struct real stirling(struct real a)
{
	struct real inverse = rt_real_divide(REAL_ONE, a);
	struct real square = rt_real_multiply(inverse, inverse);
	real_word sum = rt_real_polynomial(stirling_terms, COUNT(stirling_terms),
	                                   rt_real_to_q128(real_scale(square, 6)), true);
	struct real rest = rt_real_multiply(inverse, rt_real_normalize(false, 0, sum));
	struct real main = rt_real_multiply(rt_real_subtract(a, REAL_HALF),
	                                    rt_real_subtract(rt_real_log(a), REAL_ONE));

	/* (a - 1/2)(log a - 1) - 1/2 is (a - 1/2) log a - a */
	main = rt_real_add(rt_real_subtract(main, REAL_HALF), HALF_LN_2PI);
	return rt_real_add(main, rest);
}

/* a must be positive, and below 2^15. */
static struct real gamma_right(struct real a)
{
	struct real product = REAL_ONE;

	while (rt_real_subtract(a, rt_real_from_integer(STIRLING_MIN)).negative) {
		product = rt_real_multiply(product, a);
		a = rt_real_add(a, REAL_ONE);
	}
	return rt_real_divide(rt_real_exp(stirling(a)), product);
}

/* |sin(pi a)| for a number between -1/2 and 1/2 */
static struct real sine_of_pi(struct real a)
{
	struct real quarters = real_scale(a, 1);

	quarters.negative = false;
	if (real_is_below(quarters, -1))
		return rt_real_sine(quarters);
	return rt_real_cosine(rt_real_subtract(REAL_ONE, quarters));
}

/* |Gamma(x)| = pi / (|sin(pi x)| Gamma(1 - x)) */
static struct real gamma_left(double x)
{
	struct real a = rt_real_from_double(x);
	struct real sine = sine_of_pi(rt_real_from_double(x - round(x)));
	struct real other = gamma_right(rt_real_subtract(REAL_ONE, a));

	return rt_real_divide(REAL_PI, rt_real_multiply(sine, other));
}

double tgamma(double x)
{
	if (special_is_nan(x))
		return rt_quiet(x);
	if (special_is_zero(x))
		return rt_range_error(special_is_negative(x), true);
	if (special_is_infinite(x))
		return special_is_negative(x) ? rt_domain_error() : x;
	if (!special_is_negative(x))
		return x >= GAMMA_END ? rt_range_error(false, true)
		                      : rt_real_round_double(gamma_right(rt_real_from_double(x)));
	double below = floor(x);
	bool negative = rt_parity(below) == PARITY_ODD;
	if (below == x)
		return rt_domain_error();
	if (x <= -GAMMA_END)
		return rt_range_error(negative, false);
	return rt_real_round_double(real_negate_if(gamma_left(x), negative));
}

/* log Gamma(1 + z) = -z (gamma - zeta(2) z/2 + zeta(3) z^2/3 - ...) */
static struct real log_gamma_at_one(struct real z)
{
	real_word sum = rt_real_polynomial(gamma_one_terms, COUNT(gamma_one_terms),
	                                   rt_real_to_q128(z), !z.negative);

	return rt_real_multiply(real_negate_if(z, true), rt_real_normalize(false, 0, sum));
}

/* log Gamma(2 + z) = z (g + (zeta(2) - 1) z/2 - (zeta(3) - 1) z^2/3 + ...)
 * with g = 1 - gamma; as z (2g - (g - ...)) the sum alternates. */
static struct real log_gamma_at_two(struct real z)
{
	real_word sum = rt_real_polynomial(gamma_two_terms, COUNT(gamma_two_terms),
	                                   rt_real_to_q128(z), !z.negative);

	sum = 2 * gamma_two_terms[0] - sum;
	return rt_real_multiply(z, rt_real_normalize(false, 0, sum));
}

struct real rt_real_log_gamma(struct real a)
{
	struct real from_one = rt_real_subtract(a, REAL_ONE);
	struct real from_two = rt_real_subtract(from_one, REAL_ONE);

	if (real_is_below(from_one, -3))
		return log_gamma_at_one(from_one);
	if (real_is_below(from_two, -3))
		return log_gamma_at_two(from_two);
	if (real_is_below(a, 5) && rt_real_subtract(a, rt_real_from_integer(STIRLING_MIN)).negative)
		return rt_real_log(gamma_right(a));
	return stirling(a);
}

/* x must be negative and no whole number. */
static struct real log_gamma_left(double x)
{
	struct real a = rt_real_from_double(x);

	if (real_is_below(a, GAMMA_DIRECT_BITS)) /* a zero may be near */
		return rt_real_log(gamma_left(x));
	struct real sine = rt_real_log(sine_of_pi(rt_real_from_double(x - round(x))));
	struct real other = rt_real_log_gamma(rt_real_subtract(REAL_ONE, a));
	return rt_real_subtract(LN_PI, rt_real_add(sine, other));
}

double lgamma_r(double x, int *sign)
{
	*sign = 1;
	if (special_is_nan(x))
		return rt_quiet(x);
	if (special_is_infinite(x))
		return special_infinity(false);
	if (special_is_zero(x) && special_is_negative(x))
		*sign = -1;
	if (special_is_zero(x) || (special_is_negative(x) && floor(x) == x))
		return rt_range_error(false, true);
	if (!special_is_negative(x))
		return rt_real_round_double(rt_real_log_gamma(rt_real_from_double(x)));
	if (rt_parity(floor(x)) == PARITY_ODD)
		*sign = -1;
	return rt_real_round_double(log_gamma_left(x));
}

double lgamma(double x)
{
	return lgamma_r(x, &last_sign);
}
