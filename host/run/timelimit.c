#include "host/run/timelimit.h"

#include "host/base/diag.h"
#include "host/base/os_process.h"
#include "host/base/text.h"

#define ASK_MS 50 /* at least, between two looks at a child that waited */

struct timelimit timelimit_begin(pid_t child, int limit_ms)
{
	struct timelimit limit = { .child = child, .limit_ms = limit_ms };

	limit.begin_ms = os_clock_ms();
	limit.begin = os_child_times(child);
	return limit;
}

/* Many threads on few processors wait for each other: what they had together counts,
 * or a hang of 64 CPUs would last 64 times as long. */
int64_t timelimit_counted(int64_t wall_ms, int64_t ran_ms, int64_t waited_ms)
{
	int64_t counted = wall_ms - waited_ms;

	if (counted < ran_ms)
		counted = ran_ms;
	if (counted > wall_ms)
		counted = wall_ms;
	return counted > 0 ? counted : 0;
}

int64_t timelimit_left(const struct timelimit *limit)
{
	if (limit->limit_ms == 0)
		return -1;
	int64_t limit_ms = limit->limit_ms, wall_ms = os_clock_ms() - limit->begin_ms;

	/* The host is asked only when it matters. */
	if (wall_ms < limit_ms)
		return limit_ms - wall_ms;
	struct os_child_times now = os_child_times(limit->child);
	int64_t counted_ms = timelimit_counted(wall_ms, now.ran_ms - limit->begin.ran_ms,
	                                       now.waited_ms - limit->begin.waited_ms);
	if (counted_ms < limit_ms && wall_ms < limit_ms * TIMELIMIT_STRETCH_MAX)
		return limit_ms - counted_ms < ASK_MS ? ASK_MS : limit_ms - counted_ms;
	diag_trace(DIAG_VERBOSE, "the time is over: %lld ms, of which %lld count",
	           (long long)wall_ms, (long long)counted_ms);
	return 0;
}

char *timelimit_text(struct arena *keep, int limit_ms)
{
	if (limit_ms % 1000 == 0)
		return text_format(keep, "%d s", limit_ms / 1000);
	return text_format(keep, "%d ms", limit_ms);
}
