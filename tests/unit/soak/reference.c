/* What is right, by exact integers. A floating-point result is judged by its
 * neighbours: the exact value must lie between the points halfway to them. */

#include "builtins.h"
#include "exact.h"

struct format {
	int fraction_bits, exponent_bits;
};

static struct format format_of(enum kind kind)
{
	switch (kind) {
	case KIND_HALF:   return (struct format){ 10, 5 };
	case KIND_BFLOAT: return (struct format){ 7, 8 };
	case KIND_SINGLE: return (struct format){ 23, 8 };
	default:          return (struct format){ 52, 11 };
	}
}

static uint64_t sign_bit(enum kind kind)
{
	return UINT64_C(1) << (kind_bits(kind) - 1);
}

static uint64_t magnitude_of(enum kind kind, struct bits a)
{
	return a.low & (sign_bit(kind) - 1);
}

static bool is_negative(enum kind kind, struct bits a)
{
	return (a.low & sign_bit(kind)) != 0;
}

static uint64_t infinity_of(enum kind kind)
{
	struct format f = format_of(kind);

	return ((UINT64_C(1) << f.exponent_bits) - 1) << f.fraction_bits;
}

static uint64_t quiet_bit(enum kind kind)
{
	return UINT64_C(1) << (format_of(kind).fraction_bits - 1);
}

static bool is_nan(enum kind kind, struct bits a)
{
	return magnitude_of(kind, a) > infinity_of(kind);
}

static bool is_infinite(enum kind kind, struct bits a)
{
	return magnitude_of(kind, a) == infinity_of(kind);
}

static bool is_zero(enum kind kind, struct bits a)
{
	return magnitude_of(kind, a) == 0;
}

/* The value of a magnitude; infinity counts as the number that would come
 * next, which makes rounding to it a case like any other (IEEE 754, 4.3.1). */
static void value_of(struct exact *to, enum kind kind, uint64_t magnitude)
{
	struct format f = format_of(kind);
	uint64_t hidden = UINT64_C(1) << f.fraction_bits;
	int exponent = (int)(magnitude >> f.fraction_bits);
	uint64_t significand = magnitude & (hidden - 1);

	if (exponent == 0)
		exponent = 1;
	else
		significand |= hidden;
	exact_set(to, 0, significand,
	          exponent - ((1 << (f.exponent_bits - 1)) - 1) - f.fraction_bits);
}

/* Halfway between a magnitude and the next one. */
static void middle_above(struct exact *to, enum kind kind, uint64_t magnitude)
{
	struct exact here, next;

	value_of(&here, kind, magnitude);
	value_of(&next, kind, magnitude + 1);
	exact_add(to, &here, &next);
	to->exponent--;
}

/* Whether a magnitude is top / bottom, rounded to nearest even. */
static bool is_nearest(enum kind kind, uint64_t magnitude, const struct exact *top,
                       const struct exact *bottom)
{
	struct exact middle;
	bool even = magnitude % 2 == 0;

	if (magnitude > infinity_of(kind))
		return false;
	if (magnitude != infinity_of(kind)) {
		middle_above(&middle, kind, magnitude);
		exact_multiply(&middle, &middle, bottom);
		int order = exact_compare(top, &middle);
		if (order > 0 || (order == 0 && !even))
			return false;
	}
	if (magnitude == 0)
		return true;
	middle_above(&middle, kind, magnitude - 1);
	exact_multiply(&middle, &middle, bottom);
	int order = exact_compare(top, &middle);
	return order > 0 || (order == 0 && even);
}

bool reference_is_rounded(enum kind kind, struct bits r, bool negative, const struct exact *value)
{
	struct exact one;

	exact_set(&one, 0, 1, 0);
	return is_negative(kind, r) == negative &&
	       is_nearest(kind, magnitude_of(kind, r), value, &one);
}

static bool is_bits(struct bits r, uint64_t wanted)
{
	return r.low == wanted;
}

/* What x86's SSE gives for an operation that has no result. */
static bool is_invalid(enum kind kind, struct bits r)
{
	return is_bits(r, sign_bit(kind) | infinity_of(kind) | quiet_bit(kind));
}

