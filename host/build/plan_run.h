#pragma once
/* plan_run: programs of a project's in a plan. What they make is there before anything is
 * compiled, and an output that is as it was keeps its time, so that nothing is made again
 * for it. */
#include "host/build/plan.h"

struct plan_run {
	const char *const *words;  /* the program, its arguments; NULL at the end */
	const char *const *shown;  /* names of the outputs, for people; NULL at the end */
	struct text_list outputs;  /* one at least */
	struct text_list reads;    /* files */
	bool has_depfile;          /* the program writes OUTPUT.d, of the first output */
	const struct place *place; /* where a user asked for it */
};

void plan_run(struct plan *plan, const struct plan_run *run);
/* After the last one, and before anything that is compiled. */
void plan_end_runs(struct plan *plan);
