#include "host/run/report.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define ADDRESS_DIGITS    16
#define SLIDE             "  kernel slide "
#define CALLER            " by "
#define REGISTER_NAME_MAX 6 /* "rflags" */
/* Under the "i" of "in" of a backtrace line. */
#define INLINED_INDENT "                        "

struct report report_new(struct symbolizer *symbolizer)
{
	return (struct report){ .symbolizer = symbolizer };
}

/* "0x" and exactly sixteen digits, then not another letter. */
static bool parse_address(const char *text, uint64_t *address, const char **end)
{
	if (!text_starts_with(text, "0x") ||
	    strspn(text + 2, "0123456789abcdefABCDEF") != ADDRESS_DIGITS)
		return false;
	*address = strtoull(text + 2, NULL, 16);
	*end = text + 2 + ADDRESS_DIGITS;
	return true;
}

static void add_symbol(const struct report *report, struct buffer *out, const struct symbol *symbol)
{
	buffer_puts(out, symbol->function);
	if (symbol->file)
		buffer_printf(out, " at %s",
		              report->is_for_user ? symbol_file_shown(out->arena, symbol->file)
		                                  : symbol->file);
	if (symbol->file && symbol->line)
		buffer_printf(out, ":%d", symbol->line);
}

/* "  #N 0x...": frame 0 is where it happened, the others will be returned to. */
static void explain_frame(struct report *report, struct buffer *out)
{
	char *end;
	long number = strtol(report->line + 3, &end, 10);
	const char *rest;
	uint64_t address;

	if (end == report->line + 3 || *end != ' ' || !parse_address(end + 1, &address, &rest) ||
	    *rest)
		return;
	size_t count = symbolizer_find(report->symbolizer, address - report->slide - (number > 0));
	for (size_t i = 0; i < count; i++) {
		buffer_puts(out, i ? "\n" INLINED_INDENT "inlined into " : " in ");
		add_symbol(report, out, &report->symbolizer->frames[i]);
	}
}

/* "... at 0x..., of FILE": a global variable, whose line is added. */
static void explain_global(struct report *report, struct buffer *out)
{
	const char *of = strstr(report->line, ", of "), *rest;
	size_t digits = strlen("0x") + ADDRESS_DIGITS;
	uint64_t address;

	if (!of || of < report->line + digits || !parse_address(of - digits, &address, &rest) ||
	    rest != of)
		return;
	int line = symbolizer_find_declaration(report->symbolizer, address - report->slide);
	if (line)
		buffer_printf(out, ":%d", line);
}

/* "  allocated by 0x...": what will be returned to, behind the last " by ". */
static void explain_caller(struct report *report, struct buffer *out)
{
	const char *by = strstr(report->line, CALLER "0x");
	const char *rest;
	uint64_t address;

	if (!parse_address(by + strlen(CALLER), &address, &rest) || *rest ||
	    !symbolizer_find(report->symbolizer, address - report->slide - 1))
		return;
	buffer_puts(out, " in ");
	add_symbol(report, out, &report->symbolizer->frames[0]);
}

static void take_slide(struct report *report)
{
	const char *rest;

	if (!parse_address(report->line + strlen(SLIDE), &report->slide, &rest))
		report->slide = 0;
}

/* "..., exception 14" or "..., vector 40": kit/trap/trap_report.c. */
static bool is_exception(const char *line)
{
	const char *comma = strrchr(line, ',');

	return comma && *line != ' ' &&
	       (text_starts_with(comma, ", exception ") || text_starts_with(comma, ", vector "));
}

