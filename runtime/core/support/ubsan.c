/* Undefined behaviour, as clang's -fsanitize=undefined finds it: a line on
 * stderr that names the place, then runtime_panic. The _abort forms are what
 * -fno-sanitize-recover calls; here both end.
 *
 * The arguments are laid out by clang (CGExpr.cpp, EmitCheck): a static
 * record that begins with the place in the source and names types by a
 * descriptor, then the operands, in a word or by their address. */

#include <runtime.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct place {
	const char *file;
	uint32_t line, column;
};

/* kind 0: integer; info: log2 of the width, times two, plus one if signed. */
struct type {
	uint16_t kind, info;
	char name[];
};

#define MESSAGE_SIZE 256
#define NUMBER_SIZE 48

__attribute__((noreturn, format(__printf__, 2, 3), cold)) static void report(
	const struct place *at, const char *format, ...)
{
	char message[MESSAGE_SIZE] = "undefined behaviour: ";
	char line[MESSAGE_SIZE];
	size_t used = strlen(message);
	const char *file = at->file != NULL ? at->file : "(unknown)";
	va_list values;

	va_start(values, format);
	vsnprintf(message + used, sizeof message - used, format, values);
	va_end(values);
	snprintf(line, sizeof line, "%s:%u:%u: %s\n", file, (unsigned)at->line,
	         (unsigned)at->column, message);
	runtime_write(RUNTIME_STDERR, line, strlen(line));
	runtime_panic(file, (int)at->line, message);
}

static bool is_integer(const struct type *type)
{
	return type->kind == 0;
}

static bool is_signed(const struct type *type)
{
	return is_integer(type) && (type->info & 1) != 0;
}

static unsigned width_of(const struct type *type)
{
	return 1u << (type->info >> 1);
}

/* An operand as 64 bits; one wider than a word comes by its address. */
static uint64_t operand(const struct type *type, uintptr_t value)
{
	uint64_t bits = value;

	if (width_of(type) > 8 * sizeof value)
		memcpy(&bits, (const void *)value, sizeof bits);
	return bits;
}

static int64_t sign_extend(uint64_t bits, unsigned width)
{
	uint64_t sign = UINT64_C(1) << (width < 64 ? width - 1 : 63);

	return (int64_t)((bits ^ sign) - sign);
}

/* The operand in figures, in a buffer of NUMBER_SIZE. */
static const char *text_of(char *out, const struct type *type, uintptr_t value)
{
	uint64_t bits = operand(type, value);

	if (!is_integer(type))
		snprintf(out, NUMBER_SIZE, "a value");
	else if (width_of(type) > 64)
		snprintf(out, NUMBER_SIZE, "...%016llx", (unsigned long long)bits);
	else if (is_signed(type))
		snprintf(out, NUMBER_SIZE, "%lld",
		         (long long)sign_extend(bits, width_of(type)));
	else
		snprintf(out, NUMBER_SIZE, "%llu", (unsigned long long)bits);
	return out;
}

static bool is_negative(const struct type *type, uintptr_t value)
{
	return is_signed(type) && width_of(type) <= 64 &&
	       sign_extend(operand(type, value), width_of(type)) < 0;
}

/* Both forms of a handler, from its parameters, the names of those, and the
 * report that it makes. */
#define HANDLER(name, parameters, arguments, ...) \
	__attribute__((noreturn)) void __ubsan_handle_##name parameters; \
	__attribute__((noreturn)) void __ubsan_handle_##name##_abort parameters; \
	void __ubsan_handle_##name parameters \
	{ \
		__VA_ARGS__ \
	} \
	void __ubsan_handle_##name##_abort parameters \
	{ \
		__ubsan_handle_##name arguments; \
	}

/* ---- Arithmetic ---- */

struct overflow_data {
	struct place at;
	const struct type *type;
};

