#pragma once
/* fold: text in lines no wider than a terminal, broken at blanks. */
#include "host/base/text.h"

struct fold {
	int columns;        /* of the whole line */
	const char *indent; /* before each line */
	const char *deeper; /* before all lines but the first, too */
	/* What styles the first `styled` bytes, and what ends that: style.h. */
	const char *begin, *end;
	size_t styled;
};

/* Adds the text in one or more lines. A word that is too long has a line of its own,
 * and is not broken: it may be a path, and is to be found and copied. */
void fold_write(struct buffer *out, const struct fold *fold, const char *text);
/* How many columns a text takes, each character being one. */
size_t fold_width(const char *text);
