#pragma once
/* scan: the items that sscanf reads. Each function gives the item's end, or
 * NULL if there is none; `width` is the most characters it may have.
 * Included by: core/stdio. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A number longer than this is not cut at its width. */
#define SCAN_FLOAT_MAX 1023

/* base 0: as the prefix says. */
const char *rt_scan_integer(const char *s, size_t width, int base, bool is_signed,
                            unsigned long long *value);
const char *rt_scan_float(const char *s, size_t width);
/* The bytes of one character, 0 if they are none. */
size_t rt_scan_utf8(const char *s, uint32_t *character);