__attribute__((noreturn)) static void report_overflow(
	const struct overflow_data *d, const char *operation, uintptr_t a, uintptr_t b)
{
	char left[NUMBER_SIZE], right[NUMBER_SIZE];

	report(&d->at, "%s overflow: %s %s %s does not fit %s",
	       is_signed(d->type) ? "signed integer" : "unsigned integer",
	       text_of(left, d->type, a), operation, text_of(right, d->type, b),
	       d->type->name);
}

HANDLER(add_overflow, (const struct overflow_data *d, uintptr_t a, uintptr_t b),
        (d, a, b), report_overflow(d, "+", a, b);)
HANDLER(sub_overflow, (const struct overflow_data *d, uintptr_t a, uintptr_t b),
        (d, a, b), report_overflow(d, "-", a, b);)
HANDLER(mul_overflow, (const struct overflow_data *d, uintptr_t a, uintptr_t b),
        (d, a, b), report_overflow(d, "*", a, b);)

HANDLER(negate_overflow, (const struct overflow_data *d, uintptr_t a), (d, a),
	char number[NUMBER_SIZE];
	report(&d->at, "the negation of %s does not fit %s",
	       text_of(number, d->type, a), d->type->name);)

HANDLER(divrem_overflow, (const struct overflow_data *d, uintptr_t a, uintptr_t b),
        (d, a, b),
	char number[NUMBER_SIZE];
	if (is_negative(d->type, b))
		report(&d->at, "%s divided by -1 does not fit %s",
		       text_of(number, d->type, a), d->type->name);
	report(&d->at, "division by zero");)

struct shift_data {
	struct place at;
	const struct type *left, *right;
};

HANDLER(shift_out_of_bounds, (const struct shift_data *d, uintptr_t a, uintptr_t b),
        (d, a, b),
	char value[NUMBER_SIZE];
	char count[NUMBER_SIZE];
	text_of(value, d->left, a);
	text_of(count, d->right, b);
	if (is_negative(d->right, b))
		report(&d->at, "shift by %s, which is negative", count);
	if (operand(d->right, b) >= width_of(d->left))
		report(&d->at, "shift by %s of %s, which has %u bits", count,
		       d->left->name, width_of(d->left));
	if (is_negative(d->left, a))
		report(&d->at, "left shift of %s, which is negative", value);
	report(&d->at, "left shift of %s by %s does not fit %s", value, count,
	       d->left->name);)

struct float_cast_data {
	struct place at;
	const struct type *from, *to;
};

HANDLER(float_cast_overflow, (const struct float_cast_data *d, uintptr_t a), (d, a),
	(void)a;
	report(&d->at, "a value of %s is outside the range of %s", d->from->name,
	       d->to->name);)

struct implicit_conversion_data {
	struct place at;
	const struct type *from, *to;
	unsigned char kind;
	unsigned bit_field_bits;
};

HANDLER(implicit_conversion,
        (const struct implicit_conversion_data *d, uintptr_t a, uintptr_t b), (d, a, b),
	char before[NUMBER_SIZE];
	char after[NUMBER_SIZE];
	report(&d->at, "%s of %s became %s of %s by implicit conversion",
	       text_of(before, d->from, a), d->from->name, text_of(after, d->to, b),
	       d->to->name);)

/* ---- Memory ---- */

struct index_data {
	struct place at;
	const struct type *array, *index;
};

HANDLER(out_of_bounds, (const struct index_data *d, uintptr_t index), (d, index),
	char number[NUMBER_SIZE];
	report(&d->at, "index %s is outside of %s", text_of(number, d->index, index),
	       d->array->name);)

struct place_data {
	struct place at;
};

HANDLER(local_out_of_bounds, (void), (),
	static const struct place unknown;
	report(&unknown, "access outside of a local variable");)

struct type_mismatch_data {
	struct place at;
	const struct type *type;
	unsigned char log2_alignment, access;
};

static const char *access_name(unsigned char access)
{
	static const char *const names[] = {
		"load of", "store to", "reference to", "member access in",
		"member call on", "constructor call on", "downcast of",
		"downcast of", "upcast of", "cast to virtual base of",
		"nonnull binding to", "dynamic operation on",
	};

	return access < sizeof names / sizeof names[0] ? names[access] : "access to";
}

