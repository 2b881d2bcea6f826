#pragma once
/* scan: what the scanf and wscanf families have in common, C17 7.21.6.2 and 7.29.2.2.
 *
 * Input is a string, or what a function gives one byte, or one wide character, at a
 * time; nothing is looked at beyond the first that does not match, so that a stream can
 * have that one back. Formats are read by those whose characters they are of.
 * Included by: core/stdio, core/wide. */

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The longest number that a stream can have. */
#define SCAN_FLOAT_MAX 1023

struct scan_input {
	const char *at;           /* a string; NULL: see get */
	int (*get)(void *object); /* a byte or wide character, or EOF */
	void *object;
	bool holds; /* `held` was got and not taken */
	int held;
	size_t taken; /* bytes or wide characters */
};

enum scan_length { SCAN_CHAR, SCAN_SHORT, SCAN_INT, SCAN_LONG, SCAN_LONG_LONG };

/* What a directive says, but for the set of %[. */
struct scan_item {
	bool suppress;
	size_t width; /* SIZE_MAX: as much as there is */
	enum scan_length length;
	char conversion;
};

/* The state of one call. A va_list within a structure can be handed on. */
struct scan {
	struct scan_input *in;
	int assigned;
	va_list values;
};

enum scan_outcome { SCAN_GO_ON, SCAN_NO_MATCH, SCAN_NO_INPUT };

/* ---- Whole conversions ---- */

/* Of a number, or none: SCAN_NO_MATCH. */
enum scan_outcome rt_scan_number(struct scan *scan, const struct scan_item *item);
/* %n: what was taken so far. */
void rt_scan_store_taken(struct scan *scan, const struct scan_item *item);
/* How many of the characters are a length, and which. */
size_t rt_scan_read_length(const char text[2], enum scan_length *length);
/* What scanf returns: EOF if the input ended before a first item. */
int rt_scan_result(const struct scan *scan, enum scan_outcome outcome);

/* ---- Parts of them ---- */

/* What is next, or EOF. */
int rt_scan_peek(struct scan_input *in);
void rt_scan_take(struct scan_input *in);

/* One item of at most `width` characters, if it is whole. base 0: as the
 * prefix says. */
bool rt_scan_integer(struct scan_input *in, size_t width, int base, bool is_signed,
                     unsigned long long *value);
/* Its text, or "" if that is longer than SCAN_FLOAT_MAX. */
bool rt_scan_float(struct scan_input *in, size_t width, char text[SCAN_FLOAT_MAX + 1]);
/* One character of UTF-8 (RFC 3629), of which the first byte is there. */
bool rt_scan_utf8(struct scan_input *in, uint32_t *character);

/* What vsscanf and vfscanf do. */
int rt_scan(struct scan_input *in, const char *format, va_list values);