/* The first NaN of the operands, made quiet. */
static bool is_first_nan(enum kind kind, struct bits a, struct bits b, struct bits r)
{
	return is_bits(r, (is_nan(kind, a) ? a.low : b.low) | quiet_bit(kind));
}

/* ---- Arithmetic ---- */

static bool is_sum(enum kind kind, struct bits a, struct bits b, bool negate_b, struct bits r)
{
	struct exact x, y, sum;
	bool negative_a = is_negative(kind, a), negative_b = is_negative(kind, b) != negate_b;

	if (is_nan(kind, a) || is_nan(kind, b))
		return is_first_nan(kind, a, b, r);
	if (is_infinite(kind, a) && is_infinite(kind, b) && negative_a != negative_b)
		return is_invalid(kind, r);
	if (is_infinite(kind, a))
		return is_bits(r, a.low);
	if (is_infinite(kind, b))
		return is_bits(r, infinity_of(kind) | (negative_b ? sign_bit(kind) : 0));
	value_of(&x, kind, magnitude_of(kind, a));
	value_of(&y, kind, magnitude_of(kind, b));
	if (negative_a == negative_b) {
		exact_add(&sum, &x, &y);
		return reference_is_rounded(kind, r, negative_a, &sum);
	}
	int order = exact_compare(&x, &y);
	if (order == 0)
		return is_bits(r, 0); /* x - x is +0 when rounding to nearest */
	if (order > 0)
		exact_subtract(&sum, &x, &y);
	else
		exact_subtract(&sum, &y, &x);
	return reference_is_rounded(kind, r, order > 0 ? negative_a : negative_b, &sum);
}

bool reference_add(enum kind from, enum kind to, struct bits a, struct bits b, struct bits r)
{
	(void)to;
	return is_sum(from, a, b, false, r);
}

bool reference_subtract(enum kind from, enum kind to, struct bits a, struct bits b, struct bits r)
{
	(void)to;
	return is_sum(from, a, b, true, r);
}

bool reference_multiply(enum kind kind, enum kind to, struct bits a, struct bits b, struct bits r)
{
	struct exact x, y;
	bool negative = is_negative(kind, a) != is_negative(kind, b);
	bool infinite = is_infinite(kind, a) || is_infinite(kind, b);

	(void)to;
	if (is_nan(kind, a) || is_nan(kind, b))
		return is_first_nan(kind, a, b, r);
	if (infinite && (is_zero(kind, a) || is_zero(kind, b)))
		return is_invalid(kind, r);
	if (infinite)
		return is_bits(r, infinity_of(kind) | (negative ? sign_bit(kind) : 0));
	value_of(&x, kind, magnitude_of(kind, a));
	value_of(&y, kind, magnitude_of(kind, b));
	exact_multiply(&x, &x, &y);
	return reference_is_rounded(kind, r, negative, &x);
}

bool reference_divide(enum kind kind, enum kind to, struct bits a, struct bits b, struct bits r)
{
	struct exact x, y;
	bool negative = is_negative(kind, a) != is_negative(kind, b);
	uint64_t sign = negative ? sign_bit(kind) : 0;

	(void)to;
	if (is_nan(kind, a) || is_nan(kind, b))
		return is_first_nan(kind, a, b, r);
	if ((is_infinite(kind, a) && is_infinite(kind, b)) ||
	    (is_zero(kind, a) && is_zero(kind, b)))
		return is_invalid(kind, r);
	if (is_infinite(kind, a) || is_zero(kind, b))
		return is_bits(r, sign | infinity_of(kind));
	if (is_infinite(kind, b))
		return is_bits(r, sign);
	value_of(&x, kind, magnitude_of(kind, a));
	value_of(&y, kind, magnitude_of(kind, b));
	return is_negative(kind, r) == negative && is_nearest(kind, magnitude_of(kind, r), &x, &y);
}

bool reference_negate(enum kind kind, enum kind to, struct bits a, struct bits b, struct bits r)
{
	(void)to;
	(void)b;
	return is_bits(r, a.low ^ sign_bit(kind));
}

