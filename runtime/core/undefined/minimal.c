/* UBSan: the handlers of -fsanitize-minimal-runtime. They are told nothing, so
 * that calls are short. The place is in the backtrace; without one, where the
 * program goes on, it is the address of the call. */

#include <stddef.h>

#include "violation.h"

static void tell_call(const struct violation *v, const char *kind)
{
	if (v->ends)
		rt_violation_tell(v, "%s", kind);
	else
		rt_violation_tell(v, "%s, in the call before 0x%016llx", kind,
		                  (unsigned long long)v->call.return_address);
}

#define MINIMAL_FORM(function, kind, is_end) \
	void function(void); \
	void function(void) \
	{ \
		const struct violation here = VIOLATION_HERE(NULL, is_end); \
		tell_call(&here, kind); \
	}
#define MINIMAL(name, kind) \
	MINIMAL_FORM(__ubsan_handle_##name##_minimal, kind, false) \
	MINIMAL_FORM(__ubsan_handle_##name##_minimal_abort, kind, true)
#define MINIMAL_END(name, kind) \
	MINIMAL_FORM(__ubsan_handle_##name##_minimal, kind, true) \
	MINIMAL_FORM(__ubsan_handle_##name##_minimal_abort, kind, true)

MINIMAL(add_overflow, "an addition overflowed")
MINIMAL(sub_overflow, "a subtraction overflowed")
MINIMAL(mul_overflow, "a multiplication overflowed")
MINIMAL(negate_overflow, "a negation overflowed")
MINIMAL(divrem_overflow, "division by zero, or of the least integer by -1")
MINIMAL(shift_out_of_bounds, "a shift is too far, or of a negative number")
MINIMAL(float_cast_overflow, "a floating-point number does not fit an integer")
MINIMAL(implicit_conversion, "an implicit conversion changed a value")
MINIMAL(out_of_bounds, "an index is outside of its array")
MINIMAL(local_out_of_bounds, "access outside of a local variable")
MINIMAL(type_mismatch, "use of a pointer that is null, misaligned or has no room")
MINIMAL(pointer_overflow, "pointer arithmetic overflowed")
MINIMAL(alignment_assumption, "a pointer is not aligned as assumed")
MINIMAL(vla_bound_not_positive, "a variable length array has no element")
MINIMAL(load_invalid_value, "load of a value that its type has not")
MINIMAL(invalid_builtin, "a value passed to a builtin function is invalid")
MINIMAL(nonnull_arg, "null passed as an argument that must not be null")
MINIMAL(nullability_arg, "null passed as an argument that must not be null")
MINIMAL(nonnull_return, "null returned from a function declared never to return it")
MINIMAL(nullability_return, "null returned from a function declared never to return it")
MINIMAL(function_type_mismatch, "a call through a pointer to another type of function")
MINIMAL(cfi_check_fail, "control flow: a call or cast to what it may not reach")
MINIMAL_END(builtin_unreachable, "a place declared unreachable was reached")
MINIMAL_END(missing_return, "the end of a function that must return a value was reached")
