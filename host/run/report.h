#pragma once
/* report: the guest's console on its way to the user.
 *
 * Every byte passes at once, so that prompts appear; "\r\n" becomes "\n". Where
 * a line of a crash report ends (kit/trap/panic.c, trap_report.c and backtrace.c
 * write them), its addresses are explained before the line end:
 *
 *   #0 0xffffffff80001234 in page_zero at src/page.c:12
 *   #1 0xffffffff80001300 in fill at src/page.c:30
 *                         inlined into main at src/main.c:7
 *
 * So is the global variable in what the address sanitizer tells of one:
 *
 *   0x... is just past the end of table, 40 bytes at 0xffffffff80017320, of src/main.c:12
 *
 * and the caller in what the heap tells of a block:
 *
 *   allocated by 0xffffffff80001310 in fill at src/page.c:31
 *
 * A kernel that the loader moved says so first, as "  kernel slide 0x...": its
 * addresses are looked up less the slide. Frames from #1 on and what ends in
 * " by 0x..." are return addresses: the call is the byte before. What is not
 * found stays as it was. On a terminal the registers of a crash may be hidden. */
#include "host/base/text.h"
#include "host/run/symbolize.h"

#define REPORT_LINE_BYTES_MAX 160          /* of longer lines only the beginning counts */
#define REPORT_TEXT_BYTES_MAX (512u << 10) /* of one text; then symbols are left out */

struct report {
	struct symbolizer *symbolizer;
	char line[REPORT_LINE_BYTES_MAX + 1];
	size_t size;      /* of the line so far, even where not kept */
	bool has_return;  /* a "\r" waits for what follows it */
	uint64_t slide;   /* of the kernel in the report at hand */
	bool saw_crash;   /* a panic or an exception was reported */
	bool is_for_user; /* files as in display_path.h */
	/* Registers of a crash do not pass: the report of crash.h says how many there were. */
	bool hides_registers;
	size_t passed; /* of the line so far; less than size: the rest is held back */
};

struct report report_new(struct symbolizer *symbolizer);
/* Passes what the guest wrote on to `out`. */
void report_add(struct report *report, const char *data, size_t size, struct buffer *out);
/* The end of the guest's output: ends a line that is still open. */
void report_end(struct report *report, struct buffer *out);
/* How many "  rip 0x0123456789abcdef" are in a line; 0 if there is anything else. */
size_t report_count_registers(const char *line);
/* A whole text at once. */
char *report_text(struct symbolizer *symbolizer, struct arena *keep, const char *data, size_t size);