/* ---- Comparisons ---- */

#define UNORDERED 2

static int order_of(enum kind kind, struct bits a, struct bits b)
{
	struct exact x, y;

	if (is_nan(kind, a) || is_nan(kind, b))
		return UNORDERED;
	value_of(&x, kind, magnitude_of(kind, a));
	value_of(&y, kind, magnitude_of(kind, b));
	if (exact_is_zero(&x) && exact_is_zero(&y))
		return 0;
	if (is_negative(kind, a) != is_negative(kind, b))
		return is_negative(kind, a) ? -1 : 1;
	int order = exact_compare(&x, &y);
	return is_negative(kind, a) ? -order : order;
}

#define COMPARISON(name, truth) \
	bool name(enum kind kind, enum kind to, struct bits a, struct bits b, struct bits r) \
	{ \
		int order = order_of(kind, a, b); \
		(void)to; \
		return is_bits(r, truth); \
	}
COMPARISON(reference_equal, order == 0)
COMPARISON(reference_less, order == -1)
COMPARISON(reference_less_or_equal, order == -1 || order == 0)
COMPARISON(reference_greater, order == 1)
COMPARISON(reference_greater_or_equal, order == 1 || order == 0)
COMPARISON(reference_unordered, order == UNORDERED)

/* ---- Conversions ---- */

/* A NaN keeps its sign and the upper bits of its payload, and becomes quiet. */
static bool is_converted_nan(enum kind from, enum kind to, struct bits a, struct bits r)
{
	int wider = format_of(to).fraction_bits - format_of(from).fraction_bits;
	uint64_t payload = a.low & (quiet_bit(from) - 1);

	payload = wider >= 0 ? payload << wider : payload >> -wider;
	return is_bits(r, (is_negative(from, a) ? sign_bit(to) : 0) | infinity_of(to) |
	                          quiet_bit(to) | payload);
}

bool reference_convert(enum kind from, enum kind to, struct bits a, struct bits b, struct bits r)
{
	struct exact value;

	(void)b;
	if (is_nan(from, a))
		return is_converted_nan(from, to, a, r);
	if (is_infinite(from, a))
		return is_negative(to, r) == is_negative(from, a) &&
		       magnitude_of(to, r) == infinity_of(to);
	value_of(&value, from, magnitude_of(from, a));
	return reference_is_rounded(to, r, is_negative(from, a), &value);
}

/* An integer's sign and magnitude. */
static bool integer_is_negative(enum kind kind, struct bits a)
{
	if (!kind_is_signed(kind))
		return false;
	return kind_bits(kind) == 128 ? a.high >> 63 != 0
	                              : (a.low >> (kind_bits(kind) - 1) & 1) != 0;
}

static struct bits negated(struct bits a)
{
	struct bits r = { 0 - a.low, ~a.high };

	if (a.low == 0)
		r.high++;
	return r;
}

static struct bits truncated(enum kind kind, struct bits a)
{
	int bits = kind_bits(kind);

	if (bits < 128)
		a.high = 0;
	if (bits < 64)
		a.low &= (UINT64_C(1) << bits) - 1;
	return a;
}

static struct bits integer_magnitude(enum kind kind, struct bits a)
{
	return truncated(kind, integer_is_negative(kind, a) ? negated(a) : a);
}

static void integer_value(struct exact *to, enum kind kind, struct bits a)
{
	struct bits magnitude = integer_magnitude(kind, a);

	exact_set(to, magnitude.high, magnitude.low, 0);
}

bool reference_from_integer(enum kind from, enum kind to, struct bits a, struct bits b,
                            struct bits r)
{
	struct exact value;

	(void)b;
	integer_value(&value, from, a);
	return reference_is_rounded(to, r, integer_is_negative(from, a), &value);
}

/* 2^bits of the magnitudes that fit: max + 1, or -min. */
static void limit_of(struct exact *to, enum kind kind)
{
	exact_set(to, 0, 1, kind_bits(kind) - kind_is_signed(kind));
}

