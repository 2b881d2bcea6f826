#include "host/test/testplan.h"

#include <string.h>

void testplan_add(struct testplan *plan, const char *file, int line, const char *name)
{
	arena_grow(plan->keep, plan->tests, plan->count, plan->capacity);
	plan->tests[plan->count++] = (struct test){
		.name = text_copy(plan->keep, name, strlen(name)),
		.file = text_copy(plan->keep, file, strlen(file)),
		.line = line,
		.failures.arena = plan->keep,
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

size_t testplan_select(struct testplan *plan, const char *filter)
{
	size_t selected = 0;

	for (size_t i = 0; i < plan->count; i++) {
		struct test *test = &plan->tests[i];
		bool wanted = !filter || strstr(test->name, filter) || strstr(test->file, filter);

		test->state = wanted ? TEST_WAITING : TEST_LEFT_OUT;
		selected += wanted;
	}
	return selected;
}

struct test *testplan_take(struct testplan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		if (plan->tests[i].state == TEST_WAITING) {
			plan->tests[i].state = TEST_RUNNING;
			return &plan->tests[i];
		}
	}
	return NULL;
}

size_t testplan_waiting(const struct testplan *plan)
{
	size_t waiting = 0;

	for (size_t i = 0; i < plan->count; i++)
		waiting += plan->tests[i].state == TEST_WAITING;
	return waiting;
}

void test_add_failure(struct test *test, const char *file, int line, const char *text)
{
	if (++test->failure_count <= TESTPLAN_FAILURES_MAX)
		buffer_printf(&test->failures, "%s:%d: %s\n", file, line, text);
	else if (test->failure_count == TESTPLAN_FAILURES_MAX + 1)
		buffer_puts(&test->failures, "more failures are not shown\n");
}

struct testplan_tally testplan_tally(const struct testplan *plan)
{
	struct testplan_tally tally = { 0 };

	for (size_t i = 0; i < plan->count; i++) {
		tally.passed += plan->tests[i].state == TEST_PASSED;
		tally.failed += plan->tests[i].state > TEST_PASSED;
		tally.left_out += plan->tests[i].state == TEST_LEFT_OUT;
	}
	return tally;
}
