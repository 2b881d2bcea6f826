#pragma once
/* words: a fixed vocabulary: what a user may write, and what each word stands for.
 *
 * The parser of an option, its help and its completions, or the reader of a key and the
 * schema, share one table. */
#include "host/base/diag.h"

#define WORDS_MAX      32  /* in one table */
#define WORDS_TEXT_MAX 256 /* bytes of a table as a sentence lists it */

struct word {
	const char *word; /* NULL ends a table */
	unsigned value;
};

/* The row of a word, or NULL. */
const struct word *words_find(const struct word *words, const char *text);
/* The word that has the value. There must be one. */
const char *words_name(const struct word *words, unsigned value);

/* "short or full", "auto, always or never"; behind the first word stands `mark`, such as
 * " (default)". */
const char *words_list(const struct word *words, const char *mark, char text[WORDS_TEXT_MAX]);

/* The hints for a word that is not in the table: suggest_known. */
void words_suggest(const struct word *words, const char *text, const char *what);
/* "--color takes auto, always or never, not "red"", with the word that was meant. Returns
 * false. */
bool words_refuse(const struct word *words, const char *text, const struct place *at,
                  const char *name);
