#include "host/test/testprint_tap.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "host/document/json_scan.h"

void testprint_tap_begin(size_t selected)
{
	printf("TAP version 14\n1..%zu\n", selected);
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
	while (*text) {
		size_t size = strcspn(text, "\n");

		printf("    %.*s\n", (int)size, text);
		text += size + (text[size] == '\n');
	}
}

/* What follows "not ok": a YAML block (TAP 14, "YAML Diagnostics"). */
static void print_yaml(const struct test *test, struct arena scratch)
{
	printf("  ---\n");
	print_quoted(scratch, "message", test_get_reason(test));
	print_quoted(scratch, "severity", test_state_name(test->state));
	printf("  at:\n  ");
	print_quoted(scratch, "file", test->file);
	printf("    line: %d\n", test->line);
	printf("  duration_ms: %" PRId64 "\n", test->duration_ms);
	print_block("failures", test_failures_text(test, &scratch));
	print_block("registers", test->details);
	print_block("console", test->console);
	printf("  ...\n");
}

void testprint_tap_result(const struct test *test, size_t number, struct arena scratch)
{
	bool passed = test->state == TEST_PASSED;

	if (test->state == TEST_SKIPPED) {
		printf("ok %zu - %s # SKIP %s\n", number, test->name, test->message);
		return;
	}

	printf("%sok %zu - %s\n", passed ? "" : "not ", number, test->name);
	if (!passed) {
		print_yaml(test, scratch);
	} else if (test->tries || test->console) {
		printf("  ---\n");
		if (test->tries)
			print_quoted(scratch, "flaky", test->first_error);
		print_block("console", test->console);
		printf("  ...\n");
	}
}

void testprint_tap_left(const struct testplan *plan, size_t printed)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->tests[i].state == TEST_WAITING)
			printf("ok %zu - %s # SKIP not run after the first failure\n", ++printed,
			       plan->tests[i].name);
}

void testprint_tap_bail_out(bool has_begun, const char *why)
{
	printf("%sBail out! %s\n", has_begun ? "" : "TAP version 14\n", why);
	fflush(stdout);
}
