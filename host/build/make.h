#pragma once
/* make: brings what a plan makes up to date: ninja is run if the record says that
 * there is something to do. */
#include "host/build/ninja.h"

/* The plan is written; whoever calls holds the lock of its directory. */
enum exit_status make_run(const struct ninja_request *request, struct arena scratch);
