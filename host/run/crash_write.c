/* crash_write: a crash report for people, see crash.h. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "host/base/fold.h"
#include "host/base/os_terminal.h"
#include "host/base/style.h"
#include "host/run/crash.h"
#include "host/run/excerpt.h"

#define DEEPER "    " /* what continues a line, and what belongs to a heading */

static const char *begin(const struct crash_view *view, enum style meaning)
{
	return style(view->fd, meaning);
}

static const char *end(const struct crash_view *view)
{
	return style_end(view->fd);
}

static void write_text(struct buffer *out, const struct crash_view *view, const char *text,
                       const char *style_begin)
{
	fold_write(out,
	           &(struct fold){ .columns = os_terminal_columns(view->fd),
	                           .indent = view->indent,
	                           .deeper = DEEPER,
	                           .begin = style_begin,
	                           .end = end(view),
	                           .styled = SIZE_MAX },
	           text);
}

/* "#3 page_zero at src/page.c:12", in two lines if one is too short. */
static void write_frame(struct buffer *out, const struct crash_view *view,
                        const struct crash_line *frame)
{
	char head[64], address[24] = "", line[16] = "";
	const char *file = frame->file ? symbol_file_shown(out->arena, frame->file) : "";
	const char *function = frame->function ? frame->function : "";

	if (view->is_full || !frame->function)
		snprintf(address, sizeof address, "0x%016" PRIx64 "%s", frame->address,
		         frame->function ? " " : "");
	if (frame->line)
		snprintf(line, sizeof line, ":%d", frame->line);
	snprintf(head, sizeof head, "%-3s %s", frame->number,
	         *frame->number ? address : "inlined into ");
	size_t width = strlen(view->indent) + strlen(DEEPER) + strlen(head) + fold_width(function) +
	               strlen(" at ") + fold_width(file) + strlen(line);
	bool is_long = width > (size_t)os_terminal_columns(view->fd);

	buffer_printf(out, "%s  %s%s%s%s", view->indent, head, begin(view, STYLE_STRONG), function,
	              end(view));
	if (*file && is_long)
		buffer_printf(out, "\n%s  " DEEPER " ", view->indent);
	if (*file)
		buffer_printf(out, " at %s%s%s%s", begin(view, STYLE_PLACE), file, line, end(view));
	buffer_puts(out, "\n");
}

/* Words that follow a frame go with it. How many frames were left out. */
static size_t write_lines(struct buffer *out, const struct crash_view *view,
                          const struct crash_lines *lines, const char *words_indent)
{
	struct crash_view deeper = *view;
	size_t left_out = 0;
	bool is_hidden = false;

	deeper.indent = words_indent;
	for (size_t i = 0; i < lines->count; i++) {
		const struct crash_line *line = &lines->items[i];
		bool follows = line->text && i && !lines->items[i - 1].text;

		if (!line->text)
			is_hidden = line->is_ours && !view->is_full;
		if (line->text && !(follows && is_hidden && *line->text == '('))
			write_text(out, &deeper, line->text, NULL);
		else if (!line->text && is_hidden)
			left_out++;
		else if (!line->text)
			write_frame(out, view, line);
	}
	return left_out;
}

static size_t count_shown(const struct crash_lines *lines)
{
	size_t count = 0;

	for (size_t i = 0; i < lines->count; i++)
		count += !lines->items[i].text && !lines->items[i].is_ours;
	return count;
}

static void write_place(struct buffer *out, const struct crash *crash,
                        const struct crash_view *view)
{
	const struct crash_line *at = crash->at;

	buffer_printf(out, "%s%s%s:%d%s in %s%s%s\n", view->indent, begin(view, STYLE_PLACE),
	              symbol_file_shown(out->arena, at->file), at->line, end(view),
	              begin(view, STYLE_STRONG), at->function, end(view));
	excerpt_write(out, &(struct excerpt){ .file = at->file,
	                                      .line = at->line,
	                                      .column = at->column,
	                                      .built_ns = crash->built_ns,
	                                      .fd = view->fd,
	                                      .indent = view->indent });
}

static void write_block(struct buffer *out, const struct crash_view *view, const char *heading,
                        const struct text_list *lines)
{
	if (heading && lines->count)
		buffer_printf(out, "%s%s\n", view->indent, heading);
	for (size_t i = 0; i < lines->count; i++)
		buffer_printf(out, "%s%s\n", view->indent, lines->items[i]);
}

/* "6 frames of the kit, 24 registers and the shadow memory left out: ..." */
static void write_left_out(struct buffer *out, const struct crash *crash,
                           const struct crash_view *view, size_t frames)
{
	struct buffer words = { .arena = out->arena };
	/* Without a frame they are all that is known. */
	size_t registers = crash->frames.count ? crash->register_count : 0;
	int parts = (frames > 0) + (registers > 0) + (crash->shadow.count > 0);

	if (view->is_full || !parts)
		return;
	buffer_puts(&words, "");
	if (frames)
		buffer_printf(&words, "%zu frame%s of the kit%s", frames, frames == 1 ? "" : "s",
		              --parts > 1 ? ", "
		              : parts     ? " and "
		                          : "");
	if (registers)
		buffer_printf(&words, "%zu registers%s", registers, --parts ? " and " : "");
	if (crash->shadow.count)
		buffer_puts(&words, "the shadow memory");
	buffer_puts(&words, " left out: --backtrace=full");
	write_text(out, view, words.data, begin(view, STYLE_DIM));
}

void crash_write(struct buffer *out, const struct crash *crash, const struct crash_view *view)
{
	size_t left_out, shown = count_shown(&crash->frames);
	const char *indent = text_format(out->arena, "%s  ", view->indent);

	if (crash->headline)
		write_text(out, view, crash_skip_place(crash->headline), begin(view, STYLE_STRONG));
	if (crash->cause)
		write_text(out, view, text_format(out->arena, "likely cause: %s", crash->cause),
		           NULL);
	if (crash->at)
		write_place(out, crash, view);
	left_out = write_lines(out, view, &crash->notes, view->indent);
	bool has_list = crash->frames.count && (view->is_full || shown > 1 || !crash->at);
	if (has_list)
		buffer_printf(out, "%sbacktrace:\n", view->indent);
	if (has_list)
		left_out += write_lines(out, view, &crash->frames, indent);
	else
		for (size_t i = 0; i < crash->frames.count; i++)
			left_out += !crash->frames.items[i].text && crash->frames.items[i].is_ours;
	if (view->is_full || !crash->frames.count)
		write_block(out, view, "registers:", &crash->registers);
	if (view->is_full)
		write_block(out, view, NULL, &crash->shadow);
	write_left_out(out, crash, view, left_out);
}
