#pragma once
/* timelimit: how long a machine may take, on a host that has other things to do.
 *
 * A limit counts what the machine had of the host. Time in which QEMU could have run
 * but waited for a processor does not count, for who wrote the test did not mean it;
 * time in which the guest itself waits does: a hang that sleeps ends as one that spins.
 * On an idle host this is the time on the wall. */
#include <stdint.h>
#include <sys/types.h>

#include "host/base/arena.h"
#include "host/base/os_usage.h"

#define TIMELIMIT_STRETCH_MAX 10 /* times the limit: then it is over, whoever waited */

struct timelimit {
	pid_t child;
	int limit_ms; /* 0: none */
	int64_t begin_ms;
	struct os_child_times begin;
};

struct timelimit timelimit_begin(pid_t child, int limit_ms);
/* Milliseconds after which to ask again; 0: the time is over, -1: there is no limit. */
int64_t timelimit_left(const struct timelimit *limit);
/* What counts of wall_ms in which the child ran for ran_ms, all its threads together,
 * and one of them waited waited_ms for a processor. */
int64_t timelimit_counted(int64_t wall_ms, int64_t ran_ms, int64_t waited_ms);
/* "3 s" or "1500 ms". */
char *timelimit_text(struct arena *keep, int limit_ms);
