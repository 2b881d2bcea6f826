#pragma once
/* scan: what the scanf family has in common, C17 7.21.6.2.
 *
 * Input is a string, or what a function gives one byte at a time; nothing is
 * looked at beyond the first byte that does not match, so that a stream can
 * have that one back. Included by: core/stdio. */

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The longest number that a stream can have. */
#define SCAN_FLOAT_MAX 1023

struct scan_input {
	const char *at;           /* a string; NULL: see get */
	int (*get)(void *object); /* a byte, or EOF */
	void *object;
	bool holds; /* `held` was got and not taken */
	int held;
	size_t taken; /* bytes */
};

/* The next byte, or EOF. */
int rt_scan_peek(struct scan_input *in);
void rt_scan_take(struct scan_input *in);

/* Reads what `format` says: the items assigned, or EOF. */
int rt_scan(struct scan_input *in, const char *format, va_list values);

/* One item of at most `width` characters, if it is whole. base 0: as the
 * prefix says. */
bool rt_scan_integer(struct scan_input *in, size_t width, int base, bool is_signed,
                     unsigned long long *value);
/* Its text, or "" if that is longer than SCAN_FLOAT_MAX. */
bool rt_scan_float(struct scan_input *in, size_t width, char text[SCAN_FLOAT_MAX + 1]);
/* One character of UTF-8 (RFC 3629), of which the first byte is there. */
bool rt_scan_utf8(struct scan_input *in, uint32_t *character);
