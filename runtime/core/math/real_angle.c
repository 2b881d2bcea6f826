/* Angles: sine and cosine by their Taylor polynomials on [-pi/4, pi/4], the
 * angle of a point by dividing it by the nearest of 33 directions. The tables
 * are computed to 700 bits and rounded to the nearest 2^-127; errors are below
 * 2^-112 of the result. */

#include "real.h"

#define COUNT(table)   (int)(sizeof(table) / sizeof(table)[0])
#define DIRECTION_BITS 5

/* 1/(2i+1)! */
static const real_word sine_terms[] = {
	REAL_WORD(0x8000000000000000, 0x0000000000000000),
	REAL_WORD(0x1555555555555555, 0x5555555555555555),
	REAL_WORD(0x0111111111111111, 0x1111111111111111),
	REAL_WORD(0x0006806806806806, 0x8068068068068068),
	REAL_WORD(0x0000171de3a556c7, 0x338faac1c88e5001),
	REAL_WORD(0x00000035cc8acfea, 0x89c71fce8fc97070),
	REAL_WORD(0x000000005849184e, 0xa1b425f28e0cc749),
	REAL_WORD(0x00000000006b9fcf, 0x9ccee07c476195ac),
	REAL_WORD(0x000000000000654b, 0x1dc0c2b529ac9814),
	REAL_WORD(0x000000000000004b, 0xd26d1a05055c9328),
	REAL_WORD(0x0000000000000000, 0x2e371dedb9eae318),
	REAL_WORD(0x0000000000000000, 0x001761b41316381a),
	REAL_WORD(0x0000000000000000, 0x000009f9e66e8b30),
	REAL_WORD(0x0000000000000000, 0x00000003a356385c),
	REAL_WORD(0x0000000000000000, 0x0000000001259f99),
};

/* 1/(2i)! */
static const real_word cosine_terms[] = {
	REAL_WORD(0x8000000000000000, 0x0000000000000000),
	REAL_WORD(0x4000000000000000, 0x0000000000000000),
	REAL_WORD(0x0555555555555555, 0x5555555555555555),
	REAL_WORD(0x002d82d82d82d82d, 0x82d82d82d82d82d8),
	REAL_WORD(0x0000d00d00d00d00, 0xd00d00d00d00d00d),
	REAL_WORD(0x0000024fc9f6ef13, 0xeb8e5de02da7d4cd),
	REAL_WORD(0x000000047bb63bfe, 0x3625ed5136a61eb4),
	REAL_WORD(0x00000000064e5d2a, 0x301f27482eb7c517),
	REAL_WORD(0x000000000006b9fc, 0xf9ccee07c476195b),
	REAL_WORD(0x00000000000005a0, 0x9e18ee5f65deec01),
	REAL_WORD(0x0000000000000003, 0xca8574804044a0f5),
	REAL_WORD(0x0000000000000000, 0x0219c72db6ff0a53),
	REAL_WORD(0x0000000000000000, 0x0000f96780cb97ac),
	REAL_WORD(0x0000000000000000, 0x000000623a17f1a9),
	REAL_WORD(0x0000000000000000, 0x000000002143144c),
	REAL_WORD(0x0000000000000000, 0x000000000009c996),
};

/* atan(i/32) */
static const real_word angle_values[] = {
	REAL_WORD(0x0000000000000000, 0x0000000000000000),
	REAL_WORD(0x03ffaab7752ec495, 0x09de75ddb76a3188),
	REAL_WORD(0x07fd56edcb3f7a71, 0xb6593c96e071706b),
	REAL_WORD(0x0bf70c1301788746, 0x093567e784cf8367),
	REAL_WORD(0x0feadd4d5617b6e3, 0x2c897989f3e888ef),
	REAL_WORD(0x13d6eee8c6626c58, 0x68ec33a4a06c1fd1),
	REAL_WORD(0x17b97b4bce5b0226, 0x8f6169f103938e91),
	REAL_WORD(0x1b90d7529260a204, 0x5ec434b8396aa5e0),
	REAL_WORD(0x1f5b75f92c80dd62, 0xadb8f3debef442fd),
	REAL_WORD(0x2317eb4617e2f04c, 0x3291d22c6fe20a63),
	REAL_WORD(0x26c4ee6e0fd7979a, 0x716aed26349ebcca),
	REAL_WORD(0x2a615b32a39a93b6, 0xa66dfddefdf67a30),
	REAL_WORD(0x2dec3283c9bde11c, 0xe2a8c848b73f9121),
	REAL_WORD(0x31649a7294364adb, 0x685d1ba47d428a37),
	REAL_WORD(0x34c9dd879847f96d, 0x909f257a40079c4e),
	REAL_WORD(0x381b69929d93df19, 0xf18c7b659e632e01),
	REAL_WORD(0x3b58ce0ac3769ed1, 0x5bf9117b2f0ea341),
	REAL_WORD(0x3e81ba16a8282f97, 0x19b48f1f57723b31),
	REAL_WORD(0x4195fa536cc33f15, 0x25b504e5b0d28ae0),
	REAL_WORD(0x4495766fef4aa3da, 0x84a23c7e2395a57e),
	REAL_WORD(0x47802eaf7bfacfcd, 0xae41af0b32e21ba4),
	REAL_WORD(0x4a563964c238c37b, 0x0c6279c9fbc5197c),
	REAL_WORD(0x4d17c07338deed10, 0x21137c711027f9de),
	REAL_WORD(0x4fc4fee27a5bd0f6, 0x7c5a4932278380f0),
	REAL_WORD(0x525e3e8c9a7b8492, 0x0cd43f9522bed64f),
	REAL_WORD(0x54e3d5ee24187ae4, 0x48b5425adf3c99fb),
	REAL_WORD(0x5756261c5a6c6040, 0x0a392f179f290385),
	REAL_WORD(0x59b598e48f821b48, 0xac80a0ba22317c9d),
	REAL_WORD(0x5c029f15e118cf39, 0xe596d2a90852221f),
	REAL_WORD(0x5e3daef574c57940, 0x6a0898037407d948),
	REAL_WORD(0x606742dc56293320, 0x44eeb16237497d12),
	REAL_WORD(0x627fd7fd5fc7deaa, 0x465a1e885e4f0111),
	REAL_WORD(0x6487ed5110b4611a, 0x62633145c06e0e69),
};

