#pragma once
/* excerpt: a line of source, with the one before it and a caret:
 *
 *	   41 |
 *	   42 |     *nowhere = 1;
 *	      |              ^
 *
 * Tabs are shown as four columns. A line that is wider than the terminal is cut. */
#include <stdint.h>

#include "host/base/text.h"

struct excerpt {
	const char *file;
	int line, column;   /* from 1; column 0: no caret */
	int64_t built_ns;   /* a file that is newer is not what was compiled */
	int fd;             /* where it goes: its colours, its width */
	const char *indent; /* before each line */
};

/* Adds nothing if the file or the line is not there, and one sentence if the file
 * was changed after built_ns. */
void excerpt_write(struct buffer *out, const struct excerpt *excerpt);
