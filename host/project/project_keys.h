#pragma once
/* project_keys: every key of ingot.yaml, and what reading it does to a struct
 * project. The object of these fields is a struct project_reader. */
#include "host/project/project.h"

struct project_reader {
	struct arena *keep;
	struct project *project;
	const char *folder; /* of the file that is being read */
	bool is_workspace;
};

extern const struct node_field project_fields[];
