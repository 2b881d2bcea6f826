#pragma once
/* output: a large file written piece by piece, at any place in it.
 *
 * It appears whole, by output_commit, or not at all. What is never written
 * reads as zeros and takes no room where the file system has holes. Failures
 * are reported here, with the path; after one, call output_cancel. */
#include <stdbool.h>
#include <stdint.h>

#include "os.h"

struct output { struct os_replacement replacement; };

/* Refuses, with the reason, a path that names something else than a regular
 * file, which renaming would replace. */
bool output_check(const char *path);
/* Includes output_check. */
bool output_begin(struct output *output, const char *path, uint64_t size_bytes);
bool output_write(struct output *output, const void *data, size_t size_bytes, uint64_t offset);
bool output_commit(struct output *output);
void output_cancel(struct output *output);
