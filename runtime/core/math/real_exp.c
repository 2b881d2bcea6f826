/* e^a: 2^k * 2^(i/32) * e^r with r in [0, ln 2 / 32), its Taylor polynomial.
 * The tables are 2^(i/32) and 1/i!, computed to 700 bits and rounded to the
 * nearest 2^-127. The error is below 2^-112 of the result. */

#include "real.h"

#define ROOT_BITS    5
#define ONE_OVER_LN2 REAL(0, 0xb8aa3b295c17f0bb, 0xbe87fed0691d3e89)
#define LN2_Q128     REAL_WORD(0xb17217f7d1cf79ab, 0xc9e3b39803f2f6af)
#define TERMS        (int)(sizeof exp_terms / sizeof exp_terms[0])

/* 2^(i/32) */
static const real_word exp_roots[] = {
	REAL_WORD(0x8000000000000000, 0x0000000000000000),
	REAL_WORD(0x82cd8698ac2ba1d7, 0x3e2a475b46520bff),
	REAL_WORD(0x85aac367cc487b14, 0xc5c95b8c2154c1b2),
	REAL_WORD(0x88980e8092da8527, 0x5df8d76c98c67563),
	REAL_WORD(0x8b95c1e3ea8bd6e6, 0xfbe4628758a53c90),
	REAL_WORD(0x8ea4398b45cd53c0, 0x2dc0144c8783d4c6),
	REAL_WORD(0x91c3d373ab11c336, 0x0fd6d8e0ae5ac9d8),
	REAL_WORD(0x94f4efa8fef70961, 0x2e8afad12551de54),
	REAL_WORD(0x9837f0518db8a96f, 0x46ad23182e42f6f6),
	REAL_WORD(0x9b8d39b9d54e5538, 0xa2a817a2a3cc3f1f),
	REAL_WORD(0x9ef5326091a111ad, 0xa0911f09ebb9fdd1),
	REAL_WORD(0xa27043030c496818, 0x9b7a04ef80cfdea8),
	REAL_WORD(0xa5fed6a9b15138ea, 0x1cbd7f621710701b),
	REAL_WORD(0xa9a15ab4ea7c0ef8, 0x541e24ec3531fa73),
	REAL_WORD(0xad583eea42a14ac6, 0x4980a8c8f59a2ec4),
	REAL_WORD(0xb123f581d2ac258f, 0x87d037e96d215d8e),
	REAL_WORD(0xb504f333f9de6484, 0x597d89b3754abe9f),
	REAL_WORD(0xb8fbaf4762fb9ee9, 0x1b879778566b65a2),
	REAL_WORD(0xbd08a39f580c36be, 0xa8811fb66d0faf7a),
	REAL_WORD(0xc12c4cca66709456, 0x7c457d59a50087b5),
	REAL_WORD(0xc5672a115506dadd, 0x3e2ad0c964dd9f37),
	REAL_WORD(0xc9b9bd866e2f27a2, 0x80e1f92a0511697e),
	REAL_WORD(0xce248c151f8480e3, 0xe235838f95f2c6ed),
	REAL_WORD(0xd2a81d91f12ae45a, 0x12248e57c3de4028),
	REAL_WORD(0xd744fccad69d6af4, 0x39a68bb9902d3fde),
	REAL_WORD(0xdbfbb797daf23755, 0x3d840d5a9e29aa64),
	REAL_WORD(0xe0ccdeec2a94e111, 0x065895048dd333ca),
	REAL_WORD(0xe5b906e77c8348a8, 0x1e5e8f4a4edbb0ed),
	REAL_WORD(0xeac0c6e7dd24392e, 0xd02d75b3706e54fb),
	REAL_WORD(0xefe4b99bdcdaf5cb, 0x46561cf6948db913),
	REAL_WORD(0xf5257d152486cc2c, 0x7b9d0c7aed980fc3),
	REAL_WORD(0xfa83b2db722a033a, 0x7c25bb14315d7fcd),
};

/* 1/i! */
static const real_word exp_terms[] = {
	REAL_WORD(0x8000000000000000, 0x0000000000000000),
	REAL_WORD(0x8000000000000000, 0x0000000000000000),
	REAL_WORD(0x4000000000000000, 0x0000000000000000),
	REAL_WORD(0x1555555555555555, 0x5555555555555555),
	REAL_WORD(0x0555555555555555, 0x5555555555555555),
	REAL_WORD(0x0111111111111111, 0x1111111111111111),
	REAL_WORD(0x002d82d82d82d82d, 0x82d82d82d82d82d8),
	REAL_WORD(0x0006806806806806, 0x8068068068068068),
	REAL_WORD(0x0000d00d00d00d00, 0xd00d00d00d00d00d),
	REAL_WORD(0x0000171de3a556c7, 0x338faac1c88e5001),
	REAL_WORD(0x0000024fc9f6ef13, 0xeb8e5de02da7d4cd),
	REAL_WORD(0x00000035cc8acfea, 0x89c71fce8fc97070),
	REAL_WORD(0x000000047bb63bfe, 0x3625ed5136a61eb4),
	REAL_WORD(0x000000005849184e, 0xa1b425f28e0cc749),
	REAL_WORD(0x00000000064e5d2a, 0x301f27482eb7c517),
	REAL_WORD(0x00000000006b9fcf, 0x9ccee07c476195ac),
	REAL_WORD(0x000000000006b9fc, 0xf9ccee07c476195b),
};

/* a / ln 2 as a whole number and a fraction. */
static int split(struct real a, real_word *fraction)
{
	struct real t = rt_real_multiply(a, ONE_OVER_LN2);
	int whole = 0;

	*fraction = 0;
	if (!real_is_below(t, 0)) {
		whole = (int)(t.word >> (127 - t.exponent));
		*fraction = t.word << (t.exponent + 1);
	} else
		*fraction = rt_real_to_q128(t);
	if (t.negative) {
		*fraction = -*fraction;
		whole = -whole - (*fraction != 0);
	}
	return whole;
}

struct real rt_real_exp(struct real a)
{
	real_word fraction;
	int whole = split(a, &fraction);
	int root = (int)(fraction >> (128 - ROOT_BITS));
	real_word rest = fraction << ROOT_BITS >> ROOT_BITS;
	real_word power = rt_real_polynomial(exp_terms, TERMS, real_multiply_high(rest, LN2_Q128),
	                                     false);

	return rt_real_normalize(false, whole + 1, real_multiply_high(exp_roots[root], power));
}

/* Near zero the series without its first term: a (1 + a/2 + a^2/6 + ...);
 * elsewhere the subtraction costs 5 bits at most. */
struct real rt_real_expm1(struct real a)
{
	if (!real_is_below(a, -5))
		return rt_real_subtract(rt_real_exp(a), REAL_ONE);
	real_word sum = rt_real_polynomial(exp_terms + 1, TERMS - 1, rt_real_to_q128(a),
	                                   a.negative);
	return rt_real_multiply(a, rt_real_normalize(false, 0, sum));
}
