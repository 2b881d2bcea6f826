/* log a: k ln 2 - log c + log(1 + r), where c is a number of 9 bits near
 * 2^k / a and r = a c / 2^k - 1 is below 2^-6. From sqrt 2 on, c lies near
 * 2^(k + 1) / a, so that nothing cancels around 1. The tables are computed to 700
 * bits and rounded to the nearest 2^-127; the error is below 2^-112 of the
 * result. */

#include "real.h"

#define LN2   REAL(-1, 0xb17217f7d1cf79ab, 0xc9e3b39803f2f6af)
#define TERMS (int)(sizeof log_terms / sizeof log_terms[0])

/* c * 512, or c * 256 from LOG_SPLIT on, for a in [1 + i/64, 1 + (i+1)/64) */
#define LOG_SPLIT 27
static const uint16_t log_scales[] = {
	512, 500, 493, 485, 478, 471, 465, 458, 452, 446, 440, 434, 428, 423, 417, 412,
	407, 402, 397, 392, 388, 383, 379, 374, 370, 366, 362, 358, 354, 350, 347, 343,
	340, 336, 333, 329, 326, 323, 320, 317, 314, 311, 308, 305, 302, 299, 297, 294,
	291, 289, 286, 284, 281, 279, 277, 274, 272, 270, 267, 265, 263, 261, 259, 256,
};
/* |log(scale)| */
static const real_word log_values[] = {
	REAL_WORD(0x0000000000000000, 0x0000000000000000),
	REAL_WORD(0x030924a5191957d1, 0x73697cf302cc9477),
	REAL_WORD(0x04d722fea84c1abe, 0xaf7cf59aabc5c7ff),
	REAL_WORD(0x06ef3aff1a3d080f, 0x2e79d07ab7b91b1c),
	REAL_WORD(0x08cb9de8a32ab368, 0xaa7c9859530a4515),
	REAL_WORD(0x0aaf08028701c1d7, 0x40c53c72e7c91070),
	REAL_WORD(0x0c5323bd48ee1460, 0x57cdeb6fb7bdbd82),
	REAL_WORD(0x0e442c00de2591b4, 0x7196ab34ce0bccd1),
	REAL_WORD(0x0ff4489cedeab2ca, 0x6c17bd40d8d9291f),
	REAL_WORD(0x11aa2b7e23f729e3, 0x910e264d10819798),
	REAL_WORD(0x1365fcb01590162f, 0xa8234b72895950e1),
	REAL_WORD(0x1527e5e4a1b58cfa, 0x395a5f71a900a95c),
	REAL_WORD(0x16f0128b756abb9c, 0x8698f787a64ea1fc),
	REAL_WORD(0x1871213750e99475, 0xa17cd7ba8a7f96a9),
	REAL_WORD(0x1a454082e6ab053b, 0xe40fb8b8698c8c2e),
	REAL_WORD(0x1bd087383bd8ad0e, 0xe9aafb528b6ba155),
	REAL_WORD(0x1d60a17f9035148f, 0xc81ef96392188aa7),
	REAL_WORD(0x1ef5ade4dcffe5de, 0xea9a4471eebf2d36),
	REAL_WORD(0x208fcc19bd076f7c, 0x434e5fcf1a212e2b),
	REAL_WORD(0x222f1d044fc8f7bc, 0x671683f8e5bd03c7),
	REAL_WORD(0x237f32c6b4d729bb, 0x5451ef6db772bd67),
	REAL_WORD(0x252835f630d6f79e, 0xa4678ebaa2fff2b2),
	REAL_WORD(0x26803c255d9741c6, 0x5548eb71727f355f),
	REAL_WORD(0x28336847abd18e43, 0x6ec90e09ce4636df),
	REAL_WORD(0x2993c13c2e5877dd, 0xb93d49d70b457088),
	REAL_WORD(0x2af7eea791a3f5bd, 0xbdcba81dd2739af5),
	REAL_WORD(0x2c60061675589277, 0x0633947ffe651e73),
	REAL_WORD(0x2aecee2e8ab4d8a9, 0x356d941b305e807c),
	REAL_WORD(0x297cbf2aeef141b6, 0x993293edfb0c8f5d),
	REAL_WORD(0x2808610d0d4fc77a, 0x1824fbe98c94c2b2),
	REAL_WORD(0x26ee4cc57fb0b5e4, 0xa9d627ee82195e43),
	REAL_WORD(0x25726075713a493b, 0x4a5013d6a95df5ac),
	REAL_WORD(0x245283f79ef2cb44, 0x850a7b4eba865e97),
	REAL_WORD(0x22ceb957574c1c07, 0x398faae20dc5c120),
	REAL_WORD(0x21a8d6af356e9640, 0xfb2070f2f6497334),
	REAL_WORD(0x201cd88b5aa0398d, 0x1aa5c024054c581c),
	REAL_WORD(0x1ef0adcbdc593652, 0x18de5437083214fb),
	REAL_WORD(0x1dc1bca0abec7d60, 0xd3146662dbf0774b),
	REAL_WORD(0x1c8ff7c79a9a21ac, 0x25d81ef2ffb9a24b),
	REAL_WORD(0x1b5b519e8fb5a46e, 0x89ff706786813dcf),
	REAL_WORD(0x1a23bc1fe2b56319, 0x3711b07a998c27e4),
	REAL_WORD(0x18e928de886d40aa, 0x589eb96a6240381a),
	REAL_WORD(0x17ab890210d9091b, 0xe36b2d6a06080648),
	REAL_WORD(0x166acd4272ad50de, 0xdfe363c2ae9b3faa),
	REAL_WORD(0x1526e5e3a1b437a2, 0xe401d6e3cb19a6dc),
	REAL_WORD(0x13dfc2b0ecc629ca, 0x98ae304fdfd125f9),
	REAL_WORD(0x1303d718e47fd2fe, 0x94638269f6e05a86),
	REAL_WORD(0x11b72ad52f67a029, 0x060468e59ae73f3c),
	REAL_WORD(0x10671512ca596e2a, 0x18c8fd70c931859c),
	REAL_WORD(0x0f85186008b15330, 0xbe64b8b775997899),
	REAL_WORD(0x0e2f2a47ade3a18a, 0xeb0bf7c0b0d8bb4f),
	REAL_WORD(0x0d49369d256ab1b2, 0x85e9154e1d5263cd),
	REAL_WORD(0x0bed3b36bd896642, 0x2240644d7d9ed08b),
	REAL_WORD(0x0b032c549ba861d8, 0xef74e27bc92ce337),
	REAL_WORD(0x0a176e5f5323781d, 0xdd4f935996c92e8d),
	REAL_WORD(0x08b29b7751bd7074, 0x312e0b9ee992f237),
	REAL_WORD(0x07c28c300458a998, 0x5f325c5bbaccbc4c),
	REAL_WORD(0x06d0b75c465c6fb0, 0xa34531f67db374a5),
	REAL_WORD(0x056296ebf2393523, 0x1aa3d4b1d48dd981),
	REAL_WORD(0x046c366248f65ff0, 0xb28bbb229dbf412a),
	REAL_WORD(0x0373f804f5f232ff, 0x7a8cb6eb11bcc340),
	REAL_WORD(0x0279d48868d4ae9d, 0xe694adfa98bc8663),
	REAL_WORD(0x017dc475f810a76d, 0xd2512f05841be6a1),
	REAL_WORD(0x0000000000000000, 0x0000000000000000),
};

