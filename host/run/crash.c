#include "host/run/crash.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "host/run/report.h"

#define PANIC     "panic: "
#define CAUSE     "  likely cause: "
#define BACKTRACE "backtrace:"
#define SHADOW    "shadow memory"

/* ---- Where it is ---- */

/* The line's length without its end; *next is where the next one begins. */
static size_t line_size(const char *line, const char *end, const char **next)
{
	const char *stop = memchr(line, '\n', (size_t)(end - line));
	size_t size = (size_t)((stop ? stop : end) - line);

	*next = stop ? stop + 1 : end;
	return size && line[size - 1] == '\r' ? size - 1 : size;
}

/* "..., exception 14" or "..., vector 40". */
static bool names_vector(const char *line, size_t size)
{
	static const char *const kinds[] = { ", exception ", ", vector " };

	while (size && isdigit((unsigned char)line[size - 1]))
		size--;
	for (size_t i = 0; i < 2; i++) {
		size_t length = strlen(kinds[i]);

		if (size > length && memcmp(line + size - length, kinds[i], length) == 0)
			return isdigit((unsigned char)line[size]);
	}
	return false;
}

static bool is_headline(const char *line, size_t size)
{
	return (size >= strlen(PANIC) && memcmp(line, PANIC, strlen(PANIC)) == 0) ||
	       (*line != ' ' && names_vector(line, size));
}

static bool is_frame(const char *line)
{
	return text_starts_with(line, "  #") && isdigit((unsigned char)line[3]);
}

const char *crash_find(const char *text, size_t *size)
{
	const char *end = text + strlen(text), *found = NULL, *next;
	bool in_frames = false;

	*size = 0;
	for (const char *line = text; line < end; line = next) {
		size_t length = line_size(line, end, &next);

		if (is_headline(line, length)) {
			found = line;
			*size = (size_t)(end - line);
			in_frames = false;
		} else if (found && text_starts_with(line, BACKTRACE)) {
			in_frames = true;
		} else if (in_frames && !is_frame(line) && !text_starts_with(line, "  (")) {
			*size = (size_t)(line - found);
			in_frames = false;
		}
	}
	return found;
}

const char *crash_skip_place(const char *headline)
{
	size_t size = strcspn(headline, " "), at = size;

	if (at < 2 || headline[--at] != ':')
		return headline;
	while (at > 0 && isdigit((unsigned char)headline[at - 1]))
		at--;
	bool is_place = at + 1 < size && at > 1 && headline[at - 1] == ':';
	return is_place && headline[size] ? headline + size + 1 : headline;
}

/* ---- Its lines ---- */

struct reader {
	struct crash *crash;
	struct symbolizer *symbolizer;
	struct arena *keep;
	struct report report; /* knows the slide, and what stands behind addresses */
	bool in_frames, in_shadow;
};

static struct crash_line *add(struct reader *reader, struct crash_lines *lines)
{
	arena_grow(reader->keep, lines->items, lines->count, lines->capacity);
	lines->items[lines->count] = (struct crash_line){ 0 };
	return &lines->items[lines->count++];
}

static bool is_ours(const struct symbol *symbol)
{
	const char *file = symbol->file;

	return text_equal(symbol->function, "_start") || (file && symbol_file_is_ours(file));
}

static void name_frame(struct reader *reader, struct crash_line *frame, const struct symbol *symbol)
{
	frame->function = text_copy(reader->keep, symbol->function, strlen(symbol->function));
	if (symbol->file)
		frame->file = text_copy(reader->keep, symbol->file, strlen(symbol->file));
	frame->line = symbol->line;
	frame->column = symbol->column;
	frame->is_ours = is_ours(symbol);
}

/* "  #3 0x...", where frames from 1 on are return addresses. */
static void add_frames(struct reader *reader, struct crash_lines *lines, const char *line)
{
	char *end;
	long number = strtol(line + 3, &end, 10);
	uint64_t address = strtoull(end, NULL, 16);
	size_t count = symbolizer_find(reader->symbolizer,
	                               address - reader->report.slide - (number > 0));
	struct crash_line *frame = add(reader, lines);

	frame->number = text_format(reader->keep, "#%ld", number);
	frame->address = address;
	for (size_t i = 0; i < count; i++) {
		if (i)
			frame = add(reader, lines);
		if (i)
			frame->number = "";
		frame->address = address;
		name_frame(reader, frame, &reader->symbolizer->frames[i]);
	}
}

/* With what the report knows of its addresses. */
static void add_note(struct reader *reader, const char *line)
{
	struct buffer explained = { .arena = reader->keep };

	buffer_puts(&explained, "");
	report_add(&reader->report, line, strlen(line), &explained);
	report_add(&reader->report, "\n", 1, &explained);
	line = explained.data;
	explained.data[explained.size - 1] = '\0';
	if (!text_starts_with(line, "  kernel slide "))
		add(reader, &reader->crash->notes)->text = line + strspn(line, " ");
}

static void read_line(struct reader *reader, const char *line)
{
	struct crash *crash = reader->crash;
	size_t registers = report_count_registers(line);

	if (registers) {
		crash->register_count += registers;
		text_list_add(&crash->registers, line);
	} else if (text_starts_with(line, CAUSE)) {
		crash->cause = line + strlen(CAUSE);
	} else if (text_starts_with(line, BACKTRACE)) {
		reader->in_frames = true;
	} else if (is_frame(line)) {
		add_frames(reader, reader->in_frames ? &crash->frames : &crash->notes, line);
	} else if (reader->in_frames) {
		add(reader, &crash->frames)->text = line + strspn(line, " ");
	} else if (text_starts_with(line, SHADOW) ||
	           (reader->in_shadow && text_starts_with(line, "  0x"))) {
		reader->in_shadow = true;
		text_list_add(&crash->shadow, line);
	} else if (*line) {
		add_note(reader, line);
	}
}

static void find_place(struct crash *crash)
{
	for (size_t i = 0; !crash->at && i < crash->frames.count; i++) {
		const struct crash_line *frame = &crash->frames.items[i];

		if (!frame->text && frame->file && frame->line && !frame->is_ours)
			crash->at = frame;
	}
}

struct crash *crash_read(struct symbolizer *symbolizer, struct arena *keep, const char *text,
                         size_t size)
{
	struct crash *crash = arena_push(keep, struct crash, 1);
	struct reader reader = { .crash = crash,
		                 .symbolizer = symbolizer,
		                 .keep = keep,
		                 .report = report_new(symbolizer) };
	const char *end = text + size, *next;

	crash->registers.arena = crash->shadow.arena = keep;
	crash->built_ns = symbolizer->kernel_facts.modified_ns;
	reader.report.is_for_user = true;
	for (const char *at = text; at < end; at = next) {
		size_t length = line_size(at, end, &next);
		char *line = text_copy(keep, at, length);

		if (at == text && is_headline(line, length))
			crash->headline = text_starts_with(line, PANIC) ? line + strlen(PANIC)
			                                                : line;
		else
			read_line(&reader, line);
	}
	find_place(crash);
	return crash;
}
