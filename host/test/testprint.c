#include "host/test/testprint.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "host/base/display_path.h"
#include "host/base/fold.h"
#include "host/base/os_terminal.h"
#include "host/base/style.h"
#include "host/run/crash.h"
#include "host/test/testprint_tap.h"

#define VERB_COLUMNS 12 /* as host/base/diag.h has them */
#define INDENT       "  "

static const struct look {
	const char *verb, *counted;
	enum style style;
} looks[TEST_STATES] = {
	[TEST_LEFT_OUT] = { "", "filtered out", STYLE_DIM },
	[TEST_WAITING] = { "", "not run", STYLE_WARNING },
	[TEST_RUNNING] = { "", "interrupted", STYLE_WARNING },
	[TEST_SKIPPED] = { "SKIP", "skipped", STYLE_WARNING },
	[TEST_PASSED] = { "PASS", "passed", STYLE_OK },
	[TEST_FAILED] = { "FAIL", "failed", STYLE_BAD },
	[TEST_CRASHED] = { "CRASH", "crashed", STYLE_BAD },
	[TEST_TIMED_OUT] = { "TIMEOUT", "timed out", STYLE_WARNING },
	[TEST_NOT_RUN] = { "NOT RUN", "not run", STYLE_WARNING },
};

/* A test passed, but not at its first try: that is neither good nor bad. */
static const struct look flaky_look = { "FLAKY", "flaky", STYLE_WARNING };

static const struct look *look_of(const struct test *test)
{
	return test->state == TEST_PASSED && test->tries ? &flaky_look : &looks[test->state];
}

static const char *begin(enum style meaning)
{
	return style(STDOUT_FILENO, meaning);
}

static const char *end(void)
{
	return style_end(STDOUT_FILENO);
}

static int columns(void)
{
	return os_terminal_columns(STDOUT_FILENO);
}

/* ---- As they end ---- */

void testprint_begin(struct testprint *print, const struct testplan *plan, size_t selected)
{
	for (size_t i = 0; i < plan->count; i++) {
		int name = (int)fold_width(plan->tests[i].name);

		if (plan->tests[i].state != TEST_LEFT_OUT && name > print->name_columns)
			print->name_columns = name;
	}
	if (print->tests->tap)
		testprint_tap_begin(selected);
	else
		printf("%s%*s%s %zu test%s of %s", begin(STYLE_OK), VERB_COLUMNS, "Running", end(),
		       selected, selected == 1 ? "" : "s", print->machine);
	if (!print->tests->tap && print->tests->seed)
		printf(", in the order of seed %d", print->tests->seed);
	if (!print->tests->tap)
		printf("\n");
	fflush(stdout);
}

/* One that passed, but not by much. */
static bool is_slow(const struct testprint *print, const struct test *test)
{
	return test->state == TEST_PASSED && print->slow_ms && test->duration_ms > print->slow_ms;
}

/* "[0.002 s] ", and how many columns that takes. */
static int print_time(int64_t duration_ms, bool is_marked)
{
	char time[40];
	int size = snprintf(time, sizeof time, "[%" PRId64 ".%03d s]", duration_ms / 1000,
	                    (int)(duration_ms % 1000));

	printf("%s%s%s ", is_marked ? begin(STYLE_WARNING) : "", time, is_marked ? end() : "");
	return size + 1;
}

/* "        FAIL [0.001 s] sum_is_right          tests/more.c:12": the place of what did
 * not pass, if there is room for it. The summary leaves the time out. */
static void print_verdict(const struct testprint *print, const struct test *test, bool has_time,
                          struct arena scratch)
{
	const struct look *look = look_of(test);
	int line;
	const char *file = display_path(&scratch, test_get_place(test, &line));
	char *place = text_format(&scratch, "%s:%d", file, line);

	int used = VERB_COLUMNS + 1;
	printf("%s%*s%s ", begin(look->style), VERB_COLUMNS, look->verb, end());
	if (has_time)
		used += print_time(test->duration_ms, is_slow(print, test));
	used += print->name_columns + 2 + (int)fold_width(place);
	if (test->state == TEST_SKIPPED)
		printf("%-*s  %s\n", print->name_columns, test->name, test->message);
	else if (test->state == TEST_PASSED && test->tries)
		printf("%-*s  passed at try %d: %s\n", print->name_columns, test->name,
		       test->tries + 1, test->first_error);
	else if (test->state == TEST_PASSED)
		printf("%s%s\n", test->name, is_slow(print, test) ? "  slow" : "");
	else if (used <= columns())
		printf("%-*s  %s%s%s\n", print->name_columns, test->name, begin(STYLE_PLACE), place,
		       end());
	else
		printf("%s\n", test->name);
}