/* 1/(i+1) */
static const real_word log_terms[] = {
	REAL_WORD(0x8000000000000000, 0x0000000000000000),
	REAL_WORD(0x4000000000000000, 0x0000000000000000),
	REAL_WORD(0x2aaaaaaaaaaaaaaa, 0xaaaaaaaaaaaaaaab),
	REAL_WORD(0x2000000000000000, 0x0000000000000000),
	REAL_WORD(0x1999999999999999, 0x999999999999999a),
	REAL_WORD(0x1555555555555555, 0x5555555555555555),
	REAL_WORD(0x1249249249249249, 0x2492492492492492),
	REAL_WORD(0x1000000000000000, 0x0000000000000000),
	REAL_WORD(0x0e38e38e38e38e38, 0xe38e38e38e38e38e),
	REAL_WORD(0x0ccccccccccccccc, 0xcccccccccccccccd),
	REAL_WORD(0x0ba2e8ba2e8ba2e8, 0xba2e8ba2e8ba2e8c),
	REAL_WORD(0x0aaaaaaaaaaaaaaa, 0xaaaaaaaaaaaaaaab),
	REAL_WORD(0x09d89d89d89d89d8, 0x9d89d89d89d89d8a),
	REAL_WORD(0x0924924924924924, 0x9249249249249249),
	REAL_WORD(0x0888888888888888, 0x8888888888888889),
	REAL_WORD(0x0800000000000000, 0x0000000000000000),
	REAL_WORD(0x0787878787878787, 0x8787878787878788),
	REAL_WORD(0x071c71c71c71c71c, 0x71c71c71c71c71c7),
	REAL_WORD(0x06bca1af286bca1a, 0xf286bca1af286bca),
	REAL_WORD(0x0666666666666666, 0x6666666666666666),
	REAL_WORD(0x0618618618618618, 0x6186186186186186),
};

/* r (1 - r/2 + r^2/3 - ...), |r| <= 2^-6 */
static struct real log1p_series(struct real r)
{
	real_word sum = rt_real_polynomial(log_terms, TERMS, rt_real_to_q128(r), !r.negative);

	return rt_real_multiply(r, rt_real_normalize(false, 0, sum));
}

/* word * scale / 512 - 1, without losing bits where the logarithm may be small:
 * above one at the scale 1, below two at 1/2. */
static struct real reduce(real_word word, unsigned scale)
{
	if (scale == 512)
		return rt_real_normalize(false, 0, word - REAL_Q127_ONE);
	if (scale == 256)
		return rt_real_normalize(true, -1, -word);
	real_word product = (word >> 9) * scale;
	return product >= REAL_Q127_ONE ? rt_real_normalize(false, 0, product - REAL_Q127_ONE)
	                                : rt_real_normalize(true, 0, REAL_Q127_ONE - product);
}

struct real rt_real_log(struct real a)
{
	unsigned i = (unsigned)(a.word >> 121) & 63;
	bool upper = i >= LOG_SPLIT;
	struct real sum = log1p_series(reduce(a.word, log_scales[i]));
	struct real value = rt_real_normalize(upper, 0, log_values[i]);
	struct real whole = rt_real_from_integer(a.exponent + upper);

	sum = rt_real_add(value, sum);
	return rt_real_add(rt_real_multiply(whole, LN2), sum);
}

struct real rt_real_log1p(struct real a)
{
	if (real_is_below(a, -6))
		return log1p_series(a);
	return rt_real_log(rt_real_add(a, REAL_ONE));
}
