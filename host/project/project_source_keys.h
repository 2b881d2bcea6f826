#pragma once
/* project_source_keys: keys of ingot.yaml that say how sources are compiled. */
#include "host/project/project_values.h"

extern const struct node_type project_std_type, project_flags_type;
bool project_read_std(void *object, const struct node *value);
bool project_read_flags(void *object, const struct node *value);
