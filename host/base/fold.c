#include "host/base/fold.h"

#include <string.h>

size_t fold_width(const char *text)
{
	return text_width(text, strlen(text));
}

/* How many bytes go into a line of so many columns: whole words, one at least. */
static size_t take_words(const char *text, size_t room)
{
	size_t at = strspn(text, " "), width = at, last = 0;

	for (; text[at]; at++) {
		if (text[at] == ' ' && at)
			last = at;
		width += text_width(text + at, 1);
		if (width > room)
			return last ? last : at + strcspn(text + at, " ");
	}
	return at;
}

static void add_styled(struct buffer *out, const struct fold *fold, const char *text, size_t size,
                       size_t styled)
{
	size_t part = styled < size ? styled : size;

	if (part) {
		buffer_puts(out, fold->begin);
		buffer_add(out, text, part);
		buffer_puts(out, fold->end);
	}
	buffer_add(out, text + part, size - part);
}

void fold_write(struct buffer *out, const struct fold *fold, const char *text)
{
	size_t indent = fold_width(fold->indent), styled = fold->begin ? fold->styled : 0;
	size_t columns = (size_t)fold->columns;

	for (bool is_first = true; is_first || *text; is_first = false) {
		size_t used = indent + (is_first ? 0 : fold_width(fold->deeper));
		size_t size = take_words(text, columns > used ? columns - used : 1);
		size_t blanks = strspn(text + size, " "), words = size;

		buffer_puts(out, fold->indent);
		buffer_puts(out, is_first ? "" : fold->deeper);
		while (words && text[words - 1] == ' ')
			words--;
		add_styled(out, fold, text, words, styled);
		buffer_puts(out, "\n");
		text += size + blanks;
		styled = styled > size + blanks ? styled - size - blanks : 0;
	}
}
