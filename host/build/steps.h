#pragma once
/* steps: the programs that a project's `steps` name, from ingot.yaml into a plan. They run
 * in the project's directory, when one of the files that they read or their command has
 * changed: their inputs, and every file that the command names. */
#include "host/build/build_facts.h"
#include "host/build/plan.h"

/* Whether the steps can run: their programs and inputs are there, and none waits for
 * itself; and whether each module "{gen}/NAME" is made by one, whose path it then gets.
 * Reported. */
bool steps_check(struct build *build);
/* Before anything is compiled. */
void steps_add(const struct build *build, struct plan *plan);
/* Adds what the steps make: sources, and objects and archives to be linked. */
void steps_list(const struct build *build, struct text_list *sources, struct text_list *objects);
