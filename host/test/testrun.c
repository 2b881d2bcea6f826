#include "host/test/testrun.h"

#include <poll.h>

#include "host/base/os_process.h"
#include "host/test/runner.h"

#define POLL_FDS_MAX (TESTRUN_MACHINES_MAX * MACHINE_POLL_FDS)

static size_t machines_wanted(const struct testrun *run)
{
	size_t jobs = run->tests->jobs > 0 ? (size_t)run->tests->jobs : 1;
	size_t waiting = testplan_waiting(&run->plan);

	if (jobs > TESTRUN_MACHINES_MAX)
		jobs = TESTRUN_MACHINES_MAX;
	return jobs < waiting + 1 ? jobs : waiting + 1;
}

/* Sleeps until a machine has something to say, or must have ended. */
static void sleep_for(const struct runner *runners, size_t count)
{
	struct pollfd fds[POLL_FDS_MAX];
	size_t fd_count = 0;
	int64_t left = INT32_MAX;

	for (size_t i = 0; i < count; i++) {
		if (runners[i].state == RUNNER_IDLE)
			continue;
		int64_t own = timelimit_left(&runners[i].limit);
		fd_count += machine_poll_fds(&runners[i].machine, fds + fd_count);
		left = own < left ? own : left;
	}
	poll(fds, (nfds_t)fd_count, left > 0 ? (int)left : 0);
}

static bool any_runs(const struct runner *runners, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (runners[i].state != RUNNER_IDLE)
			return true;
	return false;
}

/* Tests that no machine will run any more still have a result. */
static void give_up_waiting(struct testrun *run)
{
	struct arena scratch = *run->keep;

	for (struct test *test; (test = testplan_take(&run->plan));) {
		test->state = TEST_NOT_RUN;
		test->message = "the machine did not start again";
		testprint_result(run->print, test, scratch);
	}
}

void testrun_run(struct testrun *run)
{
	struct runner *runners = arena_push(run->keep, struct runner, TESTRUN_MACHINES_MAX);
	size_t count = 1;

	runner_init(&runners[0], run);
	runner_boot(&runners[0]);
	/* With a plan, a machine that does not come takes no other's tests along. */
	while (any_runs(runners, count) && (run->plan.complete || run->broken == STATUS_GOOD) &&
	       !os_was_interrupted()) {
		sleep_for(runners, count);
		for (size_t i = 0; i < count && !os_was_interrupted(); i++)
			runner_step(&runners[i]);
		/* The first machine knows the tests; then the others may come. */
		for (; run->plan.complete && run->broken == STATUS_GOOD &&
		       count < machines_wanted(run);
		     count++) {
			runner_init(&runners[count], run);
			runner_boot(&runners[count]);
		}
	}
	for (size_t i = 0; i < count; i++)
		runner_stop(&runners[i]);
	run->was_interrupted = os_was_interrupted();
	if (run->plan.complete && !run->tests->list && !run->was_interrupted)
		give_up_waiting(run);
}