static void add_console(struct buffer *out, const char *text);

/* What a test that passed has printed. */
static void print_console(const struct test *test, struct arena scratch)
{
	struct buffer out = { .arena = &scratch };

	add_console(&out, test->spoken);
	fwrite(out.data ? out.data : "", 1, out.size, stdout);
}

void testprint_result(struct testprint *print, const struct test *test, struct arena scratch)
{
	print->printed++;
	print->slow += is_slow(print, test);
	if (print->tests->tap)
		testprint_tap_result(test, print->printed, scratch);
	else
		print_verdict(print, test, true, scratch);
	if (!print->tests->tap && print->tests->show_output && test->state == TEST_PASSED)
		print_console(test, scratch);
	fflush(stdout);
}

/* ---- What failed, and why ---- */

static void fold(struct buffer *out, const char *indent, const char *text, enum style meaning,
                 size_t styled)
{
	fold_write(out,
	           &(struct fold){ .columns = columns(),
	                           .indent = indent,
	                           .deeper = "    ",
	                           .begin = begin(meaning),
	                           .end = end(),
	                           .styled = styled },
	           text);
}

/* "tests/more.c:12: CHECK_EQ(sum, 6) failed   left: 5, right: 6": the values, which
 * come in parentheses, have a line of their own if that one is full. */
static void add_failure(struct buffer *out, const struct failure *failure)
{
	static const char values_begin[] = " failed (";
	char *place = text_format(out->arena, "%s:%d", display_path(out->arena, failure->file),
	                          failure->line);
	char *text = text_format(out->arena, "%s: %s", place, failure->text);
	char *values = strstr(text, values_begin);
	size_t size = strlen(text);

	if (values && text[size - 1] == ')') {
		text[size - 1] = '\0';
		values[strlen(" failed")] = '\0';
		values += strlen(values_begin);
		char *both = text_format(out->arena, "%s   %s", text, values);

		if ((int)(strlen(INDENT) + fold_width(both)) <= columns()) {
			text = both;
			values = NULL;
		}
	} else {
		values = NULL;
	}
	fold(out, INDENT, text, STYLE_PLACE, strlen(place));
	if (values)
		fold(out, INDENT "    ", values, STYLE_STRONG, 0);
}

static void add_failures(struct buffer *out, const struct test *test)
{
	for (size_t i = 0; i < test->failures_kept; i++)
		add_failure(out, &test->failures[i]);
	if (test->failure_count > test->failures_kept)
		buffer_printf(out, INDENT "%zu more failures are not shown\n",
		              test->failure_count - test->failures_kept);
}

/* A crash says what it was, and where; else this is known. */
static void add_end(struct buffer *out, const struct testprint *print, const struct test *test)
{
	if (test->panics && test->state != TEST_FAILED)
		fold(out, INDENT,
		     text_format(out->arena, "it was to end with: %s",
		                 test->panics + (text_starts_with(test->panics, ", ") ? 2 : 0)),
		     STYLE_STRONG, SIZE_MAX);
	if (test->message && !(test->crash && test->crash->headline))
		fold(out, INDENT, test->message, STYLE_STRONG, SIZE_MAX);
	if (test->crash)
		crash_write(out, test->crash,
		            &(struct crash_view){ STDOUT_FILENO, print->is_full, INDENT });
	if (test->state != TEST_FAILED && !(test->crash && test->crash->at))
		buffer_printf(out, INDENT "%s%s:%d%s in test %s%s%s\n", begin(STYLE_PLACE),
		              display_path(out->arena, test->file), test->line, end(),
		              begin(STYLE_STRONG), test->name, end());
}

static void add_console(struct buffer *out, const char *text)
{
	if (!text || !*text)
		return;
	buffer_puts(out, INDENT "console output:\n");
	while (*text) {
		size_t size = strcspn(text, "\n");

		buffer_printf(out, INDENT "  %.*s\n", (int)size, text);
		text += size + (text[size] == '\n');
	}
}

/* Its name as a filter would run others, too. */
static bool is_part_of_others(const struct testplan *plan, const struct test *test)
{
	for (size_t i = 0; i < plan->count; i++)
		if (&plan->tests[i] != test && test_fits(&plan->tests[i], test->name, false))
			return true;
	return false;
}

