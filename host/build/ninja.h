#pragma once
/* ninja: runs a plan, and passes on what a user wants to see of it. */
#include <stdbool.h>

#include "host/base/arena.h"
#include "host/base/status.h"
#include "host/build/plan.h"

/* Of what one step says, unless under -v. */
#define NINJA_SHOWN_BYTES_MAX (1u << 20)

/* What ninja may occupy. It keeps all that a step says until that ends: a step that never
 * stops would fill the machine's memory. Where the system does not tell, nobody looks. */
#define NINJA_MEMORY_MIB_MAX 256

struct ninja_request {
	const char *ninja;       /* program */
	const struct plan *plan; /* written */
	const char *what;        /* "hello", "the runtime": see progress.h */
	int jobs;                /* 0: ninja's choice */
	int lock;                /* of the directory; LOCK_NONE */
	const char *target;      /* of the plan, only its compilations; NULL: all */
};

/* The compilers' messages go to standard error. STATUS_PROJECT if something
 * does not compile; STATUS_TOOL if ninja cannot be run, or fails without saying what
 * failed. A step that fails without a word, or by a signal, is reported here. */
enum exit_status ninja_run(const struct ninja_request *request, struct arena scratch);
