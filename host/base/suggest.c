#include "host/base/suggest.h"

#include <ctype.h>
#include <string.h>

#include "host/base/diag.h"

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

const char *suggest_nearest(const char *word, const char *const *candidates)
{
	size_t size = strlen(word);
	const char *nearest = NULL;
	int best = size < 3 ? 1 : (int)(size + 1) / 3;

	if (size == 0 || size > SUGGEST_WORD_SIZE_MAX)
		return NULL;
	for (best++; *candidates; candidates++) {
		size_t candidate_size = strlen(*candidates);

		if (candidate_size == 0 || candidate_size > SUGGEST_WORD_SIZE_MAX)
			continue;
		int this_far = distance(word, *candidates);
		if (this_far < best && this_far < (int)candidate_size) {
			best = this_far;
			nearest = *candidates;
		}
	}
	return nearest;
}

void suggest_hint(const char *word, const char *const *candidates)
{
	const char *nearest = suggest_nearest(word, candidates);

	if (nearest)
		diag_hint("did you mean \"%s\"?", nearest);
}
