#pragma once
/* testrun: machines that run the tests of one kernel, until each has a verdict.
 *
 * A machine boots, names its tests, and runs them one at a time as it is told.
 * A test that panics, hangs, resets or powers off takes its machine with it,
 * and nothing else: the next test gets a new one. Only when a machine does not
 * come as far as its plan does the run end early. */
#include "host/cli/command.h"
#include "host/run/guest_request.h"
#include "host/run/symbolize.h"
#include "host/test/testplan.h"
#include "host/test/testprint.h"

#define TESTRUN_MACHINES_MAX 16		/* --jobs beyond it is cut */

struct testrun {
	const struct guest_request *request;
	const struct test_request *tests;
	struct arena *keep;
	struct symbolizer *symbolizer;
	struct testprint *print;
	struct testplan plan;
	size_t console_bytes;		/* kept so far, of all failing tests */
	enum exit_status broken;	/* why there is no plan, reported; STATUS_GOOD */
};

/* Runs what the filter selects; results are in run->plan and printed. */
void testrun_run(struct testrun *run);