/* 1/(2i+1) */
static const real_word angle_terms[] = {
	REAL_WORD(0x8000000000000000, 0x0000000000000000),
	REAL_WORD(0x2aaaaaaaaaaaaaaa, 0xaaaaaaaaaaaaaaab),
	REAL_WORD(0x1999999999999999, 0x999999999999999a),
	REAL_WORD(0x1249249249249249, 0x2492492492492492),
	REAL_WORD(0x0e38e38e38e38e38, 0xe38e38e38e38e38e),
	REAL_WORD(0x0ba2e8ba2e8ba2e8, 0xba2e8ba2e8ba2e8c),
	REAL_WORD(0x09d89d89d89d89d8, 0x9d89d89d89d89d8a),
	REAL_WORD(0x0888888888888888, 0x8888888888888889),
	REAL_WORD(0x0787878787878787, 0x8787878787878788),
	REAL_WORD(0x06bca1af286bca1a, 0xf286bca1af286bca),
	REAL_WORD(0x0618618618618618, 0x6186186186186186),
};

static real_word square_q128(struct real a)
{
	return rt_real_to_q128(rt_real_multiply(a, a));
}

struct real rt_real_sine(struct real quarters)
{
	struct real a = rt_real_multiply(quarters, REAL_HALF_PI);
	real_word sum = rt_real_polynomial(sine_terms, COUNT(sine_terms), square_q128(a), true);

	return rt_real_multiply(a, rt_real_normalize(false, 0, sum));
}

struct real rt_real_cosine(struct real quarters)
{
	struct real a = rt_real_multiply(quarters, REAL_HALF_PI);

	return rt_real_normalize(false, 0,
	                         rt_real_polynomial(cosine_terms, COUNT(cosine_terms),
	                                            square_q128(a), true));
}

/* y/x in [0, 1] as the nearest multiple of 1/32. */
static unsigned nearest_direction(struct real y, struct real x)
{
	int down = x.exponent - y.exponent;
	uint64_t divisor = (uint64_t)(x.word >> 96);

	if (y.word == 0 || down > DIRECTION_BITS + 1)
		return 0;
	uint64_t dividend = (uint64_t)(y.word >> 96) >> down;
	return (unsigned)(((dividend << DIRECTION_BITS) + divisor / 2) / divisor);
}

/* atan(y/x) for 0 <= y <= x: atan(i/32) plus the angle of the point turned by
 * as much, (x + y i/32, y - x i/32), at most 1/63. */
static struct real first_octant(struct real y, struct real x)
{
	unsigned i = nearest_direction(y, x);
	struct real slope = real_scale(rt_real_from_integer(i), -DIRECTION_BITS);
	struct real across = rt_real_subtract(y, rt_real_multiply(slope, x));
	struct real along = rt_real_add(x, rt_real_multiply(slope, y));
	struct real t = rt_real_divide(across, along);
	real_word sum = rt_real_polynomial(angle_terms, COUNT(angle_terms), square_q128(t), true);

	return rt_real_add(rt_real_normalize(false, 0, angle_values[i]),
	                   rt_real_multiply(t, rt_real_normalize(false, 0, sum)));
}

static bool is_steep(struct real y, struct real x)
{
	if (y.word == 0 || x.word == 0)
		return x.word == 0;
	return y.exponent != x.exponent ? y.exponent > x.exponent : y.word > x.word;
}

struct real rt_real_angle(struct real y, struct real x)
{
	bool below = y.negative, left = x.negative;
	struct real angle;

	y.negative = x.negative = false;
	if (is_steep(y, x))
		angle = rt_real_subtract(REAL_HALF_PI, first_octant(x, y));
	else
		angle = first_octant(y, x);
	if (left)
		angle = rt_real_subtract(REAL_PI, angle);
	return real_negate_if(angle, below);
}
