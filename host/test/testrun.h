#pragma once
/* testrun: machines that run the tests of one kernel, until each has a verdict.
 *
 * A machine boots, names its tests, and runs them one at a time as it is told.
 * A test that panics, hangs, resets or powers off takes its machine with it,
 * and nothing else: the next test gets a new one. Only when a machine does not
 * come as far as its plan does the run end early. */
#include "host/test/runner.h"

#define TESTRUN_MACHINES_MAX 16 /* --jobs beyond it is cut */

/* Runs what the filter selects; results are in run->plan and printed. If the user
 * interrupts (os_defer_interrupt), the others are left as they are: waiting, or running. */
void testrun_run(struct testrun *run);
