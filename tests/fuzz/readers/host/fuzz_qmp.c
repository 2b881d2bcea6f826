/* What QEMU says on its channel, lines of any kind: a byte for what is asked of it, then
 * all that it ever says. Every question ends; an answer that has a number of ours is one,
 * else there is a reason.
 *
 * Runs: 15000
 * Longest: 500 */
#include <string.h>

#include "host/run/qmp.h"
#include "pipe.h"
#include "workplace.h"

static void look_at_failure(const struct qmp *qmp)
{
	HOLDS(qmp->error[0] && memchr(qmp->error, '\0', sizeof qmp->error));
}

static void ask(struct qmp *qmp, struct arena *keep, unsigned what)
{
	char *answer;

	switch (what) {
	case 0: qmp_update(qmp); break;
	case 1:
		answer = qmp_execute(qmp, keep, "query-status", NULL);
		if (!answer)
			look_at_failure(qmp);
		break;
	case 2:
		if (!qmp_monitor(qmp, keep, "info registers") && qmp->lines.ended)
			HOLDS(qmp->last_id > 0);
		break;
	case 3: {
		const char *why = qmp_why_stopped(qmp, keep);

		HOLDS(why || qmp->event == QMP_NONE);
		break;
	}
	default:
		if (!qmp_screenshot(qmp, *keep, "a \"file\""))
			look_at_failure(qmp);
	}
}

FUZZ(data, size)
{
	struct arena keep = workplace_arena();
	struct input input = { data, data + size };
	uint64_t what = input_number(&input, 2);
	struct qmp qmp;

	if (size > PIPE_BYTES_MAX)
		return;
	struct pipe_both both = pipe_both_of((const char *)input.at,
	                                     (size_t)(input.end - input.at));
	qmp_open(&qmp, &keep, both.near, false);
	for (; what; what /= 5)
		ask(&qmp, &keep, (unsigned)(what % 5));
	qmp_update(&qmp);
	HOLDS(qmp.event >= QMP_NONE && qmp.event <= QMP_SUSPENDED);
	pipe_close_both(both);
}
