#include "host/base/wrap.h"

#include <string.h>

/* Characters, of which each is one column wide: bytes that begin one in UTF-8. */
static int width(const char *text, size_t size)
{
	int columns = 0;

	for (size_t i = 0; i < size; i++)
		columns += (text[i] & 0xc0) != 0x80;
	return columns;
}

/* How much of a word that is wider than the room goes into it. */
static size_t break_word(const char *word, size_t size, int room)
{
	size_t best = 0;

	for (size_t i = 1; i <= size && width(word, i) <= room; i++)
		if (word[i - 1] == ',' || word[i - 1] == '-')
			best = i;
	return best ? best : size;
}

static int begin_line(struct buffer *buffer, int indent)
{
	buffer_printf(buffer, "\n%*s", indent, "");
	return indent;
}

static int add_word(struct buffer *buffer, const char *word, size_t size, int column, int indent)
{
	while (width(word, size) > WRAP_COLUMNS - indent) {
		size_t part = break_word(word, size, WRAP_COLUMNS - indent);

		buffer_add(buffer, word, part);
		column += width(word, part);
		word += part;
		size -= part;
		if (!size)
			return column;
		column = begin_line(buffer, indent);
	}
	buffer_add(buffer, word, size);
	return column + width(word, size);
}

void buffer_add_wrapped(struct buffer *buffer, const char *text, int column, int indent)
{
	bool is_line_begun = column > indent;

	while (*text) {
		size_t spaces = strspn(text, " ");
		size_t size = strcspn(text + spaces, " \n");
		int needed = (is_line_begun ? (int)spaces : 0) + width(text + spaces, size);

		if (is_line_begun && column + needed > WRAP_COLUMNS) {
			column = begin_line(buffer, indent);
		} else {
			buffer_add(buffer, text, spaces);
			column += (int)spaces;
		}
		column = add_word(buffer, text + spaces, size, column, indent);
		is_line_begun = true;
		text += spaces + size;
		if (*text == '\n') {
			column = begin_line(buffer, *++text ? indent : 0);
			is_line_begun = false;
		}
	}
}
