/* The test protocol, one line: what is understood is written again from its parts, and
 * is the line that came, but for spellings of numbers.
 *
 * Runs: 250000
 * Longest: 120 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/test/verdict.h"
#include "tests/fuzz/readers/fuzz.h"

static const char *const words[] = {
	[VERDICT_HELLO] = "ingot-test", [VERDICT_TEST] = "test",   [VERDICT_PLAN] = "plan",
	[VERDICT_START] = "start",      [VERDICT_FAIL] = "fail",   [VERDICT_PASS] = "pass",
	[VERDICT_FAILED] = "failed",    [VERDICT_PANIC] = "panic", [VERDICT_ERROR] = "error",
	[VERDICT_BYE] = "bye",          [VERDICT_LIMIT] = "limit", [VERDICT_PANICS] = "panics",
	[VERDICT_FAULTS] = "faults",    [VERDICT_SKIP] = "skip",
};

/* The line that says the same; a test's name comes without a colon before it. */
static void write_line(char *line, size_t size, const struct verdict *v)
{
	switch (v->kind) {
	case VERDICT_TEST:
	case VERDICT_FAIL:
		snprintf(line, size, "%s %d %s:%d%s %s", words[v->kind], v->number, v->file,
		         v->line, v->kind == VERDICT_FAIL ? ":" : "", v->text);
		break;
	case VERDICT_PANIC:
	case VERDICT_LIMIT:
	case VERDICT_PANICS:
	case VERDICT_FAULTS:
	case VERDICT_SKIP:
		snprintf(line, size, "%s %d %s", words[v->kind], v->number, v->text);
		break;
	case VERDICT_ERROR: snprintf(line, size, "%s %s", words[v->kind], v->text); break;
	case VERDICT_BYE:   snprintf(line, size, "%s", words[v->kind]); break;
	default:            snprintf(line, size, "%s %d", words[v->kind], v->number);
	}
}

static void compare(const struct verdict *a, const struct verdict *b)
{
	HOLDS_EQUAL(a->kind, b->kind);
	HOLDS_EQUAL(a->number, b->number);
	HOLDS_EQUAL(a->line, b->line);
	HOLDS(!a->file == !b->file);
	if (a->file)
		HOLDS_TEXT(a->file, b->file);
	HOLDS_TEXT(a->text, b->text);
}

FUZZ(data, size)
{
	char *line = input_text(data, size), again[512];
	struct verdict verdict = verdict_parse(line), second;

	if (verdict.kind != VERDICT_NOISE) {
		HOLDS(verdict.number >= 0 && verdict.number <= VERDICT_NUMBER_MAX);
		HOLDS(verdict.line >= 0 && verdict.text);
		HOLDS(!verdict.file || *verdict.file);
		write_line(again, sizeof again, &verdict);
		second = verdict_parse(again);
		compare(&verdict, &second);
	}
	free(line);
}