static void explain_line(struct report *report, struct buffer *out)
{
	bool is_whole = report->size <= REPORT_LINE_BYTES_MAX;

	report->line[is_whole ? report->size : REPORT_LINE_BYTES_MAX] = '\0';
	if (out->size > REPORT_TEXT_BYTES_MAX) {
		if (text_starts_with(report->line, "  #0 "))
			buffer_puts(out, " [no symbols: more than REPORT_TEXT_BYTES_MAX]");
		return;
	}
	if (text_starts_with(report->line, "panic: ") || is_exception(report->line)) {
		report->saw_crash = true;
		report->slide = 0;
	} else if (!is_whole) {
		return;
	} else if (text_starts_with(report->line, SLIDE)) {
		take_slide(report);
	} else if (text_starts_with(report->line, "  #")) {
		explain_frame(report, out);
	} else if (text_starts_with(report->line, "  0x")) {
		explain_global(report, out);
	} else if (text_starts_with(report->line, "  ") && strstr(report->line, CALLER "0x")) {
		explain_caller(report, out);
	}
}

size_t report_count_registers(const char *line)
{
	size_t count = 0;

	while (text_starts_with(line, "  ") && islower((unsigned char)line[2])) {
		line += 2;
		line += strspn(line, "abcdefghijklmnopqrstuvwxyz0123456789");
		line += strspn(line, " ");
		if (!text_starts_with(line, "0x") || strspn(line + 2, "0123456789abcdef") != 16)
			return 0;
		line += 18;
		count++;
	}
	return *line ? 0 : count;
}

/* Whether a line that begins so can still be one of registers. */
static bool may_be_registers(const char *line, size_t size)
{
	size_t at = 0, name;

	for (; at < size && at < 2; at++)
		if (line[at] != ' ')
			return false;
	for (name = at; at < size && isalnum((unsigned char)line[at]); at++)
		;
	if (at - name > REGISTER_NAME_MAX || (at < size && at == name))
		return false;
	while (at < size && line[at] == ' ')
		at++;
	return (at >= size || line[at] == '0') && (at + 1 >= size || line[at + 1] == 'x');
}

/* What was held back of the line. */
static void pass_held(struct report *report, struct buffer *out)
{
	if (report->passed < report->size)
		buffer_add(out, report->line + report->passed, report->size - report->passed);
	report->passed = report->size;
}

static void end_line(struct report *report, struct buffer *out)
{
	bool is_held = report->passed < report->size;

	if (is_held)
		report->line[report->size] = '\0';
	if (!is_held || !report_count_registers(report->line)) {
		pass_held(report, out);
		explain_line(report, out);
		buffer_puts(out, "\n");
	}
	report->size = report->passed = 0;
}

static void add_byte(struct report *report, char c, struct buffer *out)
{
	bool is_held = report->passed < report->size || !report->size;

	if (c == '\n') {
		end_line(report, out);
		return;
	}
	if (report->size < REPORT_LINE_BYTES_MAX)
		report->line[report->size] = c;
	report->size++;
	if (is_held && report->hides_registers && report->saw_crash &&
	    report->size <= REPORT_LINE_BYTES_MAX && may_be_registers(report->line, report->size))
		return;
	if (report->size <= REPORT_LINE_BYTES_MAX) {
		pass_held(report, out);
		return;
	}
	if (report->passed < REPORT_LINE_BYTES_MAX)
		buffer_add(out, report->line + report->passed,
		           REPORT_LINE_BYTES_MAX - report->passed);
	buffer_add(out, &c, 1);
	report->passed = report->size;
}

void report_add(struct report *report, const char *data, size_t size, struct buffer *out)
{
	for (size_t i = 0; i < size; i++) {
		if (report->has_return && data[i] != '\n') {
			/* A lone one starts the line again. */
			pass_held(report, out);
			buffer_puts(out, "\r");
			report->size = report->passed = 0;
		}
		report->has_return = data[i] == '\r';
		if (!report->has_return)
			add_byte(report, data[i], out);
	}
}

void report_end(struct report *report, struct buffer *out)
{
	if (report->size)
		add_byte(report, '\n', out);
	report->has_return = false;
}

char *report_text(struct symbolizer *symbolizer, struct arena *keep, const char *data, size_t size)
{
	struct report report = report_new(symbolizer);
	struct buffer out = { .arena = keep };

	buffer_puts(&out, "");
	report_add(&report, data, size, &out);
	report_end(&report, &out);
	return out.data;
}
