/* UBSan: pointers and array indices. */

#include <stddef.h>

#include "violation.h"

struct array_index {
	struct violation_place at;
	const struct violation_type *array, *index;
};

static void tell_out_of_bounds(const struct violation *v, const struct array_index *d,
                               uintptr_t index)
{
	char number[VIOLATION_VALUE_SIZE];

	rt_violation_tell(v, "index %s is out of bounds for %s",
	                  rt_violation_value(number, d->index, index), d->array->name);
}
VIOLATION_HANDLER(out_of_bounds, (struct array_index *d, uintptr_t index), (v, d, index), &d->at)

#define tell_local_out_of_bounds(v) rt_violation_tell(v, "out-of-bounds access to a local variable")
VIOLATION_HANDLER(local_out_of_bounds, (void), (v), NULL)

struct access {
	struct violation_place at;
	const struct violation_type *type;
	unsigned char log2_alignment, kind;
};

static const char *access_name(unsigned char kind)
{
	static const char *const names[] = {
		"load of",
		"store to",
		"reference to",
		"member access in",
		"member call on",
		"constructor call on",
		"downcast of",
		"downcast of",
		"upcast of",
		"cast to virtual base of",
		"nonnull binding to",
		"dynamic operation on",
	};

	return kind < sizeof names / sizeof names[0] ? names[kind] : "access to";
}

static void tell_type_mismatch_v1(const struct violation *v, const struct access *d,
                                  uintptr_t pointer)
{
	uintptr_t alignment = (uintptr_t)1 << d->log2_alignment;
	const char *kind = access_name(d->kind);

	if (pointer == 0)
		rt_violation_tell(v, "%s a null pointer to %s", kind, d->type->name);
	else if (pointer % alignment != 0)
		rt_violation_tell(v, "%s misaligned address %p, %s requires alignment %zu", kind,
		                  (void *)pointer, d->type->name, (size_t)alignment);
	else
		rt_violation_tell(v, "%s address %p, too few bytes for %s", kind, (void *)pointer,
		                  d->type->name);
}
VIOLATION_HANDLER(type_mismatch_v1, (struct access *d, uintptr_t pointer), (v, d, pointer), &d->at)

static void tell_pointer_overflow(const struct violation *v, uintptr_t base, uintptr_t result)
{
	if (base == 0 || result == 0)
		rt_violation_tell(v, "arithmetic on a null pointer: %p became %p", (void *)base,
		                  (void *)result);
	else
		rt_violation_tell(v, "pointer arithmetic overflow: %p became %p", (void *)base,
		                  (void *)result);
}
VIOLATION_HANDLER(pointer_overflow, (struct violation_place *at, uintptr_t base, uintptr_t result),
                  (v, base, result), at)

struct assumption {
	struct violation_place at, assumed_at;
	const struct violation_type *type;
};

static void tell_alignment_assumption(const struct violation *v, uintptr_t pointer,
                                      uintptr_t alignment, uintptr_t offset)
{
	rt_violation_tell(v, "%p, less an offset of %zu, was assumed to be aligned to %zu",
	                  (void *)pointer, (size_t)offset, (size_t)alignment);
}
VIOLATION_HANDLER(alignment_assumption,
                  (struct assumption *d, uintptr_t pointer, uintptr_t alignment, uintptr_t offset),
                  (v, pointer, alignment, offset), &d->at)

struct typed {
	struct violation_place at;
	const struct violation_type *type;
};

static void tell_vla_bound_not_positive(const struct violation *v, const struct typed *d,
                                        uintptr_t bound)
{
	char number[VIOLATION_VALUE_SIZE];

	rt_violation_tell(v, "variable length array of %s elements",
	                  rt_violation_value(number, d->type, bound));
}
VIOLATION_HANDLER(vla_bound_not_positive, (struct typed *d, uintptr_t bound), (v, d, bound), &d->at)

static void tell_load_invalid_value(const struct violation *v, const struct typed *d,
                                    uintptr_t value)
{
	char number[VIOLATION_VALUE_SIZE];

	rt_violation_tell(v, "load of %s, not a valid value of %s",
	                  rt_violation_value(number, d->type, value), d->type->name);
}
VIOLATION_HANDLER(load_invalid_value, (struct typed *d, uintptr_t value), (v, d, value), &d->at)
