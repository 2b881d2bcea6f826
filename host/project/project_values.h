#pragma once
/* project_values: values that several keys of ingot.yaml have. Each function reports
 * what it refuses, at its place. */
#include "host/base/words.h"
#include "host/document/node_type.h"
#include "host/project/project.h"

struct project_reader {
	struct arena *keep;
	struct project *project;
	const char *folder; /* of the file that is being read */
};

/* A key's row in a table of keys. */
#define KEY(name, function, kind, otherwise, what) \
	{ .key = (name), \
	  .read = (function), \
	  .type = (kind), \
	  .fallback = (otherwise), \
	  .about = (what) }
/* The same of a key that a workspace cannot have. */
#define OWN_KEY(name, function, kind, otherwise, what) \
	{ .key = (name), \
	  .read = (function), \
	  .type = (kind), \
	  .fallback = (otherwise), \
	  .about = (what), \
	  .is_own = true }

/* The types that several keys have; the names say what help calls them. */
extern const struct node_type project_text_type, project_texts_type, project_raw_text_type,
	project_raw_texts_type, project_path_type, project_paths_type, project_bool_type,
	project_accel_type, project_checks_type;

/* A list of words: the bits of those that are in it. */
bool project_read_words(const struct node *value, const struct word *words, unsigned *bits);
/* A path, taken from the directory of the file it is in. */
const char *project_join_path(const struct project_reader *reader, const char *path);
/* Paths of a list, taken from the directory of the file they are in. */
bool project_read_paths(struct project_reader *reader, const struct node *value,
                        struct placed_list *paths);
