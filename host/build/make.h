#pragma once
/* make: brings what a plan makes up to date: ninja is run if the record says that
 * there is something to do. */
#include "host/build/ninja.h"

/* Looks at what was made; false, reported: it will not do. */
struct make_check {
	bool (*run)(const void *object);
	const void *object;
};

/* What is made first, by a name of the plan's, and what is done before the rest. */
struct make_first {
	const char *target;
	enum exit_status (*then)(const void *object);
	const void *object;
};

/* The plan is written; whoever calls holds the lock of its directory. What the check, or
 * NULL, refuses is never up to date: what is, has passed it. */
enum exit_status make_run(const struct ninja_request *request, const struct make_check *check,
                          struct arena scratch);
/* The same in two parts; all at once in a dry run. */
enum exit_status make_run_parts(const struct ninja_request *request, const struct make_first *first,
                                const struct make_check *check, struct arena scratch);
