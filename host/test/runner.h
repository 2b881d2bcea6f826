#pragma once
/* runner: one machine under test, and the conversation with it.
 *
 *   BOOTING --plan--> TESTING --none left--> LEAVING --end--> IDLE
 *                     TESTING --crash, time--> BOOTING (a new machine)
 *
 * testrun.c sleeps for all runners; runner_step does what can be done now. */
#include "host/base/status.h"
#include "host/observe/observed.h"
#include "host/run/guestlog.h"
#include "host/run/lines.h"
#include "host/run/machine.h"
#include "host/run/symbolize.h"
#include "host/run/timelimit.h"
#include "host/test/test_request.h"
#include "host/test/testplan.h"
#include "host/test/testprint.h"

#define RUNNER_CRASH_MS          5000               /* from a panic's headline to the end of QEMU */
#define RUNNER_LEAVE_MS          5000               /* from "exit" to the end of QEMU */
#define RUNNER_CONSOLE_BYTES_MAX ((size_t)16 << 20) /* kept of all failing tests */

/* What all runners of one run share. */
struct testrun {
	const struct guest_request *request;
	const struct test_request *tests;
	struct arena *keep;
	struct symbolizer *symbolizer;
	struct testprint *print;
	struct testplan plan;
	struct observed *observed; /* what all machines executed; NULL: it is not asked */
	size_t console_bytes;      /* kept so far, of all failing tests */
	enum exit_status broken;   /* why no machine is started any more, reported */
	bool was_interrupted;      /* by the user */
};

enum runner_state { RUNNER_IDLE, RUNNER_BOOTING, RUNNER_TESTING, RUNNER_LEAVING };

struct runner {
	struct testrun *run;
	struct arena memory; /* of one machine's life, used again by the next */
	struct arena work;   /* of one report */
	struct machine machine;
	struct lines verdicts;
	struct guestlog log;
	enum runner_state state;
	int boots;         /* machines started so far */
	size_t named;      /* tests named since the machine started */
	struct test *test; /* TESTING */
	const char *panic; /* the headline of what ends the machine, or NULL */
	int64_t started_ms;
	struct timelimit limit; /* of the state */
};

void runner_init(struct runner *runner, struct testrun *run);
/* Starts a machine. */
void runner_boot(struct runner *runner);
/* Takes in what has come, and acts on it and on the time. */
void runner_step(struct runner *runner);
/* Ends the machine without further ado. */
void runner_stop(struct runner *runner);
