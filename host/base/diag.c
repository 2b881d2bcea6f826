#include "host/base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MESSAGE_BYTES 1024 /* without asking for memory */

#define BOLD   "\033[1m"
#define RED    "\033[1;31m"
#define YELLOW "\033[1;33m"
#define CYAN   "\033[1;36m"
#define GREEN  "\033[1;32m"
#define PLAIN  "\033[0m"

static enum diag_color wanted_color = DIAG_COLOR_AUTO;
static enum diag_level level_shown = DIAG_NORMAL;
static int errors_reported;

void diag_set_color(enum diag_color color)
{
	wanted_color = color;
}

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

static bool color_is_on(void)
{
	const char *no_color = getenv("NO_COLOR");

	if (wanted_color != DIAG_COLOR_AUTO)
		return wanted_color == DIAG_COLOR_ALWAYS;
	return isatty(STDERR_FILENO) && !(no_color && *no_color);
}

static const char *paint(const char *color)
{
	return color_is_on() ? color : "";
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

TEXT_PRINTF(1, 0)
static void print_message(const char *format, va_list arguments)
{
	char cut[MESSAGE_BYTES];
	va_list again;

	va_copy(again, arguments);
	int size = vsnprintf(cut, sizeof cut, format, arguments);
	char *whole = size >= (int)sizeof cut ? malloc((size_t)size + 1) : NULL;
	if (whole)
		vsnprintf(whole, (size_t)size + 1, format, again);
	va_end(again);
	print_shown(whole ? whole : cut, strlen(whole ? whole : cut));
	free(whole);
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
	fprintf(stderr, "%s^%s\n", paint(GREEN), paint(PLAIN));
}

TEXT_PRINTF(4, 0)
static void report(const struct place *at, const char *kind, const char *color, const char *format,
                   va_list arguments)
{
	fflush(stdout);
	fputs(paint(BOLD), stderr);
	if (!at)
		fputs("ingot: ", stderr);
	else
		print_shown(at->file, strlen(at->file));
	if (at && at->line)
		fprintf(stderr, ":%d:%d", at->line, at->column);
	if (at)
		fputs(": ", stderr);
	fprintf(stderr, "%s%s:%s ", paint(color), kind, paint(PLAIN));
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
	report(at, "error", RED, format, arguments);
	va_end(arguments);
	return false;
}

void diag_warning(const struct place *at, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report(at, "warning", YELLOW, format, arguments);
	va_end(arguments);
}

void diag_note(const struct place *at, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report(at, "note", CYAN, format, arguments);
	va_end(arguments);
}

void diag_hint(const char *format, ...)
{
	va_list arguments;

	fprintf(stderr, "  %shint:%s ", paint(CYAN), paint(PLAIN));
	va_start(arguments, format);
	print_message(format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
}

void diag_entered(const char *folder)
{
	if (level_shown >= DIAG_NORMAL)
		fprintf(stderr, "ingot: Entering directory '%s'\n", folder);
}

void diag_status(const char *verb, const char *format, ...)
{
	va_list arguments;

	if (level_shown < DIAG_NORMAL)
		return;
	fprintf(stderr, "%s%12s%s ", paint(GREEN), verb, paint(PLAIN));
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
