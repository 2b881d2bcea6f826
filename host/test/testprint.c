#include "host/test/testprint.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "host/base/display_path.h"
#include "host/document/json_scan.h"

const char *testprint_state(enum test_state state)
{
	static const char *const names[] = {
		[TEST_LEFT_OUT] = "left out",   [TEST_WAITING] = "waiting",
		[TEST_RUNNING] = "running",     [TEST_PASSED] = "passed",
		[TEST_FAILED] = "failed",       [TEST_CRASHED] = "crashed",
		[TEST_TIMED_OUT] = "timed out", [TEST_NOT_RUN] = "not run",
	};

	return names[state];
}

/* Each line of text behind a prefix. */
static void print_lines(const char *prefix, const char *text)
{
	while (*text) {
		size_t size = strcspn(text, "\n");

		printf("%s%.*s\n", prefix, (int)size, text);
		text += size + (text[size] == '\n');
	}
}

static void print_quoted(struct arena scratch, const char *name, const char *text)
{
	struct buffer quoted = { .arena = &scratch };

	json_scan_quote(&quoted, text);
	printf("  %s: %s\n", name, quoted.data);
}

static void print_block(const char *name, const char *text)
{
	if (!text || !*text)
		return;
	/* The indentation is said, for a first line that begins with blanks. */
	printf("  %s: |2\n", name);
	print_lines("    ", text);
}

/* What follows "not ok": a YAML block (TAP 14, "YAML Diagnostics"). */
static void print_yaml(const struct test *test, struct arena scratch)
{
	printf("  ---\n");
	print_quoted(scratch, "message",
	             test->message ? test->message : testprint_state(test->state));
	print_quoted(scratch, "severity", testprint_state(test->state));
	printf("  at:\n  ");
	print_quoted(scratch, "file", test->file);
	printf("    line: %d\n", test->line);
	printf("  duration_ms: %" PRId64 "\n", test->duration_ms);
	print_block("failures", test->failures.data);
	print_block("registers", test->details);
	print_block("console", test->console);
	printf("  ...\n");
}

void testprint_begin(struct testprint *print, size_t selected)
{
	if (print->tap)
		printf("TAP version 14\n1..%zu\n", selected);
	else
		printf("running %zu test%s\n", selected, selected == 1 ? "" : "s");
	fflush(stdout);
}

static void print_plainly(const struct test *test)
{
	static const char *const words[] = {
		[TEST_PASSED] = "ok",       [TEST_FAILED] = "FAILED",
		[TEST_CRASHED] = "CRASHED", [TEST_TIMED_OUT] = "TIMED OUT",
		[TEST_NOT_RUN] = "NOT RUN",
	};

	printf("test %s ... %s\n", test->name, words[test->state]);
}

void testprint_result(struct testprint *print, const struct test *test, struct arena scratch)
{
	bool passed = test->state == TEST_PASSED;

	print->printed++;
	if (!print->tap) {
		print_plainly(test);
	} else {
		printf("%sok %zu - %s\n", passed ? "" : "not ", print->printed, test->name);
		if (!passed)
			print_yaml(test, scratch);
	}
	fflush(stdout);
}

/* "src/page.c:31: no memory": a panic names its own place. */
static bool has_place(const char *message)
{
	size_t size = strcspn(message, " ");
	size_t at = size;

	if (at < 2 || message[--at] != ':')
		return false;
	while (at > 0 && message[at - 1] >= '0' && message[at - 1] <= '9')
		at--;
	return at + 1 < size && at > 1 && message[at - 1] == ':';
}

/* Places stand at the start of a line, where editors look for them. */
static void print_failure(const struct testprint *print, const struct test *test)
{
	printf("\n---- %s: %s\n", test->name, testprint_state(test->state));
	if (test->message && has_place(test->message))
		printf("%s\n", test->message);
	else if (test->message)
		printf("%s:%d: %s\n", test->file, test->line, test->message);
	if (test->failures.data)
		fputs(test->failures.data, stdout);
	if (test->details)
		fputs(test->details, stdout);
	if (test->console && *test->console) {
		printf("its console:\n");
		print_lines("    ", test->console);
	}
	printf("again: %s %s%s\n", print->again, test->name, print->again_rest);
}

void testprint_end(struct testprint *print, const struct testplan *plan, int64_t duration_ms)
{
	struct testplan_tally tally = testplan_tally(plan);

	if (print->tap)
		return;
	if (tally.failed)
		printf("\nfailures:\n");
	for (size_t i = 0; i < plan->count; i++)
		if (plan->tests[i].state > TEST_PASSED)
			print_failure(print, &plan->tests[i]);
	printf("\n%zu passed, %zu failed", tally.passed, tally.failed);
	if (tally.left_out)
		printf(", %zu left out", tally.left_out);
	printf(" in %" PRId64 ".%02d s\n", duration_ms / 1000, (int)(duration_ms % 1000) / 10);
	fflush(stdout);
}

void testprint_bail_out(const char *why)
{
	printf("TAP version 14\nBail out! %s\n", why);
	fflush(stdout);
}

void testprint_list(const struct testplan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->tests[i].state != TEST_LEFT_OUT)
			printf("%s:%d: %s\n", display_path(plan->keep, plan->tests[i].file),
			       plan->tests[i].line, plan->tests[i].name);
	fflush(stdout);
}
