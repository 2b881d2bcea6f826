#pragma once
/* project_keys: every key of ingot.yaml, and what reading it does to a struct
 * project. The object of these fields is a struct project_reader. */
#include "host/project/project_values.h"

extern const struct node_field project_fields[];
