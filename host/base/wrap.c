#include "host/base/wrap.h"

#include <string.h>

struct line {
	int column, indent;
	bool breaks_words;
	const char *end; /* what a line ends with that is broken */
	wrap_take *take;
	void *to;
};

static int width(const char *text, size_t size)
{
	return (int)text_width(text, size);
}

static void add(struct line *line, const char *text, size_t size)
{
	line->take(line->to, text, size);
	line->column += width(text, size);
}

/* How wide a line may be that is broken. */
static int columns(const struct line *line)
{
	return WRAP_COLUMNS - (int)strlen(line->end);
}

static void begin_line(struct line *line, int indent)
{
	static const char space = ' ';

	line->take(line->to, "\n", 1);
	for (line->column = 0; line->column < indent;)
		add(line, &space, 1);
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

static void add_word(struct line *line, const char *word, size_t size)
{
	int room = WRAP_COLUMNS - line->indent;

	while (line->breaks_words && width(word, size) > room) {
		size_t part = break_word(word, size, room);

		add(line, word, part);
		word += part;
		size -= part;
		if (!size)
			return;
		begin_line(line, line->indent);
	}
	add(line, word, size);
}

static void wrap(struct line line, const char *text)
{
	bool is_begun = line.column > line.indent;

	while (*text) {
		size_t spaces = strspn(text, " ");
		size_t size = strcspn(text + spaces, " \n");
		int needed = width(text + spaces, size);
		bool fits_below = line.breaks_words || needed <= columns(&line) - line.indent;

		if (is_begun && fits_below && line.column + (int)spaces + needed > columns(&line)) {
			add(&line, line.end, strlen(line.end));
			begin_line(&line, line.indent);
		} else {
			add(&line, text, spaces);
		}
		add_word(&line, text + spaces, size);
		is_begun = true;
		text += spaces + size;
		if (*text == '\n') {
			begin_line(&line, *++text ? line.indent : 0);
			is_begun = false;
		}
	}
}

void wrap_text(const char *text, int column, int indent, wrap_take *take, void *to)
{
	wrap((struct line){ column, indent, false, "", take, to }, text);
}

static void take_into_buffer(void *to, const char *text, size_t size)
{
	buffer_add(to, text, size);
}

void buffer_add_wrapped(struct buffer *buffer, const char *text, int column, int indent)
{
	wrap_text(text, column, indent, take_into_buffer, buffer);
}

void buffer_add_paragraphs(struct buffer *buffer, const char *text, int indent)
{
	for (size_t size; *text; text += size + (text[size] == '\n')) {
		size = strcspn(text, "\n");
		const char *line = text_copy(buffer->arena, text, size);
		int hanging = text_starts_with(line, "- ") ? indent + 2 : indent;

		if (size)
			buffer_printf(buffer, "%*s", indent, "");
		if (text_starts_with(line, "  "))
			buffer_puts(buffer, line);
		else
			buffer_add_wrapped(buffer, line, indent, hanging);
		buffer_puts(buffer, "\n");
	}
}

void buffer_add_broken(struct buffer *buffer, const char *text, int column, int indent)
{
	wrap((struct line){ column, indent, true, "", take_into_buffer, buffer }, text);
}

void buffer_add_command(struct buffer *buffer, const char *command, int column, int indent)
{
	wrap((struct line){ column, indent, false, " \\", take_into_buffer, buffer }, command);
}
