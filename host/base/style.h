#pragma once
/* style: colours by what they mean, as ANSI escape sequences (SGR, ECMA-48 8.3.117).
 *
 *	printf("%sFAIL%s %s\n", style(STDOUT_FILENO, STYLE_BAD), style_end(STDOUT_FILENO), name);
 *
 * A stream has colours if it is a terminal, TERM is not "dumb" and NO_COLOR is not
 * set or is empty (https://no-color.org); --color overrides all of that. Without
 * colours both functions return "". */
#include <stdbool.h>

enum style {
	STYLE_STRONG,  /* a name, a headline */
	STYLE_DIM,     /* what can be skipped */
	STYLE_OK,      /* passed, done */
	STYLE_BAD,     /* failed, an error */
	STYLE_WARNING, /* timed out, slow, a warning */
	STYLE_NOTE,    /* a note, a hint */
	STYLE_PLACE,   /* file and line */
	STYLE_CARET,   /* under an excerpt */
};

/* Whether it is a terminal, and obeys escape sequences: TERM is not "dumb". */
bool style_is_obeyed(int fd);

enum style_when { STYLE_AUTO, STYLE_ALWAYS, STYLE_NEVER };

void style_set_when(enum style_when when);
/* The sequence that begins a style, and the one that ends any. */
const char *style(int fd, enum style style);
const char *style_end(int fd);
