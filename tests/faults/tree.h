#pragma once
/* tree: what is on the disk: bytes to compare, and files that nobody should find. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TREE_PATH_BYTES 4096
#define TREE_MISSING    0 /* the sum of what is not there */

/* Of a file its bytes, of a directory the names and sums of all that is in it. */
uint64_t tree_sum(const char *path);

/* Of several, with spaces between. */
uint64_t tree_sums(const char *paths);

/* Writes the first temporary file below path into found; false: there is none. */
bool tree_find_temporary(const char *path, char found[TREE_PATH_BYTES]);
