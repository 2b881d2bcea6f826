/* UBSan: control flow, and what functions are given and give. */

#include <stddef.h>

#include "violation.h"

#define UNUSED __attribute__((unused))

/* There is nothing behind these to go on with: both forms end. */
#define tell_builtin_unreachable(v) \
	rt_violation_tell(v, "unreachable code was reached")
VIOLATION_FORM(__ubsan_handle_builtin_unreachable, builtin_unreachable,
               (struct violation_place *at), (v), at, true)
VIOLATION_FORM(__ubsan_handle_builtin_unreachable_abort, builtin_unreachable,
               (struct violation_place *at), (v), at, true)

#define tell_missing_return(v) \
	rt_violation_tell(v, "end of a non-void function reached without a return value")
VIOLATION_FORM(__ubsan_handle_missing_return, missing_return, (struct violation_place *at), (v), at,
               true)
VIOLATION_FORM(__ubsan_handle_missing_return_abort, missing_return, (struct violation_place *at),
               (v), at, true)

struct builtin {
	struct violation_place at;
	unsigned char kind;
};

static void tell_invalid_builtin(const struct violation *v, const struct builtin *d)
{
	static const char *const mistakes[] = {
		"zero passed to ctz",
		"zero passed to clz",
		"false condition passed to __builtin_assume",
	};

	rt_violation_tell(v, "%s",
	                  d->kind < sizeof mistakes / sizeof *mistakes
	                          ? mistakes[d->kind]
	                          : "invalid value passed to a builtin");
}
VIOLATION_HANDLER(invalid_builtin, (struct builtin *d), (v, d), &d->at)

/* The place is that of the return statement; the record has the attribute's. */
#define tell_nonnull_return_v1(v) \
	rt_violation_tell(v, "null returned from a function declared returns_nonnull")
#define tell_nullability_return_v1(v) tell_nonnull_return_v1(v)
VIOLATION_HANDLER(nonnull_return_v1, (UNUSED const void *d, struct violation_place *at), (v), at)
VIOLATION_HANDLER(nullability_return_v1, (UNUSED const void *d, struct violation_place *at), (v),
                  at)

struct argument {
	struct violation_place at, attribute_at;
	int number;
};

#define tell_nonnull_arg(v, d) \
	rt_violation_tell(v, "null passed as argument %d, declared nonnull", (d)->number)
#define tell_nullability_arg(v, d) tell_nonnull_arg(v, d)
VIOLATION_HANDLER(nonnull_arg, (struct argument *d), (v, d), &d->at)
VIOLATION_HANDLER(nullability_arg, (struct argument *d), (v, d), &d->at)

struct called {
	struct violation_place at;
	const struct violation_type *type;
};

static void tell_function_type_mismatch(const struct violation *v, const struct called *d,
                                        uintptr_t function)
{
	rt_violation_tell(v, "call of %p through a pointer to the wrong type, %s", (void *)function,
	                  d->type->name);
}
VIOLATION_HANDLER(function_type_mismatch, (struct called *d, uintptr_t function), (v, d, function),
                  &d->at)

struct flow {
	unsigned char kind;
	struct violation_place at;
	const struct violation_type *type;
};

static void tell_cfi_check_fail(const struct violation *v, const struct flow *d, uintptr_t function)
{
	rt_violation_tell(v, "control flow: %p is not a %s", (void *)function, d->type->name);
}
VIOLATION_HANDLER(cfi_check_fail, (struct flow *d, uintptr_t function, UNUSED uintptr_t is_table),
                  (v, d, function), &d->at)
