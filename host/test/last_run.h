#pragma once
/* last_run: which tests did not pass when they were run last.
 *
 * A file in the build's directory, a name a line. A run of some tests leaves what it knows
 * of the others. Two tests of one name count as one. */
#include "host/base/text.h"
#include "host/test/testplan.h"

struct last_run {
	bool is_known; /* there is such a file */
	struct text_list names;
};

/* path NULL: nothing is asked. */
struct last_run last_run_read(struct arena *keep, const char *path);
bool last_run_has(const struct last_run *last, const char *name);
/* After a run. False, reported. path NULL: nothing is kept. */
bool last_run_write(const char *path, const struct testplan *plan, struct arena scratch);
