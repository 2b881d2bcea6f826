#include "host/test/guest_test.h"

#include <errno.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/os_process.h"
#include "host/test/covered.h"
#include "host/test/junit.h"
#include "host/test/last_run.h"
#include "host/test/select.h"
#include "host/test/testrun.h"

enum exit_status guest_test_without_results(const struct test_request *tests,
                                            enum exit_status status, const char *why,
                                            struct arena scratch)
{
	if (tests->tap)
		testprint_bail_out(NULL, why);
	if (tests->junit)
		junit_write_error(tests->junit, why, scratch);
	return status;
}

/* What passed until then is worth knowing. */
static enum exit_status conclude_early(struct testrun *run, int64_t duration_ms,
                                       struct arena scratch)
{
	const struct test_request *tests = run->tests;

	if (tests->tap)
		testprint_bail_out(run->print, "interrupted");
	diag_warning(NULL, "interrupted");
	if (run->plan.complete && !tests->list)
		testprint_end(run->print, &run->plan, duration_ms, scratch);
	for (size_t i = 0; i < run->plan.count; i++) {
		struct test *test = &run->plan.tests[i];

		if (test->state != TEST_WAITING && test->state != TEST_RUNNING)
			continue;
		test->state = TEST_NOT_RUN;
		test->message = "interrupted";
	}
	if (run->plan.complete && !tests->list)
		last_run_write(tests->last_run, &run->plan, scratch);
	if (tests->junit && run->plan.complete)
		junit_write(tests->junit, &run->plan, duration_ms, scratch);
	else if (tests->junit)
		junit_write_error(tests->junit, "interrupted", scratch);
	return STATUS_INTERRUPTED;
}

static enum exit_status conclude(struct testrun *run, int64_t duration_ms, struct arena scratch)
{
	const struct test_request *tests = run->tests;

	if (run->was_interrupted)
		return conclude_early(run, duration_ms, scratch);
	if (!run->plan.complete)
		return guest_test_without_results(tests, run->broken, "no test plan from the guest",
		                                  scratch);
	if (!select_check(&run->plan, tests))
		return guest_test_without_results(tests, STATUS_TESTS_FAILED, "no test was run",
		                                  scratch);
	if (tests->list) {
		testprint_list(&run->plan);
		return STATUS_GOOD;
	}
	testprint_end(run->print, &run->plan, duration_ms, scratch);
	if (!last_run_write(tests->last_run, &run->plan, scratch))
		return STATUS_PROJECT;
	if (tests->junit && !junit_write(tests->junit, &run->plan, duration_ms, scratch))
		return STATUS_PROJECT;
	enum exit_status covered = tests->coverage ? covered_tell(run->observed, tests,
	                                                          run->request, scratch)
	                                           : STATUS_GOOD;

	if (run->broken || covered == STATUS_PROJECT)
		return run->broken ? run->broken : covered;
	return testplan_tally(&run->plan).unsuccessful ? STATUS_TESTS_FAILED : covered;
}

/* "kernel (BIOS, 2 CPUs)". */
static char *describe_machine(struct arena *keep, const struct guest_request *request)
{
	static const char *const starts[] = { "BIOS", "UEFI", "direct start" };
	const char *name = request->kernel_elf ? path_name(request->kernel_elf) : "the kernel";
	const char *end = strrchr(name, '.');
	int size = end ? (int)(end - name) : (int)strlen(name), cpus = request->cpus;

	if (request->command)
		return text_format(keep, "%.*s (run.command)", size, name);
	return text_format(keep, "%.*s (%s, %d CPU%s)", size, name, starts[request->start],
	                   cpus ? cpus : 1, cpus > 1 ? "s" : "");
}

/* What will be executed, of this kernel as it is now; stays NULL if nobody asks. False,
 * reported: it cannot be read. */
static bool begin_observing(struct arena *keep, const struct guest_request *request,
                            struct observed **observed)
{
	struct place at = { .file = request->kernel_elf };
	struct bytes elf;

	if (!request->observer)
		return true;
	if (!os_read_file(keep, request->kernel_elf, &elf))
		return diag_error(&at, "cannot read: %s", strerror(errno));
	*observed = arena_push(keep, struct observed, 1);
	**observed = observed_new(keep, elf);
	return true;
}

enum exit_status guest_test(const struct guest_request *request, const struct test_request *tests,
                            struct arena scratch)
{
	struct symbolizer symbolizer = symbolizer_new(&scratch, request);
	int limit_ms = request->timeout_ms ? request->timeout_ms : GUEST_TEST_TIMEOUT_MS_DEFAULT;
	struct testprint print = { .tests = tests,
		                   .machine = describe_machine(&scratch, request),
		                   .is_full = request->is_full_report,
		                   .slow_ms = limit_ms / 2 };
	struct testrun run = { .request = request,
		               .tests = tests,
		               .keep = &scratch,
		               .symbolizer = &symbolizer,
		               .print = &print,
		               .plan.keep = &scratch };
	int64_t started_ms = os_clock_ms();

	if (!begin_observing(&scratch, request, &run.observed)) {
		symbolizer_close(&symbolizer);
		return guest_test_without_results(tests, STATUS_PROJECT,
		                                  "the kernel cannot be read", scratch);
	}
	os_defer_interrupt();
	testrun_run(&run);
	symbolizer_close(&symbolizer);
	return conclude(&run, os_clock_ms() - started_ms, scratch);
}
