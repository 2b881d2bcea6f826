#include "host/build/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/os_process.h"
#include "host/base/os_terminal.h"
#include "host/base/style.h"

#define VERB_COLUMNS  12 /* as host/base/diag.h has them */
#define BAR_COLUMNS   20
#define RATE_AFTER    500 /* ms: before, it is a guess */
#define MS_PER_SECOND 1000

struct progress progress_begin(const char *verb, const char *what, int sources)
{
	return (struct progress){
		.verb = verb,
		.what = what,
		.sources = sources,
		.has_bar = style_is_obeyed(STDERR_FILENO),
		.began_ms = os_clock_ms(),
	};
}

/* One more piece of the line, if there is room for all of it. A character of UTF-8 may
 * count for more than its column: the line is shorter then. */
static void add_piece(struct buffer *text, const char *piece, int columns)
{
	if (text->size + strlen(piece) < (size_t)columns)
		buffer_puts(text, piece);
}

static const char *draw_bar(char bar[BAR_COLUMNS + 4], int done, int total)
{
	int filled = total > 0 ? (int)((int64_t)done * BAR_COLUMNS / total) : 0;

	snprintf(bar, BAR_COLUMNS + 4, " [%-*s]", BAR_COLUMNS, "");
	for (int i = 0; i < filled && i < BAR_COLUMNS; i++)
		bar[2 + i] = '=';
	if (filled < BAR_COLUMNS)
		bar[2 + filled] = '>';
	return bar;
}

void progress_add_bar(struct buffer *text, const char *what, int done, int total,
                      int64_t elapsed_ms, const char *step, int columns)
{
	const char *file = strrchr(step, '/');
	char bar[BAR_COLUMNS + 4], count[32], rate[32] = "";

	file = file ? file + 1 : step;
	snprintf(count, sizeof count, " %d/%d", done, total);
	if (elapsed_ms >= RATE_AFTER)
		snprintf(rate, sizeof rate, ", %" PRId64 "/s",
		         (int64_t)done * MS_PER_SECOND / elapsed_ms);
	buffer_puts(text, "");
	add_piece(text, what, columns);
	add_piece(text, draw_bar(bar, done, total), columns);
	add_piece(text, count, columns);
	add_piece(text, rate, columns);
	if (text->size + strlen(file) + 2 < (size_t)columns)
		buffer_printf(text, "  %s", file);
}

static void show_bar(struct progress *progress, int done, int total, const char *step,
                     struct arena scratch)
{
	struct buffer text = { .arena = &scratch };
	int columns = os_terminal_columns(STDERR_FILENO) - VERB_COLUMNS - 1;

	progress_add_bar(&text, progress->what, done, total, os_clock_ms() - progress->began_ms,
	                 step, columns);
	os_terminal_note_line();
	progress->is_shown = true;
	fprintf(stderr, "\r\033[K%s%*s%s %s", style(STDERR_FILENO, STYLE_OK), VERB_COLUMNS,
	        progress->verb, style_end(STDERR_FILENO), text.data);
	fflush(stderr);
}

static void say_line(struct progress *progress, int total)
{
	int files = total < progress->sources ? total : progress->sources;

	diag_status(progress->verb, "%s (%d files)", progress->what, files);
	progress->is_said = true;
}

void progress_step(struct progress *progress, int done, int total, const char *step,
                   struct arena scratch)
{
	if (diag_level() < DIAG_NORMAL)
		return;
	if (progress->has_bar)
		show_bar(progress, done, total, step, scratch);
	else if (progress->sources && total >= PROGRESS_STEPS_LONG && !progress->is_said)
		say_line(progress, total);
}

void progress_clear(struct progress *progress)
{
	if (progress->is_shown)
		os_terminal_clear_line();
	progress->is_shown = false;
}
