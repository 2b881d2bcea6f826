#include "host/run/excerpt.h"

#include <string.h>

#include "host/base/os_file.h"
#include "host/base/os_terminal.h"
#include "host/base/style.h"

#define TAB_COLUMNS  4
#define GUTTER_BYTES 10 /* "   42 | ", and a column to spare */

/* The line as it is shown, and the column in it of byte `at`. */
struct shown {
	struct buffer text;
	size_t width, caret;
};

static const char *find_line(const char *content, int line)
{
	while (content && --line > 0)
		content = text_next_line(content);
	return content && *content ? content : NULL;
}

static bool is_blank(const char *line)
{
	return !line[strspn(line, " \t\r")] || line[strspn(line, " \t\r")] == '\n';
}

static void add_piece(struct shown *shown, const char *piece)
{
	buffer_puts(&shown->text, piece);
	shown->width += text_width(piece, strlen(piece));
}

static struct shown show(struct arena *keep, const char *line, int column)
{
	struct shown shown = { .text.arena = keep };
	size_t size = strcspn(line, "\r\n"), caret = column > 0 ? (size_t)column - 1 : 0;
	char piece[TEXT_SHOWN_MAX];

	buffer_puts(&shown.text, "");
	for (size_t at = 0; at < size;) {
		size_t taken = text_show(line + at, size - at, piece);

		if (caret >= at && caret < at + taken)
			shown.caret = shown.width;
		if (line[at] == '\t')
			do
				add_piece(&shown, " ");
			while (shown.width % TAB_COLUMNS);
		else
			add_piece(&shown, piece);
		at += taken;
	}
	if (caret >= size)
		shown.caret = shown.width;
	return shown;
}

/* Columns first to first + room of a text. */
static void add_window(struct buffer *out, const char *text, size_t first, size_t room)
{
	size_t column = 0;

	for (; *text; text++) {
		column += text_width(text, 1);
		if (column > first && column <= first + room)
			buffer_add(out, text, 1);
	}
}

static void write_line(struct buffer *out, const struct excerpt *excerpt, int number,
                       const struct shown *shown, size_t first, size_t room)
{
	buffer_printf(out, "%s%5d |%s", excerpt->indent, number, shown->width > first ? " " : "");
	add_window(out, shown->text.data, first, room);
	buffer_puts(out, "\n");
}

void excerpt_write(struct buffer *out, const struct excerpt *excerpt)
{
	struct os_file_facts facts;
	struct bytes content;

	if (!excerpt->built_ns || !os_file_facts(excerpt->file, &facts) || facts.is_folder)
		return;
	if (facts.modified_ns > excerpt->built_ns) {
		buffer_printf(out, "%s(the source has changed since the build)\n", excerpt->indent);
		return;
	}
	if (!os_read_file(out->arena, excerpt->file, &content))
		return;
	const char *line = find_line((const char *)content.data, excerpt->line);
	const char *before = excerpt->line > 1
	                             ? find_line((const char *)content.data, excerpt->line - 1)
	                             : NULL;
	if (!line)
		return;
	struct shown shown = show(out->arena, line, excerpt->column);
	size_t room = (size_t)os_terminal_columns(excerpt->fd) - strlen(excerpt->indent) -
	              GUTTER_BYTES;
	size_t first = shown.caret < room ? 0 : shown.caret - room / 2;
	if (before && !is_blank(before)) {
		struct shown above = show(out->arena, before, 0);

		write_line(out, excerpt, excerpt->line - 1, &above, first, room);
	}
	write_line(out, excerpt, excerpt->line, &shown, first, room);
	if (excerpt->column)
		buffer_printf(out, "%s      | %*s%s^%s\n", excerpt->indent,
		              (int)(shown.caret - first), "", style(excerpt->fd, STYLE_BAD),
		              style_end(excerpt->fd));
}
