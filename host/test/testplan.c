#include "host/test/testplan.h"

#include <string.h>

#include "host/run/crash.h"

void testplan_add(struct testplan *plan, const char *file, int line, const char *name)
{
	arena_grow(plan->keep, plan->tests, plan->count, plan->capacity);
	plan->tests[plan->count++] = (struct test){
		.name = text_copy(plan->keep, name, strlen(name)),
		.file = text_copy(plan->keep, file, strlen(file)),
		.line = line,
	};
}

bool testplan_matches(const struct testplan *plan, size_t number, const char *file, int line,
                      const char *name)
{
	if (number < 1 || number > plan->count)
		return false;
	const struct test *test = &plan->tests[number - 1];
	return test->line == line && text_equal(test->file, file) && text_equal(test->name, name);
}

bool test_fits(const struct test *test, const char *word, bool exact)
{
	return exact ? text_equal(test->name, word)
	             : strstr(test->name, word) || strstr(test->file, word);
}

/* Fisher and Yates; numbers by xorshift (Marsaglia, 2003), whose state is never 0. */
void testplan_shuffle(struct testplan *plan, uint32_t seed)
{
	uint32_t state = seed ? seed : 1;

	plan->order = arena_push(plan->keep, size_t, plan->count);
	for (size_t i = 0; i < plan->count; i++)
		plan->order[i] = i;
	for (size_t i = plan->count; i > 1; i--) {
		state ^= state << 13;
		state ^= state >> 17;
		state ^= state << 5;
		size_t other = state % i, kept = plan->order[i - 1];

		plan->order[i - 1] = plan->order[other];
		plan->order[other] = kept;
	}
}

struct test *testplan_take(struct testplan *plan)
{
	for (size_t i = 0; i < plan->count && !plan->closed; i++) {
		struct test *test = &plan->tests[plan->order ? plan->order[i] : i];

		if (test->state == TEST_WAITING) {
			test->state = TEST_RUNNING;
			return test;
		}
	}
	return NULL;
}

size_t testplan_waiting(const struct testplan *plan)
{
	size_t waiting = 0;

	for (size_t i = 0; i < plan->count && !plan->closed; i++)
		waiting += plan->tests[i].state == TEST_WAITING;
	return waiting;
}

void test_reset(struct test *test)
{
	test->state = TEST_WAITING;
	test->failure_count = test->failures_kept = 0;
	test->message = test->details = test->console = test->spoken = NULL;
	test->crash = NULL;
}

void test_add_failure(struct testplan *plan, struct test *test, const struct failure *failure)
{
	if (++test->failure_count > TESTPLAN_FAILURES_MAX)
		return;
	arena_grow(plan->keep, test->failures, test->failures_kept, test->failures_capacity);
	test->failures[test->failures_kept++] = (struct failure){
		.file = text_copy(plan->keep, failure->file, strlen(failure->file)),
		.text = text_copy(plan->keep, failure->text, strlen(failure->text)),
		.line = failure->line,
	};
}

char *test_failures_text(const struct test *test, struct arena *keep)
{
	struct buffer text = { .arena = keep };

	buffer_puts(&text, "");
	for (size_t i = 0; i < test->failures_kept; i++)
		buffer_printf(&text, "%s:%d: %s\n", test->failures[i].file, test->failures[i].line,
		              test->failures[i].text);
	if (test->failure_count > test->failures_kept)
		buffer_puts(&text, "more failures are not shown\n");
	return text.data;
}

const char *test_state_name(enum test_state state)
{
	static const char *const names[TEST_STATES] = {
		[TEST_LEFT_OUT] = "filtered out", [TEST_WAITING] = "waiting",
		[TEST_RUNNING] = "running",       [TEST_PASSED] = "passed",
		[TEST_FAILED] = "failed",         [TEST_CRASHED] = "crashed",
		[TEST_TIMED_OUT] = "timed out",   [TEST_NOT_RUN] = "not run",
		[TEST_SKIPPED] = "skipped",
	};

	return names[state];
}

const char *test_get_reason(const struct test *test)
{
	if (test->message)
		return test->message;
	return test->failures_kept ? test->failures[0].text : test_state_name(test->state);
}

const char *test_get_place(const struct test *test, int *line)
{
	*line = test->line;
	if (test->state == TEST_FAILED && test->failures_kept) {
		*line = test->failures[0].line;
		return test->failures[0].file;
	}
	if (test->crash && test->crash->at) {
		*line = test->crash->at->line;
		return test->crash->at->file;
	}
	return test->file;
}

struct testplan_tally testplan_tally(const struct testplan *plan)
{
	struct testplan_tally tally = { 0 };

	for (size_t i = 0; i < plan->count; i++) {
		tally.of[plan->tests[i].state]++;
		tally.unsuccessful += plan->tests[i].state > TEST_PASSED;
		tally.flaky += plan->tests[i].state == TEST_PASSED && plan->tests[i].tries;
	}
	return tally;
}
