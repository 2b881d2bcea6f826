#pragma once
/* format: what the printf family has in common, C17 7.21.6.1.
 *
 * format_print reads the format, fetches each value and gives it to the
 * function for its kind. Included by: core/stdio. */

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sink.h"

enum format_length {
	LENGTH_NONE,
	LENGTH_H,
	LENGTH_HH,
	LENGTH_L,
	LENGTH_LL,
	LENGTH_J,
	LENGTH_Z,
	LENGTH_T,
	LENGTH_LONG_DOUBLE
};

#define FORMAT_NO_PRECISION (-1)

/* Flags: a bit for each, at the character's distance from the blank. */
#define FORMAT_SPACE     (1u << (' ' - ' '))
#define FORMAT_ALTERNATE (1u << ('#' - ' '))
#define FORMAT_PLUS      (1u << ('+' - ' '))
#define FORMAT_LEFT      (1u << ('-' - ' '))
#define FORMAT_ZERO      (1u << ('0' - ' '))

/* One directive: % flags width .precision length conversion */
struct directive {
	unsigned flags;
	bool too_large; /* a width or precision above INT_MAX */
	int width;
	int precision; /* or FORMAT_NO_PRECISION */
	enum format_length length;
	unsigned char digit_bits; /* of o, x, X and p; 0: decimal */
	char conversion;
};

void rt_format_print(struct sink *sink, const char *format, va_list values);

/* d, i: a sign and a magnitude; o, u, x, X, p: sign is '\0'. */
void rt_format_integer(struct sink *sink, const struct directive *d, char sign,
                       uintmax_t magnitude);
/* a, A, e, E, f, F, g, G */
void rt_format_float(struct sink *sink, const struct directive *d, double value);

/* The sign that the flags ask for, or '\0'. */
char rt_format_sign(const struct directive *d, bool negative);

/* A field is padding, prefix (sign, 0x), zeros, body, padding; the caller
 * writes the body between begin and end. body_size includes the zeros that
 * the caller wants for a precision; zeros for the 0 flag are added here when
 * zero_padded. Returns the width of the padding that is left for the end. */
struct field {
	char prefix[4]; /* a string: sign, 0x */
	size_t body_size;
	bool zero_padded;
};
size_t rt_format_begin_field(struct sink *sink, const struct directive *d,
                             const struct field *field);
