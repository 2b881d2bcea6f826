/* Bytes that others wrote, shown on a terminal: whole, with nothing in it that a terminal
 * would obey; and a word of them, as a shell would read it, is what it was.
 *
 * Runs: 40000
 * Longest: 200 */
#include <stdlib.h>
#include <string.h>

#include "host/base/diag.h"
#include "workplace.h"

static void look_at(const char *shown)
{
	for (; *shown; shown++) {
		unsigned char c = (unsigned char)*shown;

		HOLDS((c >= ' ' && c != 0x7f) || c == '\n' || c == '\t');
		/* U+0080 to U+009F are obeyed as well. */
		HOLDS(c != 0xc2 || (unsigned char)shown[1] >= 0xa0);
	}
}

/* In pieces: all bytes are shown, and each step takes one at least. */
static void show(const char *text, size_t size)
{
	char shown[TEXT_SHOWN_MAX];

	while (size) {
		size_t taken = text_show(text, size, shown);

		HOLDS(taken > 0 && taken <= size && memchr(shown, '\0', sizeof shown));
		look_at(shown);
		text += taken;
		size -= taken;
	}
}

/* POSIX, 2.2: what a shell makes of it. */
static void unquote(const char *word, struct buffer *out)
{
	buffer_puts(out, "");
	for (char quote = 0; *word; word++) {
		if (quote == '\'' ? *word == '\'' : quote ? *word == quote : false)
			quote = 0;
		else if (!quote && (*word == '\'' || *word == '"'))
			quote = *word;
		else if (quote != '\'' && *word == '\\' && word[1])
			buffer_add(out, ++word, 1);
		else
			buffer_add(out, word, 1);
		HOLDS(quote || !strchr(" \t\n;&|<>$`*?()#~", *word) || word[-1] == '\\' ||
		      *word == '~' || *word == '#');
	}
}

FUZZ(data, size)
{
	struct arena keep = workplace_arena();
	struct buffer shown = { .arena = &keep }, word = { .arena = &keep };
	struct buffer plain = { .arena = &keep };
	char *text = input_text(data, size);
	struct place at = {
		.file = text, .line = (int)(size % 5), .column = (int)(size % 40), .content = text
	};

	buffer_puts(&shown, "");
	show(text, size);
	buffer_add_shown(&shown, text, size);
	look_at(shown.data);
	buffer_add_word(&word, text);
	unquote(word.data, &plain);
	HOLDS_TEXT(plain.data, text);
	diag_error(&at, "%s", text);
	free(text);
}