HANDLER(type_mismatch_v1, (const struct type_mismatch_data *d, uintptr_t pointer),
        (d, pointer),
	uintptr_t alignment = (uintptr_t)1 << d->log2_alignment;
	const char *access = access_name(d->access);
	if (pointer == 0)
		report(&d->at, "%s a null pointer to %s", access, d->type->name);
	if (pointer % alignment != 0)
		report(&d->at, "%s misaligned address %p, %s needs alignment %zu",
		       access, (void *)pointer, d->type->name, (size_t)alignment);
	report(&d->at, "%s address %p, which has not room for %s", access,
	       (void *)pointer, d->type->name);)

HANDLER(pointer_overflow,
        (const struct place_data *d, uintptr_t base, uintptr_t result), (d, base, result),
	if (base == 0 || result == 0)
		report(&d->at, "arithmetic with a null pointer gave %p", (void *)result);
	report(&d->at, "pointer arithmetic overflow: %p became %p", (void *)base,
	       (void *)result);)

struct alignment_data {
	struct place at, assumed_at;
	const struct type *type;
};

HANDLER(alignment_assumption,
        (const struct alignment_data *d, uintptr_t pointer, uintptr_t alignment,
         uintptr_t offset), (d, pointer, alignment, offset),
	report(&d->at, "%p, less an offset of %zu, was assumed to be aligned to %zu",
	       (void *)pointer, (size_t)offset, (size_t)alignment);)

struct vla_data {
	struct place at;
	const struct type *type;
};

HANDLER(vla_bound_not_positive, (const struct vla_data *d, uintptr_t bound), (d, bound),
	char number[NUMBER_SIZE];
	report(&d->at, "variable length array of %s elements",
	       text_of(number, d->type, bound));)

HANDLER(load_invalid_value, (const struct vla_data *d, uintptr_t value), (d, value),
	char number[NUMBER_SIZE];
	report(&d->at, "load of %s, which is no value of %s",
	       text_of(number, d->type, value), d->type->name);)

/* ---- Calls ---- */

HANDLER(builtin_unreachable, (const struct place_data *d), (d),
	report(&d->at, "a place declared unreachable was reached");)

HANDLER(missing_return, (const struct place_data *d), (d),
	report(&d->at, "the end of a function that must return a value was reached");)

struct builtin_data {
	struct place at;
	unsigned char kind;
};

HANDLER(invalid_builtin, (const struct builtin_data *d), (d),
	report(&d->at, "%s", d->kind == 0 ? "zero passed to ctz"
	                     : d->kind == 1 ? "zero passed to clz"
	                     : "a false condition passed to assume");)

HANDLER(nonnull_return_v1,
        (const struct place_data *d, const struct place *at), (d, at),
	(void)d;
	report(at, "null returned from a function declared never to return it");)
HANDLER(nullability_return_v1,
        (const struct place_data *d, const struct place *at), (d, at),
	(void)d;
	report(at, "null returned from a function declared never to return it");)

struct nonnull_argument_data {
	struct place at, attribute_at;
	int argument;
};

HANDLER(nonnull_arg, (const struct nonnull_argument_data *d), (d),
	report(&d->at, "null passed as argument %d, which must not be null", d->argument);)
HANDLER(nullability_arg, (const struct nonnull_argument_data *d), (d),
	report(&d->at, "null passed as argument %d, which must not be null", d->argument);)

HANDLER(function_type_mismatch,
        (const struct vla_data *d, uintptr_t function), (d, function),
	report(&d->at, "call of %p through a pointer to %s, which it is not",
	       (void *)function, d->type->name);)

struct cfi_data {
	unsigned char kind;
	struct place at;
	const struct type *type;
};

HANDLER(cfi_check_fail,
        (const struct cfi_data *d, uintptr_t function, uintptr_t is_table),
        (d, function, is_table),
	(void)is_table;
	report(&d->at, "control flow: %p is no %s", (void *)function, d->type->name);)
