#pragma once
/* fp: soft float: IEEE 754 binary arithmetic on bit patterns.
 *
 * Every function takes its format as a constant first argument and is always
 * inlined, so that each use is compiled for one format alone. A number is a
 * uint64_t whose low bits hold the encoding.
 *
 * Results are what an x86 SSE unit gives in its default state: rounded to
 * nearest even, subnormals kept, no exceptions raised. The NaN of an invalid
 * operation is negative, quiet and without payload; of NaN operands the first
 * one is the result, made quiet.
 *
 * Between unpacking and rounding, a significand is a 64-bit integer with its
 * leading one at bit FP_TOP; that leaves at least 10 bits below a double's
 * last place, the lowest of which is sticky: it stands for everything that
 * was shifted out. Included by: builtins/float, core/number. */

#include <stdbool.h>
#include <stdint.h>

#define FP_INLINE static inline __attribute__((always_inline))

struct fp_format {
	int fraction_bits;
	int exponent_bits;
};

#define FP_HALF   ((struct fp_format){ 10, 5 })
#define FP_BFLOAT ((struct fp_format){ 7, 8 })
#define FP_SINGLE ((struct fp_format){ 23, 8 })
#define FP_DOUBLE ((struct fp_format){ 52, 11 })

#define FP_TOP 62

/* A finite number other than zero: significand * 2^(exponent - FP_TOP). */
struct fp_number {
	bool negative;
	int exponent;
	uint64_t significand;
};

FP_INLINE uint64_t fp_sign_bit(struct fp_format f)
{
	return UINT64_C(1) << (f.fraction_bits + f.exponent_bits);
}

FP_INLINE int fp_bias(struct fp_format f)
{
	return (1 << (f.exponent_bits - 1)) - 1;
}

FP_INLINE uint64_t fp_infinity(struct fp_format f)
{
	return ((UINT64_C(1) << f.exponent_bits) - 1) << f.fraction_bits;
}

FP_INLINE uint64_t fp_quiet_bit(struct fp_format f)
{
	return UINT64_C(1) << (f.fraction_bits - 1);
}

FP_INLINE uint64_t fp_magnitude(struct fp_format f, uint64_t a)
{
	return a & (fp_sign_bit(f) - 1);
}

FP_INLINE bool fp_is_negative(struct fp_format f, uint64_t a)
{
	return (a & fp_sign_bit(f)) != 0;
}

FP_INLINE bool fp_is_nan(struct fp_format f, uint64_t a)
{
	return fp_magnitude(f, a) > fp_infinity(f);
}

FP_INLINE bool fp_is_infinite(struct fp_format f, uint64_t a)
{
	return fp_magnitude(f, a) == fp_infinity(f);
}

/* Neither zero nor subnormal, infinite or NaN. */
FP_INLINE bool fp_is_normal(struct fp_format f, uint64_t a)
{
	uint64_t least = UINT64_C(1) << f.fraction_bits;

	return fp_magnitude(f, a) - least < fp_infinity(f) - least;
}

/* The exponent's field. */
FP_INLINE int fp_biased_exponent(struct fp_format f, uint64_t a)
{
	return (int)(fp_magnitude(f, a) >> f.fraction_bits);
}

FP_INLINE bool fp_is_zero(struct fp_format f, uint64_t a)
{
	return fp_magnitude(f, a) == 0;
}

FP_INLINE uint64_t fp_signed(struct fp_format f, bool negative, uint64_t magnitude)
{
	return negative ? magnitude | fp_sign_bit(f) : magnitude;
}

/* The result of an operation that has none. */
FP_INLINE uint64_t fp_invalid(struct fp_format f)
{
	return fp_sign_bit(f) | fp_infinity(f) | fp_quiet_bit(f);
}

/* The result for operands of which at least one is a NaN. */
FP_INLINE uint64_t fp_pick_nan(struct fp_format f, uint64_t a, uint64_t b)
{
	return (fp_is_nan(f, a) ? a : b) | fp_quiet_bit(f);
}

/* Shifts right; what falls out makes the lowest bit stick. */
FP_INLINE uint64_t fp_shift_right_sticky(uint64_t value, int bits)
{
	if (bits >= 64)
		return value != 0;
	uint64_t kept = value >> bits;
	return kept | ((kept << bits) != value);
}

/* a must be finite and not zero. */
FP_INLINE struct fp_number fp_unpack(struct fp_format f, uint64_t a)
{
	uint64_t hidden = UINT64_C(1) << f.fraction_bits;
	uint64_t significand = a & (hidden - 1);
	int biased = (int)(fp_magnitude(f, a) >> f.fraction_bits);

	if (biased != 0)
		significand |= hidden;
	else
		biased = 1; /* subnormal */
	int up = __builtin_clzll(significand) - (63 - FP_TOP);
	return (struct fp_number){
		.negative = fp_is_negative(f, a),
		.exponent = biased - fp_bias(f) + FP_TOP - f.fraction_bits - up,
		.significand = significand << up,
	};
}

