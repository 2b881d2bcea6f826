#pragma once
/* project_steps: `steps` of ingot.yaml, programs that make files of the project's.
 *
 * What they make lies in a directory of the build's, which "{gen}" stands for: no step
 * can name, and so overwrite, a file that somebody wrote. A workspace cannot have steps:
 * nobody runs what he has not written. */
#include "host/document/document.h"

#define PROJECT_GENERATED "{gen}"

struct project_step {
	struct place at;
	struct placed_list run;     /* the program and its arguments */
	struct placed_list inputs;  /* paths; of what another step makes "{gen}/PATH" */
	struct placed_list outputs; /* relative to "{gen}" */
};

/* "a.c" of "{gen}/a.c", or NULL. */
const char *project_generated_name(const char *path);

/* A reader of values (project_keys.c). */
bool project_read_steps(void *object, const struct node *value);
