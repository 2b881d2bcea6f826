#pragma once
/* violation: UBSan: undefined behaviour, as clang's -fsanitize=undefined finds
 * it.
 *
 * clang calls a handler for each kind. What it passes is laid out by CGExpr.cpp
 * (EmitCheck): a static record that begins with the place in the source and
 * names types by a descriptor, then the operands, in a word or by their
 * address. The _abort form of a handler is what -fno-sanitize-recover calls,
 * as Ingot does by default: one line and a backtrace, and the end. The other
 * form, of -fsanitize-recover, prints the line once for each place and goes on.
 *
 * Context: any in which the kernel can print. */

#include <runtime.h>
#include <stdbool.h>
#include <stdint.h>

struct violation_place {
	const char *file;
	uint32_t line, column; /* column VIOLATION_TOLD: printed already */
};
#define VIOLATION_TOLD 0xffffffffu

enum violation_type_kind {
	VIOLATION_INTEGER = 0,
	VIOLATION_FLOAT = 1,
	VIOLATION_BIT_INT = 2, /* _BitInt: its width follows the name */
};

struct violation_type {
	uint16_t kind; /* enum violation_type_kind, or another */
	uint16_t info; /* integer: log2 of the width, times two, plus one
					 * if signed; float: the width */
	char name[];   /* in quotes */
};

struct violation {
	struct violation_place *at; /* NULL: the place is not known */
	bool ends;
	struct runtime_call call;
};

/* Says what is wrong, and does not return if the violation ends the program. */
__attribute__((format(__printf__, 2, 3), cold)) void rt_violation_tell(const struct violation *v,
                                                                       const char *format, ...);

/* ---- Operands ---- */

#define VIOLATION_VALUE_SIZE 64

/* The operand in figures, in a buffer of VIOLATION_VALUE_SIZE. */
const char *rt_violation_value(char *out, const struct violation_type *type, uintptr_t value);
bool rt_violation_is_signed(const struct violation_type *type);
bool rt_violation_is_negative(const struct violation_type *type, uintptr_t value);
/* Of an integer. */
unsigned rt_violation_width(const struct violation_type *type);
/* An integer operand, its lower 64 bits. */
uint64_t rt_violation_operand(const struct violation_type *type, uintptr_t value);

/* ---- Handlers ---- */

#define VIOLATION_HERE(place, is_end) \
	((struct violation){ .at = (place), \
	                     .ends = (is_end), \
	                     .call = { (uintptr_t)__builtin_return_address(0), \
	                               *(const uintptr_t *)__builtin_frame_address(0) } })

/* Both forms of a handler, from its parameters, the names of those, where its
 * place is, and the function tell_NAME(violation, parameters) before it. Names
 * after "tell" are packed in parentheses. */
#define VIOLATION_FORM(function, name, parameters, arguments, place, is_end) \
	void function parameters; \
	void function parameters \
	{ \
		const struct violation here = VIOLATION_HERE(place, is_end), *const v = &here; \
		tell_##name arguments; \
	}
#define VIOLATION_HANDLER(name, parameters, arguments, place) \
	VIOLATION_FORM(__ubsan_handle_##name, name, parameters, arguments, place, false) \
	VIOLATION_FORM(__ubsan_handle_##name##_abort, name, parameters, arguments, place, true)
