#pragma once
/* project_near: where there is a project, said where there is none. */
#include <stdbool.h>

#include "host/base/arena.h"

/* The hint: projects in the directories of this one; an ingot.yaml by another name; how to
 * begin one. */
void project_near_hint(struct arena scratch);
/* Only the first of these; false, said nothing: there are no such directories. */
bool project_near_hint_below(struct arena scratch);
