#pragma once
/* output: a large file written piece by piece, at any place in it.
 *
 * It appears whole, by output_commit, or not at all. What is never written
 * reads as zeros, and nobody writes a place twice: so zeros are left out, and
 * take no room where the file system has holes. Failures are reported here, with
 * the path; after one, call output_cancel. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "host/base/os_replace.h"

struct output {
	const char *path;                  /* the caller's, until the end */
	struct os_replacement replacement; /* fd -1: none has begun */
	int old_fd;                        /* a file that was the same so far; -1: none */
	uint64_t same_bytes;               /* so far */
	uint64_t size_bytes;               /* as begun, or the end of what was written */
};

/* Refuses, with the reason, a path that names something else than a regular
 * file, which renaming would replace. */
bool output_check(const char *path);
/* Includes output_check. */
bool output_begin(struct output *output, const char *path, uint64_t size_bytes,
                  enum os_durability durability);
/* The same for an OS_REMADE file that may be there already: if the same is written once
 * more, from begin to end, the old one stays as it is, with its time stamp. */
bool output_begin_update(struct output *output, const char *path);
bool output_write(struct output *output, const void *data, size_t size_bytes, uint64_t offset);
bool output_commit(struct output *output);
void output_cancel(struct output *output);
