#pragma once
/* os_usage: what a running child takes of the system, where the system tells: on Linux,
 * by /proc (proc(5); schedstat: Documentation/scheduler/sched-stats.rst).
 *
 * Part of the seam that tests fake. Nothing here fails: what is unknown is 0 or empty. */
#include <stdint.h>
#include <sys/types.h>

#include "host/base/text.h"

/* What it had of the processors since it began: ran_ms of all its threads together, and
 * how long that thread waited for one, though it could run, that waited longest. Threads
 * that have ended are left out. */
struct os_child_times {
	int64_t ran_ms, waited_ms;
};
struct os_child_times os_child_times(pid_t child);
/* Bytes of memory that it occupies. */
uint64_t os_child_memory(pid_t child);
/* The command lines of its own children, a line each. */
char *os_child_commands(struct arena *keep, pid_t child);

/* This start of the host's kernel, and its processor's model: what changes neither is the
 * same host. */
char *os_host_name(struct arena *keep);
