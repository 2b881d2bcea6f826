/* The kernel's command line: a key, a line end, and the line. A reader of its own, which
 * takes the line apart from its end, finds the same value.
 *
 * Runs: 150000
 * Longest: 200 */
#include <ingot/cmdline.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/readers/fuzz.h"

#define WORDS_MAX 256

struct word {
	const char *at;
	size_t length;
};

static size_t split(const char *line, struct word words[WORDS_MAX])
{
	size_t count = 0;
	bool is_inside = false, is_quoted = false;

	for (; *line; line++) {
		bool is_blank = !is_quoted && strchr(" \t\n\r", *line);

		is_quoted ^= *line == '"';
		if (!is_blank && !is_inside)
			words[count++] = (struct word){ line, 0 };
		is_inside = !is_blank;
		if (is_inside)
			words[count - 1].length++;
	}
	return count;
}

/* The word without its quotes, and without the key and its "=": NULL, another key. */
static const char *value_of(const struct word *word, const char *key, char room[256])
{
	size_t used = 0, length = strlen(key);
	const char *at = word->at + (word->at[0] == '"');

	/* A quote inside the key makes it another one. */
	if (strncmp(at, key, length) != 0 || at + length > word->at + word->length)
		return NULL;
	at += length;
	if (at < word->at + word->length && *at == '=')
		at++;
	else if (at < word->at + word->length && !(*at == '"' && at + 1 == word->at + word->length))
		return NULL;
	for (; at < word->at + word->length; at++)
		if (*at != '"')
			room[used++] = *at;
	room[used] = '\0';
	return room;
}

FUZZ(data, size)
{
	struct word words[WORDS_MAX];
	char found[256] = "", room[256], cut[5];
	char *text = input_text(data, size), *line = strchr(text, '\n');
	const char *expected = NULL;

	if (!line || strchr(line + 1, '\0') != text + size || size > 250) {
		free(text);
		return;
	}
	*line++ = '\0';
	for (size_t count = split(line, words); count-- > 0 && !expected;)
		expected = value_of(&words[count], text, room);
	int length = cmdline_get_from(line, text, found, sizeof found);
	HOLDS_EQUAL(length, expected ? (int)strlen(expected) : -1);
	if (expected)
		HOLDS_TEXT(found, expected);
	HOLDS_EQUAL(cmdline_get_from(line, text, cut, sizeof cut), length);
	if (expected)
		HOLDS(strncmp(cut, expected, sizeof cut - 1) == 0 && strlen(cut) < sizeof cut);
	HOLDS_EQUAL(cmdline_get_from(line, text, NULL, 0), length);
	free(text);
}
