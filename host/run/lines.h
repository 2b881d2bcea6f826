#pragma once
/* lines: text lines from a descriptor, without waiting.
 *
 * Serves the channels to QEMU and to the symbolizer. A line longer than the
 * limit is cut and ends with LINES_CUT, so that a flood costs no memory; and who
 * never stops speaking is not listened to for ever: now and then no line has come
 * yet, though more could be read. */
#include <stdbool.h>
#include <stddef.h>

#include "host/base/arena.h"

#define LINES_CUT            " [cut]"
#define LINES_TURN_BYTES_MAX (4u << 20) /* read until no line has come */

struct lines {
	int fd; /* not owned; set to not block */
	char *data;
	size_t capacity, size;
	size_t taken;  /* of data, by the line returned last */
	size_t length; /* of that line; it may have zero bytes */
	size_t turn;   /* bytes read since no line had come */
	bool skipping; /* the rest of a line that was cut */
	bool ended;    /* the other end is closed, or */
	int error;     /* errno: it cannot be heard */
};

struct lines lines_open(struct arena *keep, int fd, size_t line_bytes_max);
/* Whether the errno of a read is a channel's end: who ends leaves unread what came last. */
bool lines_is_end(int error);
/* The next whole line without its "\n" or "\r\n", or NULL: none has come yet. What is
 * left in `data` when it has ended is a line that nobody ended.
 * Belongs to `lines` until the next call. */
char *lines_next(struct lines *lines);
/* As lines_next, but waits up to timeout_ms for a line. */
char *lines_wait(struct lines *lines, int timeout_ms);
