#include "host/base/words.h"

#include <assert.h>
#include <stdio.h>

#include "host/base/suggest.h"
#include "host/base/text.h"

const struct word *words_find(const struct word *words, const char *text)
{
	for (; words->word; words++)
		if (text_equal(words->word, text))
			return words;
	return NULL;
}

const char *words_name(const struct word *words, unsigned value)
{
	while (words->value != value)
		words++;
	return words->word;
}

const char *words_list(const struct word *words, const char *mark, char text[WORDS_TEXT_MAX])
{
	size_t size = 0;

	text[0] = '\0';
	for (size_t i = 0; words[i].word; i++) {
		const char *before = i == 0 ? "" : words[i + 1].word ? ", " : " or ";

		size += (size_t)snprintf(text + size, WORDS_TEXT_MAX - size, "%s%s%s", before,
		                         words[i].word, i == 0 ? mark : "");
		assert(size < WORDS_TEXT_MAX);
	}
	return text;
}

/* As suggest.h takes them. */
static const char *const *list_names(const struct word *words, const char *names[WORDS_MAX + 1])
{
	size_t count = 0;

	for (; words[count].word; count++) {
		assert(count < WORDS_MAX);
		names[count] = words[count].word;
	}
	names[count] = NULL;
	return names;
}

void words_suggest(const struct word *words, const char *text, const char *what)
{
	const char *names[WORDS_MAX + 1];

	suggest_known(text, list_names(words, names), what, "");
}

bool words_refuse(const struct word *words, const char *text, const struct place *at,
                  const char *name)
{
	const char *names[WORDS_MAX + 1];
	char list[WORDS_TEXT_MAX];

	diag_error(at, "%s takes %s, not \"%s\"", name, words_list(words, "", list), text);
	suggest_hint(text, list_names(words, names));
	return false;
}
