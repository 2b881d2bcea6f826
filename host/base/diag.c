#include "host/base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/base/display_path.h"
#include "host/base/style.h"
#include "host/base/wrap.h"

#define HINT_COLUMN   8    /* where the text of a hint begins */
#define MESSAGE_BYTES 1024 /* without asking for memory */

static enum diag_level level_shown = DIAG_NORMAL;
static int errors_reported;

void diag_set_level(enum diag_level level)
{
	level_shown = level;
}

enum diag_level diag_level(void)
{
	return level_shown;
}

int diag_error_count(void)
{
	return errors_reported;
}

static const char *begin(enum style meaning)
{
	return style(STDERR_FILENO, meaning);
}

static const char *end(void)
{
	return style_end(STDERR_FILENO);
}

/* The start of line `line` of content, or NULL if it has fewer lines. */
static const char *find_line(const char *content, int line)
{
	while (content && --line > 0)
		content = text_next_line(content);
	return content;
}

static void put_shown(void *stream, const char *shown)
{
	fputs(shown, stream);
}

/* To standard error, as text_show has it. */
static void print_shown(const char *text, size_t size)
{
	text_show_all(text, size, put_shown, stderr);
}

static void print_piece(void *stream, const char *text, size_t size)
{
	text_show_all(text, size, put_shown, stream);
}

/* indent: of the lines that follow, or -1: all of it is one line. */
TEXT_PRINTF(1, 0)
static void print_message_at(const char *format, va_list arguments, int indent)
{
	char cut[MESSAGE_BYTES];
	va_list again;

	va_copy(again, arguments);
	int size = vsnprintf(cut, sizeof cut, format, arguments);
	char *whole = size >= (int)sizeof cut ? malloc((size_t)size + 1) : NULL;
	if (whole)
		vsnprintf(whole, (size_t)size + 1, format, again);
	va_end(again);
	const char *text = whole ? whole : cut;
	if (indent < 0)
		print_shown(text, strlen(text));
	else
		wrap_text(text, indent, indent, print_piece, stderr);
	free(whole);
}

TEXT_PRINTF(1, 0)
static void print_message(const char *format, va_list arguments)
{
	print_message_at(format, arguments, -1);
}

/* As wide as the character is that stands above it. */
static void print_blank(char above)
{
	char shown[TEXT_SHOWN_MAX];

	if (above == '\t')
		fputc('\t', stderr);
	else if (above & 0x80)
		fputc(' ', stderr);
	else
		fprintf(stderr, "%*s", text_show(&above, 1, shown) ? (int)strlen(shown) : 1, "");
}

static void print_excerpt(const struct place *at)
{
	const char *line = find_line(at->content, at->line);

	if (!line || !*line)
		return;
	int size = (int)strcspn(line, "\r\n");
	fprintf(stderr, "%5d | ", at->line);
	print_shown(line, (size_t)size);
	fputs("\n      | ", stderr);
	for (int i = 0; i < at->column - 1; i++)
		print_blank(i < size ? line[i] : ' ');
	fprintf(stderr, "%s^%s\n", begin(STYLE_CARET), end());
}

static void print_path(const char *path)
{
	const char *before = display_path_before(&path);

	print_shown(before, strlen(before));
	print_shown(path, strlen(path));
}

TEXT_PRINTF(4, 0)
static void report(const struct place *at, const char *kind, enum style color, const char *format,
                   va_list arguments)
{
	fflush(stdout);
	fputs(begin(STYLE_STRONG), stderr);
	if (!at)
		fputs("ingot: ", stderr);
	else
		print_path(at->file);
	if (at && at->line)
		fprintf(stderr, ":%d:%d", at->line, at->column);
	if (at)
		fputs(": ", stderr);
	fprintf(stderr, "%s%s:%s ", begin(color), kind, end());
	print_message(format, arguments);
	fputc('\n', stderr);
	if (at && at->line && at->content)
		print_excerpt(at);
}

bool diag_error(const struct place *at, const char *format, ...)
{
	va_list arguments;

	errors_reported++;
	va_start(arguments, format);
	report(at, "error", STYLE_BAD, format, arguments);
	va_end(arguments);
	return false;
}

void diag_warning(const struct place *at, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report(at, "warning", STYLE_WARNING, format, arguments);
	va_end(arguments);
}

void diag_note(const struct place *at, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report(at, "note", STYLE_NOTE, format, arguments);
	va_end(arguments);
}

void diag_hint(const char *format, ...)
{
	va_list arguments;

	fprintf(stderr, "  %shint:%s ", begin(STYLE_NOTE), end());
	va_start(arguments, format);
	print_message_at(format, arguments, HINT_COLUMN);
	va_end(arguments);
	fputc('\n', stderr);
}

void diag_status(const char *verb, const char *format, ...)
{
	va_list arguments;

	if (level_shown < DIAG_NORMAL)
		return;
	fprintf(stderr, "%s%12s%s ", begin(STYLE_OK), verb, end());
	va_start(arguments, format);
	print_message(format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
}

void diag_trace(enum diag_level level, const char *format, ...)
{
	va_list arguments;

	if (level_shown < level)
		return;
	fputs("ingot: ", stderr);
	va_start(arguments, format);
	print_message(format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
}
