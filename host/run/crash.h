#pragma once
/* crash: a crash report, taken apart and put in the order in which one reads it.
 *
 * The kit writes what it knows at once, with addresses (kit/trap/panic.c,
 * trap_report.c and backtrace.c, the sanitizers of the runtime); postmortem.h writes
 * the same of a machine that says nothing. Here the report gets symbols, and is
 * written for people: what failed, the likely cause, the place with its source,
 * the callers. Frames of the kit and registers are left out, and counted, unless
 * all is wanted:
 *
 *	page fault writing 0x10 (not mapped), exception 14
 *	likely cause: null pointer dereference
 *	tests/failing.c:42 in test_faults
 *	   41 |
 *	   42 |     *nowhere = 1;
 *	      |              ^
 *	6 frames of the kit and 24 registers left out: --backtrace=full */
#include <stdbool.h>

#include "host/base/text.h"
#include "host/run/symbolize.h"

/* A line of the report: a frame, or words. */
struct crash_line {
	const char *text;   /* words; NULL: a frame */
	const char *number; /* of a frame, "#3"; "": the one before is inlined into it */
	uint64_t address;
	const char *function, *file; /* NULL: unknown */
	int line, column;
	bool is_ours; /* of the kit, the runtime or the start-up code */
};

struct crash_lines {
	struct crash_line *items;
	size_t count, capacity;
};

struct crash {
	const char *headline;        /* NULL: the report has none */
	const char *cause;           /* NULL: no guess */
	const struct crash_line *at; /* the first frame that is the user's; NULL: none */
	struct crash_lines notes;    /* of heap and sanitizers, of other CPUs */
	struct crash_lines frames;
	struct text_list registers; /* lines; shown at once if there are no frames */
	struct text_list shadow;    /* lines: the address sanitizer's memory */
	size_t register_count;
	int64_t built_ns; /* when the kernel was linked; 0: nobody knows */
};

/* Where the last crash report in a console's text begins, its length in *size; NULL
 * if there is none. */
const char *crash_find(const char *text, size_t *size);
/* Takes a report apart that begins at its headline, or, from postmortem.h, has none. */
struct crash *crash_read(struct symbolizer *symbolizer, struct arena *keep, const char *text,
                         size_t size);

/* "src/page.c:31: no memory", as a panic names its own place: what follows the place;
 * the whole text if it has none. */
const char *crash_skip_place(const char *headline);

struct crash_view {
	int fd;             /* where it goes: colours and width are those of this descriptor */
	bool is_full;       /* nothing is left out */
	const char *indent; /* before each line */
};
void crash_write(struct buffer *out, const struct crash *crash, const struct crash_view *view);