static void print_report(const struct testprint *print, const struct testplan *plan,
                         const struct test *test, struct arena scratch)
{
	const struct test_request *tests = print->tests;
	const struct look *look = &looks[test->state];
	struct buffer out = { .arena = &scratch };

	buffer_printf(&out, "\n%s%s%s %s%s%s\n", begin(look->style), look->verb, end(),
	              begin(STYLE_STRONG), test->name, end());
	add_failures(&out, test);
	add_end(&out, print, test);
	add_console(&out, test->spoken);
	buffer_printf(&out, INDENT "rerun: %s%s %s%s%s%s\n", begin(STYLE_STRONG), tests->again,
	              is_part_of_others(plan, test) ? "--exact " : "", test->name,
	              tests->again_rest, end());
	fwrite(out.data, 1, out.size, stdout);
}

/* ---- The summary ---- */

/* ", 1 failed" where there is room, else in the next line. */
static void print_count(const struct testprint *print, enum test_state state, size_t count,
                        size_t flaky, int *used)
{
	char text[80], beside[64] = "";

	if (state == TEST_PASSED && print->slow && flaky)
		snprintf(beside, sizeof beside, " (%zu slow, %zu flaky)", print->slow, flaky);
	else if (state == TEST_PASSED && (print->slow || flaky))
		snprintf(beside, sizeof beside, " (%zu %s)", flaky ? flaky : print->slow,
		         flaky ? "flaky" : "slow");
	int size = snprintf(text, sizeof text, "%zu %s%s", count, looks[state].counted, beside);
	bool is_first = state == TEST_PASSED;
	if (!is_first && *used + 2 + size > columns()) {
		printf(",\n%*s", VERB_COLUMNS + 1, "");
		*used = VERB_COLUMNS + 1;
	} else if (!is_first) {
		*used += printf(", ");
	}
	*used += size;
	printf("%s%s%s", count ? begin(looks[state].style) : "", text, count ? end() : "");
}

static void print_summary(const struct testprint *print, const struct testplan *plan,
                          int64_t duration_ms)
{
	static const enum test_state order[] = { TEST_FAILED,  TEST_CRASHED, TEST_TIMED_OUT,
		                                 TEST_NOT_RUN, TEST_RUNNING, TEST_WAITING,
		                                 TEST_SKIPPED, TEST_LEFT_OUT };
	struct testplan_tally tally = testplan_tally(plan);
	size_t selected = plan->count - tally.of[TEST_LEFT_OUT];
	size_t run = selected - tally.of[TEST_NOT_RUN] - tally.of[TEST_WAITING] -
	             tally.of[TEST_RUNNING];

	printf("\n%s%*s%s ", begin(STYLE_STRONG), VERB_COLUMNS, "Summary", end());
	int used = VERB_COLUMNS + 1 + print_time(duration_ms, false);
	used += run < selected ? printf("%zu of %zu tests run: ", run, selected)
	                       : printf("%zu test%s run: ", run, run == 1 ? "" : "s");
	print_count(print, TEST_PASSED, tally.of[TEST_PASSED], tally.flaky, &used);
	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		if (tally.of[order[i]] ||
		    (order[i] == TEST_FAILED && tally.of[TEST_PASSED] == selected))
			print_count(print, order[i], tally.of[order[i]], 0, &used);
	printf("\n");
}

void testprint_end(const struct testprint *print, const struct testplan *plan, int64_t duration_ms,
                   struct arena scratch)
{
	if (print->tests->tap) {
		testprint_tap_left(plan, print->printed);
		return;
	}
	for (size_t i = 0; i < plan->count; i++)
		if (plan->tests[i].state > TEST_PASSED)
			print_report(print, plan, &plan->tests[i], scratch);
	print_summary(print, plan, duration_ms);
	for (size_t i = 0; i < plan->count; i++)
		if (plan->tests[i].state > TEST_PASSED || plan->tests[i].state == TEST_SKIPPED ||
		    plan->tests[i].tries)
			print_verdict(print, &plan->tests[i], false, scratch);
	fflush(stdout);
}

void testprint_bail_out(const struct testprint *print, const char *why)
{
	testprint_tap_bail_out(print && print->printed, why);
}

void testprint_list(const struct testplan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->tests[i].state != TEST_LEFT_OUT)
			printf("%s:%d: %s\n", display_path(plan->keep, plan->tests[i].file),
			       plan->tests[i].line, plan->tests[i].name);
	fflush(stdout);
}
