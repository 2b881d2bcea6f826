#pragma once
/* progress: how far ninja is, or a disk that is written, for somebody who waits.
 *
 * On a terminal a bar, in one line that is gone as soon as anything else is said, and when
 * a signal ends Ingot. Elsewhere, and on one that is "dumb", a line at the beginning of
 * what takes long. Silent under -q. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "host/base/text.h"

/* Fewer steps are no long wait: nothing is said of them where there is no bar. */
#define PROGRESS_STEPS_LONG 32

struct progress {
	const char *verb; /* "Compiling" */
	const char *what; /* is compiled: "hello", "the runtime" */
	int sources;      /* of the plan, whether they are compiled now or not; 0: no line */
	bool has_bar;
	bool is_shown; /* the bar */
	bool is_said;  /* the line */
	int64_t began_ms;
};

struct progress progress_begin(const char *verb, const char *what, int sources);
/* So many of `total` steps are done, "compile src/main.c" the last of them. */
void progress_step(struct progress *progress, int done, int total, const char *step,
                   struct arena scratch);
/* Before anything else is written to the terminal, and at the end. */
void progress_clear(struct progress *progress);

/* What the bar of a terminal of so many columns says behind its verb: "the runtime
 * [====>     ] 57/188, 24/s  panic.c". What has no room is left out. */
void progress_add_bar(struct buffer *text, const char *what, int done, int total,
                      int64_t elapsed_ms, const char *step, int columns);
