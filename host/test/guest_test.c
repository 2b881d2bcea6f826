#include "host/test/guest_test.h"

#include "host/base/diag.h"
#include "host/base/os_process.h"
#include "host/test/junit.h"
#include "host/test/testrun.h"

/* Zero tests run is a failure: a filter with a typing error must not pass. */
static bool has_tests(const struct testplan *plan, const char *filter)
{
	if (plan->count == 0) {
		diag_error(NULL, "the kernel has no tests");
		diag_hint("write one in a source or in tests/*.c: "
		          "TEST(name) { CHECK(1 + 1 == 2); }");
		return false;
	}
	struct testplan_tally tally = testplan_tally(plan);
	if (tally.left_out < plan->count)
		return true;
	diag_error(NULL, "no test has \"%s\" in its name or file", filter);
	diag_hint("`ingot test` without it runs all %zu", plan->count);
	return false;
}

enum exit_status guest_test_without_results(const struct test_request *tests,
                                            enum exit_status status, const char *why,
                                            struct arena scratch)
{
	if (tests->tap)
		testprint_bail_out(why);
	if (tests->junit)
		junit_write_error(tests->junit, why, scratch);
	return status;
}

static enum exit_status conclude(struct testrun *run, int64_t duration_ms, struct arena scratch)
{
	const struct test_request *tests = run->tests;

	if (!run->plan.complete)
		return guest_test_without_results(tests, run->broken, "no test plan from the guest",
		                                  scratch);
	if (!has_tests(&run->plan, tests->filter))
		return guest_test_without_results(tests, STATUS_TESTS_FAILED, "no test was run",
		                                  scratch);
	if (tests->list) {
		testprint_list(&run->plan);
		return STATUS_GOOD;
	}
	testprint_end(run->print, &run->plan, duration_ms);
	if (tests->junit && !junit_write(tests->junit, &run->plan, duration_ms, scratch))
		return STATUS_PROJECT;
	if (run->broken)
		return run->broken;
	return testplan_tally(&run->plan).failed ? STATUS_TESTS_FAILED : STATUS_GOOD;
}

enum exit_status guest_test(const struct guest_request *request, const struct test_request *tests,
                            struct arena scratch)
{
	struct symbolizer symbolizer = symbolizer_new(&scratch, request);
	struct testprint print = { .tap = tests->tap,
		                   .again = tests->again,
		                   .again_rest = tests->again_rest };
	struct testrun run = { .request = request,
		               .tests = tests,
		               .keep = &scratch,
		               .symbolizer = &symbolizer,
		               .print = &print,
		               .plan.keep = &scratch };
	int64_t started_ms = os_clock_ms();

	testrun_run(&run);
	symbolizer_close(&symbolizer);
	return conclude(&run, os_clock_ms() - started_ms, scratch);
}
