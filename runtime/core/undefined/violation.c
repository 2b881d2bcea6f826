#include "violation.h"

#include <stdarg.h>
#include <string.h>

#define MESSAGE_SIZE 256
#define HEADING      "undefined behaviour: "

__extension__ typedef unsigned __int128 wide;
__extension__ typedef __int128 signed_wide;

/* True for the first violation at a place; always if the place is not known.
 * The column that it had is in *column. */
static bool is_first(struct violation_place *at, uint32_t *column)
{
	*column = 0;
	if (!at)
		return true;
	*column = __atomic_exchange_n(&at->column, VIOLATION_TOLD, __ATOMIC_RELAXED);
	return *column != VIOLATION_TOLD;
}

void rt_violation_tell(const struct violation *v, const char *format, ...)
{
	char line[MESSAGE_SIZE] = HEADING;
	uint32_t column;
	size_t used = 0;
	va_list values;

	if (!is_first(v->at, &column) && !v->ends)
		return;
	if (v->at && v->at->file && column != VIOLATION_TOLD)
		used = runtime_report_format(line, sizeof line, "%s:%u:%u: " HEADING, v->at->file,
		                             (unsigned)v->at->line, (unsigned)column);
	else
		used = strlen(line);
	if (used < sizeof line - 1) {
		va_start(values, format);
		runtime_report_vformat(line + used, sizeof line - 1 - used, format, values);
		va_end(values);
	}
	if (v->ends) {
		runtime_report_begin(line);
		runtime_report_end(&v->call);
	}
	used = strlen(line);
	line[used] = '\n';
	runtime_write(RUNTIME_STDERR, line, used + 1);
}

/* ---- Operands ---- */

static bool is_integer(const struct violation_type *type)
{
	return type->kind == VIOLATION_INTEGER || type->kind == VIOLATION_BIT_INT;
}

bool rt_violation_is_signed(const struct violation_type *type)
{
	return is_integer(type) && (type->info & 1) != 0;
}

/* Of the memory that an integer takes. */
static unsigned storage_bits(const struct violation_type *type)
{
	return 1u << (type->info >> 1);
}

unsigned rt_violation_width(const struct violation_type *type)
{
	uint32_t width = storage_bits(type);

	if (type->kind == VIOLATION_BIT_INT)
		memcpy(&width, type->name + strlen(type->name) + 1, sizeof width);
	return width;
}

/* Up to 128 bits, extended by the sign if the type has one. */
static wide operand(const struct violation_type *type, uintptr_t value)
{
	unsigned width = rt_violation_width(type);
	wide bits = value;

	if (storage_bits(type) > 8 * sizeof value)
		memcpy(&bits, (const void *)value, sizeof bits);
	if (width >= 128)
		return bits;
	bits <<= 128 - width;
	return rt_violation_is_signed(type) ? (wide)((signed_wide)bits >> (128 - width))
	                                    : bits >> (128 - width);
}

uint64_t rt_violation_operand(const struct violation_type *type, uintptr_t value)
{
	return (uint64_t)operand(type, value);
}

bool rt_violation_is_negative(const struct violation_type *type, uintptr_t value)
{
	return rt_violation_is_signed(type) && storage_bits(type) <= 128 &&
	       (signed_wide)operand(type, value) < 0;
}

static const char *integer_text(char *out, const struct violation_type *type, uintptr_t value)
{
	bool is_negative = rt_violation_is_negative(type, value);
	wide magnitude = operand(type, value);
	char *at = out + VIOLATION_VALUE_SIZE;

	if (is_negative)
		magnitude = -magnitude;
	*--at = '\0';
	do {
		*--at = (char)('0' + (int)(magnitude % 10));
		magnitude /= 10;
	} while (magnitude != 0);
	if (is_negative)
		*--at = '-';
	return at;
}

static const char *float_text(char *out, const struct violation_type *type, uintptr_t value)
{
	float single;
	double number;

	if (type->info == 8 * sizeof single) {
		memcpy(&single, &value, sizeof single);
		number = (double)single;
	} else {
		memcpy(&number, &value, sizeof number);
	}
	runtime_report_format(out, VIOLATION_VALUE_SIZE, "%g", number);
	return out;
}

const char *rt_violation_value(char *out, const struct violation_type *type, uintptr_t value)
{
	if (is_integer(type) && storage_bits(type) <= 128)
		return integer_text(out, type, value);
	if (type->kind == VIOLATION_FLOAT && (type->info == 32 || type->info == 64))
		return float_text(out, type, value);
	return "a value";
}
