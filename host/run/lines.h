#pragma once
/* lines: text lines from a descriptor, without waiting.
 *
 * Serves the channels to QEMU and to the symbolizer. A line longer than the
 * limit is cut and ends with LINES_CUT, so that a flood costs no memory. */
#include <stdbool.h>
#include <stddef.h>

#include "host/base/arena.h"

#define LINES_CUT " [cut]"

struct lines {
	int fd; /* not owned; set to not block */
	char *data;
	size_t capacity, size;
	size_t taken;  /* of data, by the line returned last */
	bool skipping; /* the rest of a line that was cut */
	bool ended;    /* the other end is closed */
};

struct lines lines_open(struct arena *keep, int fd, size_t line_bytes_max);
/* The next whole line without its "\n" or "\r\n", or NULL: none has come yet.
 * Belongs to `lines` until the next call. */
char *lines_next(struct lines *lines);
/* As lines_next, but waits up to timeout_ms for a line. */
char *lines_wait(struct lines *lines, int timeout_ms);
