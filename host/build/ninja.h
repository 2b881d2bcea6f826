#pragma once
/* ninja: runs a plan, and passes on what a person wants to see of it. */
#include <stdbool.h>

#include "host/base/arena.h"
#include "host/base/status.h"

struct ninja_request {
	const char *ninja;  /* program */
	const char *folder; /* holds the plan */
	const char *what;   /* "hello", "runtime": for the progress line */
	int jobs;           /* 0: ninja's choice */
	bool dry_run;       /* print the commands only */
};

/* The compilers' messages go to standard error. STATUS_PROJECT if something
 * does not compile; STATUS_TOOL if ninja cannot be run. */
enum exit_status ninja_run(const struct ninja_request *request, struct arena scratch);
