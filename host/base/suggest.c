#include "host/base/suggest.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "host/base/diag.h"

#define PREFIX_SIZE_MAX 2 /* "--" */

/* Candidates, with commas between them. */
struct listing {
	const char *prefix;
	int count; /* of all, also of those that are not in the text */
	size_t size;
	char text[SUGGEST_LISTED_MAX * (SUGGEST_WORD_SIZE_MAX + PREFIX_SIZE_MAX + 2) + 1];
};

static int fold(char c)
{
	return c == '_' ? '-' : tolower((unsigned char)c);
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* The optimal string alignment distance, by rows of its table: cell j of row i
 * is the distance between the first i letters of a and the first j of b. */
static int distance(const char *a, const char *b)
{
	int rows[3][SUGGEST_WORD_SIZE_MAX + 1] = { 0 };
	int a_size = (int)strlen(a), b_size = (int)strlen(b);

	for (int j = 0; j <= b_size; j++)
		rows[0][j] = j;
	for (int i = 1; i <= a_size; i++) {
		int *row = rows[i % 3], *above = rows[(i + 2) % 3], *higher = rows[(i + 1) % 3];

		row[0] = i;
		for (int j = 1; j <= b_size; j++) {
			bool same = fold(a[i - 1]) == fold(b[j - 1]);

			row[j] = least(above[j - 1] + !same, least(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) &&
			    fold(a[i - 2]) == fold(b[j - 1]))
				row[j] = least(row[j], higher[j - 2] + 1);
		}
	}
	return rows[a_size % 3][b_size];
}

/* How many mistakes in a word are few enough. */
static int tolerance(const char *word)
{
	size_t size = strlen(word);

	return size == 0 || size > SUGGEST_WORD_SIZE_MAX ? 0 : size < 3 ? 1 : (int)(size + 1) / 3;
}

/* The distance from a word to a candidate that is near; else FAR. */
#define FAR (SUGGEST_WORD_SIZE_MAX + 1)
static int near_distance(const char *word, const char *candidate)
{
	size_t size = strlen(candidate);
	int limit = tolerance(word);

	if (!limit || size == 0 || size > SUGGEST_WORD_SIZE_MAX)
		return FAR;
	int this_far = distance(word, candidate);
	return this_far <= limit && this_far < (int)size ? this_far : FAR;
}

const char *suggest_nearest(const char *word, const char *const *candidates)
{
	const char *nearest = NULL;
	int best = FAR;

	for (; *candidates; candidates++) {
		int this_far = near_distance(word, *candidates);

		if (this_far < best) {
			best = this_far;
			nearest = *candidates;
		}
	}
	return nearest;
}

static void hint_nearest(const char *word, const char *const *candidates, const char *prefix)
{
	const char *nearest = suggest_nearest(word, candidates);

	if (nearest)
		diag_hint("did you mean \"%s%s\"?", prefix, nearest);
}

void suggest_hint(const char *word, const char *const *candidates)
{
	hint_nearest(word, candidates, "");
}

static bool has_text(const char *const *texts, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(texts[i], text) == 0)
			return true;
	return false;
}

/* Those that are this far, behind what the text holds; how many there are in all. */
static void add_at(struct listing *listing, const char *word, const char *const *candidates,
                   int this_far)
{
	for (size_t i = 0; candidates[i]; i++) {
		if (near_distance(word, candidates[i]) != this_far ||
		    has_text(candidates, i, candidates[i]) || ++listing->count > SUGGEST_LISTED_MAX)
			continue;
		listing->size += (size_t)snprintf(listing->text + listing->size,
		                                  sizeof listing->text - listing->size, "%s%s%.*s",
		                                  listing->count > 1 ? ", " : "", listing->prefix,
		                                  SUGGEST_WORD_SIZE_MAX, candidates[i]);
	}
}

void suggest_known(const char *word, const char *const *candidates, const char *what,
                   const char *prefix)
{
	struct listing listing = { .prefix = prefix };

	hint_nearest(word, candidates, prefix);
	for (int this_far = 0; this_far <= FAR; this_far++)
		add_at(&listing, word, candidates, this_far);
	if (listing.count > SUGGEST_LISTED_MAX)
		diag_hint("known %s: %s, and %d more", what, listing.text,
		          listing.count - SUGGEST_LISTED_MAX);
	else if (listing.count)
		diag_hint("known %s: %s", what, listing.text);
}