static bool is_saturated(enum kind kind, bool negative, struct bits r)
{
	struct bits all = { ~UINT64_C(0), ~UINT64_C(0) }, top = { 0, 0 };
	int bits = kind_bits(kind);

	if (!kind_is_signed(kind))
		return bits_are_same(r, negative ? (struct bits){ 0, 0 } : truncated(kind, all));
	if (bits == 128)
		top.high = UINT64_C(1) << 63;
	else
		top.low = UINT64_C(1) << (bits - 1);
	if (negative)
		return bits_are_same(truncated(kind, r), top);
	return bits_are_same(r, truncated(kind, (struct bits){ ~top.low, ~top.high }));
}

/* Towards zero; what does not fit becomes the nearest that does, NaN 0. */
bool reference_to_integer(enum kind from, enum kind to, struct bits a, struct bits b, struct bits r)
{
	struct exact value, limit, whole, one;
	bool negative = is_negative(from, a);

	(void)b;
	if (is_nan(from, a))
		return bits_are_same(r, (struct bits){ 0, 0 });
	value_of(&value, from, magnitude_of(from, a));
	limit_of(&limit, to);
	exact_set(&one, 0, 1, 0);
	if (is_infinite(from, a) || exact_compare(&value, &limit) >= 0 ||
	    (negative && !kind_is_signed(to) && exact_compare(&value, &one) >= 0))
		return is_saturated(to, negative, r);
	integer_value(&whole, to, r);
	if (exact_compare(&whole, &value) > 0)
		return false;
	if (!exact_is_zero(&whole) && integer_is_negative(to, r) != negative)
		return false;
	exact_add(&whole, &whole, &one);
	return exact_compare(&value, &whole) < 0;
}

/* ---- Integers ---- */

static bool is_product_of(struct bits r, struct exact *product, bool negative, enum kind kind)
{
	struct bits low = { 0, 0 };

	for (int i = 0; i < 4 && i < product->count; i++)
		if (i < 2)
			low.low |= (uint64_t)product->digit[i] << 32 * i;
		else
			low.high |= (uint64_t)product->digit[i] << 32 * (i - 2);
	return bits_are_same(truncated(kind, r), truncated(kind, negative ? negated(low) : low));
}

/* Modulo 2^bits. */
bool reference_product(enum kind kind, enum kind to, struct bits a, struct bits b, struct bits r)
{
	struct exact x, y;

	(void)to;
	integer_value(&x, kind, a);
	integer_value(&y, kind, b);
	exact_multiply(&x, &x, &y);
	return is_product_of(r, &x, integer_is_negative(kind, a) != integer_is_negative(kind, b),
	                     kind);
}

/* Whether a product has no room; -min has. */
bool reference_overflow(enum kind kind, enum kind to, struct bits a, struct bits b, struct bits r)
{
	struct exact x, y, limit;
	bool negative = integer_is_negative(kind, a) != integer_is_negative(kind, b);

	(void)to;
	integer_value(&x, kind, a);
	integer_value(&y, kind, b);
	exact_multiply(&x, &x, &y);
	limit_of(&limit, kind);
	int order = exact_compare(&x, &limit);
	return is_bits(r, negative ? order > 0 : order >= 0);
}

/* Whether |quotient| * |b| <= |a| < (|quotient| + 1) * |b|. */
bool reference_quotient(enum kind kind, enum kind to, struct bits a, struct bits b, struct bits r)
{
	struct exact n, d, q, product;
	bool negative = integer_is_negative(kind, a) != integer_is_negative(kind, b);

	(void)to;
	integer_value(&n, kind, a);
	integer_value(&d, kind, b);
	integer_value(&q, kind, r);
	if (exact_is_zero(&d))
		return true; /* never asked */
	exact_multiply(&product, &q, &d);
	if (exact_compare(&product, &n) > 0)
		return false;
	exact_add(&product, &product, &d);
	if (exact_compare(&n, &product) >= 0)
		return false;
	/* the most negative number has no opposite */
	bool overflows = negative == false && integer_is_negative(kind, r);
	return exact_is_zero(&q) || integer_is_negative(kind, r) == negative || overflows;
}

