/* UBSan: arithmetic whose result does not fit, and conversions. */

#include "violation.h"

struct overflow {
	struct violation_place at;
	const struct violation_type *type;
};

static void tell_overflow(const struct violation *v, const struct overflow *d,
                          const char *operation, uintptr_t a, uintptr_t b)
{
	char left[VIOLATION_VALUE_SIZE], right[VIOLATION_VALUE_SIZE];

	rt_violation_tell(v, "%s overflow: %s %s %s cannot be represented in %s",
	                  rt_violation_is_signed(d->type) ? "signed integer" : "unsigned integer",
	                  rt_violation_value(left, d->type, a), operation,
	                  rt_violation_value(right, d->type, b), d->type->name);
}

#define tell_add_overflow(v, d, a, b) tell_overflow(v, d, "+", a, b)
#define tell_sub_overflow(v, d, a, b) tell_overflow(v, d, "-", a, b)
#define tell_mul_overflow(v, d, a, b) tell_overflow(v, d, "*", a, b)
VIOLATION_HANDLER(add_overflow, (struct overflow *d, uintptr_t a, uintptr_t b), (v, d, a, b),
                  &d->at)
VIOLATION_HANDLER(sub_overflow, (struct overflow *d, uintptr_t a, uintptr_t b), (v, d, a, b),
                  &d->at)
VIOLATION_HANDLER(mul_overflow, (struct overflow *d, uintptr_t a, uintptr_t b), (v, d, a, b),
                  &d->at)

static void tell_negate_overflow(const struct violation *v, const struct overflow *d, uintptr_t a)
{
	char number[VIOLATION_VALUE_SIZE];

	rt_violation_tell(v, "negation of %s cannot be represented in %s",
	                  rt_violation_value(number, d->type, a), d->type->name);
}
VIOLATION_HANDLER(negate_overflow, (struct overflow *d, uintptr_t a), (v, d, a), &d->at)

static void tell_divrem_overflow(const struct violation *v, const struct overflow *d, uintptr_t a,
                                 uintptr_t b)
{
	char number[VIOLATION_VALUE_SIZE];

	if (rt_violation_is_negative(d->type, b))
		rt_violation_tell(v, "%s divided by -1 cannot be represented in %s",
		                  rt_violation_value(number, d->type, a), d->type->name);
	else
		rt_violation_tell(v, "division by zero");
}
VIOLATION_HANDLER(divrem_overflow, (struct overflow *d, uintptr_t a, uintptr_t b), (v, d, a, b),
                  &d->at)

struct shift {
	struct violation_place at;
	const struct violation_type *left, *right;
};

static void tell_shift_out_of_bounds(const struct violation *v, const struct shift *d, uintptr_t a,
                                     uintptr_t b)
{
	char left[VIOLATION_VALUE_SIZE], right[VIOLATION_VALUE_SIZE];
	const char *value = rt_violation_value(left, d->left, a);
	const char *count = rt_violation_value(right, d->right, b);

	if (rt_violation_is_negative(d->right, b))
		rt_violation_tell(v, "negative shift count %s", count);
	else if (rt_violation_operand(d->right, b) >= rt_violation_width(d->left))
		rt_violation_tell(v, "shift count %s is too large for %s (%u bits)", count,
		                  d->left->name, rt_violation_width(d->left));
	else if (rt_violation_is_negative(d->left, a))
		rt_violation_tell(v, "left shift of negative value %s", value);
	else
		rt_violation_tell(v, "left shift of %s by %s cannot be represented in %s", value,
		                  count, d->left->name);
}
VIOLATION_HANDLER(shift_out_of_bounds, (struct shift *d, uintptr_t a, uintptr_t b), (v, d, a, b),
                  &d->at)

struct conversion {
	struct violation_place at;
	const struct violation_type *from, *to;
	unsigned char kind;      /* of implicit_conversion only, as the next */
	unsigned bit_field_bits; /* 0: to no bit-field */
};

static void tell_float_cast_overflow(const struct violation *v, const struct conversion *d,
                                     uintptr_t a)
{
	char number[VIOLATION_VALUE_SIZE];

	rt_violation_tell(v, "%s of %s is outside the range of %s",
	                  rt_violation_value(number, d->from, a), d->from->name, d->to->name);
}
VIOLATION_HANDLER(float_cast_overflow, (struct conversion *d, uintptr_t a), (v, d, a), &d->at)

static void tell_implicit_conversion(const struct violation *v, const struct conversion *d,
                                     uintptr_t a, uintptr_t b)
{
	char before[VIOLATION_VALUE_SIZE], after[VIOLATION_VALUE_SIZE];

	if (d->bit_field_bits != 0)
		rt_violation_tell(v, "%s of %s became %s in a bit-field of %u bits",
		                  rt_violation_value(before, d->from, a), d->from->name,
		                  rt_violation_value(after, d->to, b), d->bit_field_bits);
	else
		rt_violation_tell(v, "%s of %s became %s of %s by implicit conversion",
		                  rt_violation_value(before, d->from, a), d->from->name,
		                  rt_violation_value(after, d->to, b), d->to->name);
}
VIOLATION_HANDLER(implicit_conversion, (struct conversion *d, uintptr_t a, uintptr_t b),
                  (v, d, a, b), &d->at)
