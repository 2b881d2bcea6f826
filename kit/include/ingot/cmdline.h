#pragma once
/* cmdline: the kernel's command line.
 *
 * Words are separated by spaces: "key=value", or "key" alone, whose value is "".
 * Double quotes keep spaces in a word and are not part of the value: "key=a b" and
 * key="a b" are the same. The last word with a key wins.
 * Context: any; before boot info is known the command line is empty. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "names.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Returns the length of the value, or -1 if the key is not found. As with snprintf,
 * a length of size_bytes or more means that the value was truncated. */
int cmdline_get(const char *key, char *value, size_t size_bytes) KIT_NAME(cmdline_get);

bool cmdline_has(const char *key) KIT_NAME(cmdline_has);

/* A number as strtoull with base 0 parses it: 100, 0x64. False, and *number
 * unchanged, if the key is not found or its value is not a number. */
bool cmdline_get_number(const char *key, uint64_t *number) KIT_NAME(cmdline_get_number);

/* cmdline_get for a command line of the caller. */
int cmdline_get_from(const char *line, const char *key, char *value, size_t size_bytes)
	KIT_NAME(cmdline_get_from);

#ifdef __cplusplus
}
#endif