/* Brings the leading one to FP_TOP; the significand must not be zero. */
FP_INLINE struct fp_number fp_normalize(struct fp_number n)
{
	int up = __builtin_clzll(n.significand) - (63 - FP_TOP);

	if (up < 0)
		n.significand = fp_shift_right_sticky(n.significand, 1);
	else
		n.significand <<= up;
	n.exponent -= up;
	return n;
}

/* The significand of a normal number, its leading one at FP_TOP. */
FP_INLINE uint64_t fp_significand(struct fp_format f, uint64_t a)
{
	uint64_t hidden = UINT64_C(1) << f.fraction_bits;

	return ((a & (hidden - 1)) | hidden) << (FP_TOP - f.fraction_bits);
}

/* A significand without its lowest bits, to nearest even; at most 2^63. */
FP_INLINE uint64_t fp_round(uint64_t significand, int dropped)
{
	uint64_t half = UINT64_C(1) << (dropped - 1);

	return (significand + half - 1 + (significand >> dropped & 1)) >> dropped;
}

/* Rounds a normalized number and encodes it. A carry out of the fraction
 * arrives in the exponent field, which is just what it should do. */
FP_INLINE uint64_t fp_pack(struct fp_format f, struct fp_number n)
{
	int biased = n.exponent + fp_bias(f);

	if (biased >= (1 << f.exponent_bits) - 1)
		return fp_signed(f, n.negative, fp_infinity(f));
	if (biased <= 0) {
		n.significand = fp_shift_right_sticky(n.significand, 1 - biased);
		biased = 1; /* without the hidden bit, it encodes as 0 */
	}
	return fp_signed(f, n.negative,
	                 ((uint64_t)(biased - 1) << f.fraction_bits) +
	                         fp_round(n.significand, FP_TOP - f.fraction_bits));
}

/* The same for a biased exponent and the sign in its place, made for results
 * that are normal. */
FP_INLINE uint64_t fp_pack_biased(struct fp_format f, uint64_t sign, int biased,
                                  uint64_t significand)
{
	if ((unsigned)biased - 1 >= (1u << f.exponent_bits) - 2)
		return fp_pack(f, (struct fp_number){
					  .negative = sign != 0,
					  .exponent = biased - fp_bias(f),
					  .significand = significand,
				  });
	return sign + ((uint64_t)(biased - 1) << f.fraction_bits) +
	       fp_round(significand, FP_TOP - f.fraction_bits);
}

/* ---- The types behind the bits ---- */

FP_INLINE uint64_t fp_from_single(float a)
{
	union {
		float value;
		uint32_t bits;
	} u = { a };

	return u.bits;
}

FP_INLINE float fp_to_single(uint64_t a)
{
	union {
		uint32_t bits;
		float value;
	} u = { (uint32_t)a };

	return u.value;
}

FP_INLINE uint64_t fp_from_double(double a)
{
	union {
		double value;
		uint64_t bits;
	} u = { a };

	return u.bits;
}

FP_INLINE double fp_to_double(uint64_t a)
{
	union {
		uint64_t bits;
		double value;
	} u = { a };

	return u.value;
}

/* How the two of 16 bits travel depends on the target: where the compiler has
 * _Float16 and __bf16 as these; a soft-float x86_64 has neither, only half's
 * storage type, which is passed as an integer. */
#ifdef __FLT16_MANT_DIG__
__extension__ typedef _Float16 fp_half;
#else
typedef uint16_t fp_half;
#endif
#if defined(__clang__) && defined(__SSE2__)
__extension__ typedef __bf16 fp_bfloat;
#else
typedef uint16_t fp_bfloat;
#endif

FP_INLINE uint64_t fp_from_half(fp_half a)
{
	union {
		fp_half value;
		uint16_t bits;
	} u = { a };

	return u.bits;
}

FP_INLINE fp_half fp_to_half(uint64_t a)
{
	union {
		uint16_t bits;
		fp_half value;
	} u = { (uint16_t)a };

	return u.value;
}

FP_INLINE uint64_t fp_from_bfloat(fp_bfloat a)
{
	union {
		fp_bfloat value;
		uint16_t bits;
	} u = { a };

	return u.bits;
}

FP_INLINE fp_bfloat fp_to_bfloat(uint64_t a)
{
	union {
		uint16_t bits;
		fp_bfloat value;
	} u = { (uint16_t)a };

	return u.value;
}