/* Whether |a| - |r| is a multiple of |b|: by taking b, shifted, away. */
bool reference_remainder(enum kind kind, enum kind to, struct bits a, struct bits b, struct bits r)
{
	struct exact n, d, rest;

	(void)to;
	integer_value(&n, kind, a);
	integer_value(&d, kind, b);
	integer_value(&rest, kind, r);
	if (exact_is_zero(&d))
		return true;
	if (exact_compare(&rest, &d) >= 0 || exact_compare(&rest, &n) > 0)
		return false;
	if (!exact_is_zero(&rest) && integer_is_negative(kind, r) != integer_is_negative(kind, a))
		return false;
	exact_subtract(&n, &n, &rest);
	for (int up = 128; up >= 0; up--) {
		struct exact shifted = d;
		shifted.exponent = up;
		if (exact_compare(&shifted, &n) <= 0)
			exact_subtract(&n, &n, &shifted);
	}
	return exact_is_zero(&n);
}

static int bit_of(struct bits a, int i)
{
	return i < 64 ? (int)(a.low >> i & 1) : (int)(a.high >> (i - 64) & 1);
}

/* Bit by bit; what comes in is `fill`. */
static bool is_shifted(struct bits a, int up, int fill, struct bits r)
{
	for (int i = 0; i < 128; i++) {
		int from = i - up;
		if (bit_of(r, i) != (from < 0 ? 0 : from > 127 ? fill : bit_of(a, from)))
			return false;
	}
	return true;
}

bool reference_shift_left(enum kind kind, enum kind to, struct bits a, struct bits b, struct bits r)
{
	(void)kind;
	(void)to;
	return is_shifted(a, (int)b.low, 0, r);
}

bool reference_shift_right(enum kind kind, enum kind to, struct bits a, struct bits b,
                           struct bits r)
{
	(void)to;
	return is_shifted(a, -(int)b.low, integer_is_negative(kind, a), r);
}

static int count_ones(enum kind kind, struct bits a)
{
	int ones = 0;

	for (int i = 0; i < kind_bits(kind); i++)
		ones += bit_of(a, i);
	return ones;
}

bool reference_popcount(enum kind kind, enum kind to, struct bits a, struct bits b, struct bits r)
{
	(void)to;
	(void)b;
	return r.low == (uint64_t)count_ones(kind, a);
}

bool reference_parity(enum kind kind, enum kind to, struct bits a, struct bits b, struct bits r)
{
	(void)to;
	(void)b;
	return r.low == (uint64_t)count_ones(kind, a) % 2;
}

bool reference_leading(enum kind kind, enum kind to, struct bits a, struct bits b, struct bits r)
{
	int zeros = 0;

	(void)to;
	(void)b;
	while (zeros < kind_bits(kind) && bit_of(a, kind_bits(kind) - 1 - zeros) == 0)
		zeros++;
	return r.low == (uint64_t)zeros;
}

static int trailing_zeros(enum kind kind, struct bits a)
{
	int zeros = 0;

	while (zeros < kind_bits(kind) && bit_of(a, zeros) == 0)
		zeros++;
	return zeros;
}

bool reference_trailing(enum kind kind, enum kind to, struct bits a, struct bits b, struct bits r)
{
	(void)to;
	(void)b;
	return r.low == (uint64_t)trailing_zeros(kind, a);
}

bool reference_find_first(enum kind kind, enum kind to, struct bits a, struct bits b, struct bits r)
{
	int zeros = trailing_zeros(kind, a);

	(void)to;
	(void)b;
	return r.low == (zeros == kind_bits(kind) ? 0 : (uint64_t)zeros + 1);
}

bool reference_swap(enum kind kind, enum kind to, struct bits a, struct bits b, struct bits r)
{
	int bits = kind_bits(kind);

	(void)to;
	(void)b;
	for (int i = 0; i < bits; i++)
		if (bit_of(r, i) != bit_of(a, bits - 8 - i / 8 * 8 + i % 8))
			return false;
	return true;
}
