#pragma once
/* builtins: what test_builtins knows of an operation.
 *
 * Operands and results travel as bit patterns, whatever their type, so that no
 * host's floating-point unit touches them on the way. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum kind {
	KIND_NONE,
	KIND_HALF,
	KIND_BFLOAT,
	KIND_SINGLE,
	KIND_DOUBLE,
	KIND_INT32,
	KIND_UINT32,
	KIND_INT64,
	KIND_UINT64,
	KIND_INT128,
	KIND_UINT128,
	KIND_COUNT, /* of a shift of 128 bits */
	KIND_TRUTH, /* 0 or 1 */
	KIND_ORDER, /* what a three-way comparison says */
};

struct bits {
	uint64_t low, high;
};

typedef struct bits operation_function(struct bits a, struct bits b);
/* Whether r is the right result, found out without any floating point. */
typedef bool operation_check(enum kind from, enum kind to, struct bits a, struct bits b,
                             struct bits r);

struct operation {
	const char *name;
	enum kind from, second, to; /* second: KIND_NONE for one operand */
	operation_function *ours;
	operation_function *machine;                     /* this host's; NULL if it has none */
	bool (*in_domain)(struct bits a, struct bits b); /* machine's; NULL: all */
	operation_check *is_right;
};

/* ---- reference.c: exact integer arithmetic ---- */

operation_check reference_add, reference_subtract, reference_multiply, reference_divide;
operation_check reference_equal, reference_less, reference_less_or_equal, reference_greater;
operation_check reference_greater_or_equal, reference_unordered, reference_negate;
operation_check reference_convert, reference_to_integer, reference_from_integer;
operation_check reference_product, reference_overflow, reference_quotient, reference_remainder;
operation_check reference_shift_left, reference_shift_right;
operation_check reference_popcount, reference_parity, reference_leading, reference_trailing;
operation_check reference_find_first, reference_swap;

struct exact;
/* Whether r is a value, made negative or not, rounded to nearest even. */
bool reference_is_rounded(enum kind kind, struct bits r, bool negative, const struct exact *value);

/* ---- operands.c ---- */

/* The edge table of a kind. */
size_t edge_count(enum kind kind);
struct bits edge(enum kind kind, size_t i);
/* Any operand, often one that is close to another. */
struct bits random_operand(enum kind kind, struct bits near);

/* ---- operations.c ---- */

extern const struct operation operations[];
extern const size_t operation_count;

static inline int kind_bits(enum kind kind)
{
	switch (kind) {
	case KIND_HALF:
	case KIND_BFLOAT:  return 16;
	case KIND_SINGLE:
	case KIND_INT32:
	case KIND_UINT32:  return 32;
	case KIND_INT128:
	case KIND_UINT128: return 128;
	default:           return 64;
	}
}

static inline bool kind_is_signed(enum kind kind)
{
	return kind == KIND_INT32 || kind == KIND_INT64 || kind == KIND_INT128;
}

static inline bool bits_are_same(struct bits a, struct bits b)
{
	return a.low == b.low && a.high == b.high;
}
