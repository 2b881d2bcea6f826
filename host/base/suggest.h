#pragma once
/* suggest: the word that a user probably meant.
 *
 * Nearness counts letters inserted, dropped, replaced, or swapped with their
 * neighbour; capitals and small letters are the same, and so are '-' and '_'.
 * More than a third of the word wrong is no longer near. */
#include <stddef.h>

#define SUGGEST_WORD_SIZE_MAX 64 /* longer words get no suggestion */

/* The nearest of the candidates (NULL at the end; the first of equally near
 * ones), or NULL if none is near. */
const char *suggest_nearest(const char *word, const char *const *candidates);

/* The diag_hint "did you mean ...?", if there is something to mean. */
void suggest_hint(const char *word, const char *const *candidates);

#define SUGGEST_LISTED_MAX 20 /* candidates; the others are counted */

/* The same, and a second hint that lists the candidates, each once and the nearest
 * first: "known keys: name, test, ...", `what` being "keys". Each is written behind the
 * prefix. */
void suggest_known(const char *word, const char *const *candidates, const char *what,
                   const char *prefix);
