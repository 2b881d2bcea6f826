#pragma once
/* cmdline: the kernel's command line, word by word.
 *
 * Words stand between blanks: "key=value", or "key" alone, whose value is "".
 * Double quotes hold blanks together and are not part of the value, in
 * "key=a b" as in key="a b". Of several words with one key the last counts.
 * Context: any; before boot info is known the line is empty. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The value's length, or -1 if there is no such key. What does not fit is cut,
 * as by snprintf: a length of size_bytes or more says so. */
int cmdline_get(const char *key, char *value, size_t size_bytes);

bool cmdline_has(const char *key);

/* A number as strtoull with base 0 takes it: 100, 0x64. False, and *number as
 * it was, if there is no such key, or if its value is anything else. */
bool cmdline_get_number(const char *key, uint64_t *number);

/* cmdline_get, of a line of the caller's. */
int cmdline_get_from(const char *line, const char *key, char *value, size_t size_bytes);

#ifdef __cplusplus
}
#endif
