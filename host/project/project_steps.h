#pragma once
/* project_steps: `steps` of ingot.yaml, programs that make files of the project's.
 *
 * What they make lies in a directory of the build's, which "{gen}" stands for: no step
 * can name, and so overwrite, a file that somebody wrote. A workspace cannot have steps:
 * nobody runs what he has not written. */
#include "host/document/node_type.h"
#include "host/project/project.h"

#define PROJECT_GENERATED "{gen}"

/* "a.c" of "{gen}/a.c", or NULL. */
const char *project_generated_name(const char *path);

/* A reader of values (project_keys.c). */
extern const struct node_type project_steps_type;
bool project_read_steps(void *object, const struct node *value);
