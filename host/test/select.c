#include "host/test/select.h"

#include "host/base/diag.h"
#include "host/test/last_run.h"

static bool fits_any(const struct testplan *plan, const char *filter, bool exact)
{
	for (size_t i = 0; i < plan->count; i++)
		if (test_fits(&plan->tests[i], filter, exact))
			return true;
	return false;
}

/* The first filter that fits none; NULL: each fits one. */
static const char *find_unknown(const struct testplan *plan, const struct test_request *tests)
{
	for (const char *const *filter = tests->filters; filter && *filter; filter++)
		if (!fits_any(plan, *filter, tests->exact))
			return *filter;
	return NULL;
}

static bool fits_one(const struct test *test, const char *const *words, bool exact)
{
	for (; words && *words; words++)
		if (test_fits(test, *words, exact))
			return true;
	return false;
}

size_t select_tests(struct testplan *plan, const struct test_request *tests, struct arena scratch)
{
	struct last_run last = last_run_read(&scratch, tests->rerun ? tests->last_run : NULL);
	bool is_wrong = find_unknown(plan, tests) != NULL;
	size_t selected = 0;

	if (tests->rerun && !last.names.count)
		diag_status("All", last.is_known ? "passed the last time: all are run"
		                                 : "are run: none were before");
	for (size_t i = 0; i < plan->count; i++) {
		struct test *test = &plan->tests[i];
		bool is_wanted = !is_wrong &&
		                 (!tests->filters || !*tests->filters ||
		                  fits_one(test, tests->filters, tests->exact)) &&
		                 !fits_one(test, tests->skips, false) &&
		                 (!last.names.count || last_run_has(&last, test->name));

		test->state = is_wanted ? TEST_WAITING : TEST_LEFT_OUT;
		selected += is_wanted;
	}
	if (tests->seed)
		testplan_shuffle(plan, (uint32_t)tests->seed);
	return selected;
}

bool select_check(const struct testplan *plan, const struct test_request *tests)
{
	if (plan->count == 0) {
		diag_error(NULL, "the kernel has no tests");
		diag_hint("write one in a source or in tests/*.c: "
		          "TEST(name) { CHECK(1 + 1 == 2); }");
		return false;
	}
	const char *unknown = find_unknown(plan, tests);

	if (unknown) {
		if (tests->exact)
			diag_error(NULL, "no test has the name \"%s\"", unknown);
		else
			diag_error(NULL, "no test has \"%s\" in its name or file", unknown);
		diag_hint("`ingot test` without it runs all %zu", plan->count);
		return false;
	}
	if (testplan_tally(plan).of[TEST_LEFT_OUT] < plan->count)
		return true;
	diag_error(NULL, "all tests are left out");
	diag_hint("`ingot test --list` without filters names them");
	return false;
}
