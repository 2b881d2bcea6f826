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

MINIMAL(add_overflow, "addition overflow")
MINIMAL(sub_overflow, "subtraction overflow")
MINIMAL(mul_overflow, "multiplication overflow")
MINIMAL(negate_overflow, "negation overflow")
MINIMAL(divrem_overflow, "division by zero, or of the minimum integer by -1")
MINIMAL(shift_out_of_bounds, "shift count out of range, or left shift of a negative value")
MINIMAL(float_cast_overflow, "floating-point value out of range of the integer type")
MINIMAL(implicit_conversion, "an implicit conversion changed a value")
MINIMAL(out_of_bounds, "array index out of bounds")
MINIMAL(local_out_of_bounds, "out-of-bounds access to a local variable")
MINIMAL(type_mismatch, "use of a null, misaligned or too small object pointer")
MINIMAL(pointer_overflow, "pointer arithmetic overflow")
MINIMAL(alignment_assumption, "a pointer is not aligned as assumed")
MINIMAL(vla_bound_not_positive, "variable length array without elements")
MINIMAL(load_invalid_value, "load of a value that is not valid for its type")
MINIMAL(invalid_builtin, "invalid value passed to a builtin")
MINIMAL(nonnull_arg, "null passed as an argument declared nonnull")
MINIMAL(nullability_arg, "null passed as an argument declared nonnull")
MINIMAL(nonnull_return, "null returned from a function declared returns_nonnull")
MINIMAL(nullability_return, "null returned from a function declared returns_nonnull")
MINIMAL(function_type_mismatch, "call through a pointer to the wrong type of function")
MINIMAL(cfi_check_fail, "control flow: call or cast to an invalid target")
MINIMAL_END(builtin_unreachable, "unreachable code was reached")
MINIMAL_END(missing_return, "end of a non-void function reached without a return value")
