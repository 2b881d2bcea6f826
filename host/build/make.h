#pragma once
/* make: brings what a plan makes up to date: ninja is run if the record says that
 * there is something to do. */
#include "host/build/ninja.h"

/* Looks at what was made; false, reported: it will not do. */
struct make_check {
	bool (*run)(const void *object);
	const void *object;
};

/* The plan is written; whoever calls holds the lock of its directory. What the check, or
 * NULL, refuses is never up to date: what is, has passed it. */
enum exit_status make_run(const struct ninja_request *request, const struct make_check *check,
                          struct arena scratch);
