#pragma once
/* project_values: values that several keys of ingot.yaml have. Each function reports
 * what it refuses, at its place. */
#include "host/base/words.h"
#include "host/project/project.h"

struct project_reader {
	struct arena *keep;
	struct project *project;
	const char *folder; /* of the file that is being read */
	bool is_workspace;
};

/* A key's row in a table of keys. */
#define KEY(name, function, shape, otherwise, what) \
	{ .key = (name), \
	  .read = (function), \
	  .type = (shape), \
	  .fallback = (otherwise), \
	  .about = (what) }

/* A list of words: the bits of those that are in it. */
bool project_read_words(const struct node *value, const struct word *words, unsigned *bits);
/* A path, taken from the directory of the file it is in. */
const char *project_join_path(const struct project_reader *reader, const char *path);
/* Paths of a list, taken from the directory of the file they are in. */
bool project_read_paths(struct project_reader *reader, const struct node *value,
                        struct placed_list *paths);
/* Whether the key is in a project's file; a workspace cannot have it. */
bool project_only(const struct project_reader *reader, const struct node *value);
