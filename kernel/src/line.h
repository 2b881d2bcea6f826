#pragma once
/* line: one line that is being typed, and those before it.
 *
 * Editing as in other shells: arrows, Home, End, Delete, Backspace, and Control
 * with A E K U W. line_type knows nothing of a screen; line_draw shows what it
 * made. The structure is the caller's. Context: one CPU. */
#include <stdbool.h>
#include <stddef.h>

#define LINE_MAX      72 /* characters: prompt and all fit a row of 80 */
#define LINE_PAST_MAX 16 /* lines that are remembered */

enum line_result {
	LINE_MORE,     /* was taken; draw it */
	LINE_APPENDED, /* was taken: one character more at the end */
	LINE_REFUSED,  /* means nothing here, or there is no room */
	LINE_DONE,     /* Enter */
	LINE_OVERFULL, /* Enter, but some of it had no room */
	LINE_DROPPED,  /* Control-C */
	LINE_ENDED,    /* Control-D on an empty line */
	LINE_COMPLETE, /* Tab: the caller knows the words */
};

struct line {
	char text[LINE_MAX + 1]; /* always ends with a 0 */
	size_t size, cursor;     /* cursor <= size */
	bool is_overfull;        /* more was typed than there is room for */
	char past[LINE_PAST_MAX][LINE_MAX + 1];
	size_t past_count;       /* ever; the last LINE_PAST_MAX are kept */
	size_t past_back;        /* how far back the user has gone; 0 = not */
	char kept[LINE_MAX + 1]; /* what was being typed when going back */
};

/* key: of keys.h. */
enum line_result line_type(struct line *line, int key);

/* Puts text in at the cursor; false, and nothing done, if it does not fit. */
bool line_insert(struct line *line, const char *text, size_t size);

/* Remembers the line, unless it is empty or the same as the last or
 * overfull, and empties it. */
void line_finish(struct line *line);

/* From the left edge on. */
void line_draw(const struct line *line, const char *prompt);
