/* Time limits on a busy host. */
#include "host/run/timelimit.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/base/os_process.h"
#include "tests/unit/unit.h"

#define PATIENCE_MS 60000

TEST(an_idle_host_counts_the_wall)
{
	assert_int_equal(timelimit_counted(1000, 1000, 0), 1000); /* it spun */
	assert_int_equal(timelimit_counted(1000, 0, 0), 1000);    /* it slept */
	assert_int_equal(timelimit_counted(1000, 300, 2), 998);
}

TEST(what_it_waited_for_a_processor_does_not_count)
{
	assert_int_equal(timelimit_counted(5000, 1000, 4000), 1000); /* spinning */
	assert_int_equal(timelimit_counted(5000, 10, 40), 4960);     /* asleep */
	assert_int_equal(timelimit_counted(5000, 0, 6000), 0);       /* clocks differ */
}

TEST(threads_that_wait_for_each_other_count_together)
{
	/* 64 CPUs that hang on two processors of an idle host. */
	assert_int_equal(timelimit_counted(1000, 2000, 960), 1000);
	/* The same with as many others: half of it. */
	assert_int_equal(timelimit_counted(1000, 500, 980), 500);
}

TEST(no_limit_never_ends)
{
	struct timelimit limit = timelimit_begin(getpid(), 0);

	assert_int_equal(timelimit_left(&limit), -1);
}

TEST(a_limit_of_a_child_that_sleeps_ends)
{
	pid_t child = fork();

	if (child == 0) {
		pause();
		_exit(0);
	}
	struct timelimit limit = timelimit_begin(child, 20);
	assert_in_range(timelimit_left(&limit), 0, 20);
	int64_t end_ms = os_clock_ms() + PATIENCE_MS;
	while (timelimit_left(&limit) != 0 && os_clock_ms() < end_ms)
		poll(NULL, 0, 1);
	assert_int_equal(timelimit_left(&limit), 0);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
}

#ifdef __linux__
/* Its only thread ran no longer than it was there. */
TEST(a_thread_is_counted_once)
{
	int64_t begin_ms = os_clock_ms(), ran_ms = 0;
	pid_t child = fork();

	if (child == 0) {
		for (;;) {
		}
	}
	while (ran_ms < 100 && os_clock_ms() < begin_ms + PATIENCE_MS)
		ran_ms = os_child_times(child).ran_ms;
	int64_t wall_ms = os_clock_ms() - begin_ms;
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	assert_in_range(ran_ms, 100, wall_ms + 1);
}

/* More children that spin than there are processors: one of them waits. */
TEST(a_child_that_waits_for_a_processor_is_seen)
{
	size_t count = (size_t)sysconf(_SC_NPROCESSORS_ONLN) + 1;
	pid_t *children = calloc(count, sizeof *children);
	int64_t waited_ms = 0, end_ms = os_clock_ms() + PATIENCE_MS;

	assert_non_null(children);
	for (size_t i = 0; i < count; i++) {
		children[i] = fork();
		for (; children[i] == 0;) {
		}
	}
	while (waited_ms < 30 && os_clock_ms() < end_ms) {
		for (size_t i = 0; i < count; i++) {
			struct os_child_times times = os_child_times(children[i]);

			if (times.waited_ms > waited_ms && times.ran_ms > 0)
				waited_ms = times.waited_ms;
		}
		poll(NULL, 0, 10);
	}
	for (size_t i = 0; i < count; i++) {
		kill(children[i], SIGKILL);
		waitpid(children[i], NULL, 0);
	}
	free(children);
	assert_true(waited_ms >= 30);
}
#endif
