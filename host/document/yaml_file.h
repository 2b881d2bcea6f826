#pragma once
/* yaml_file: reads YAML 1.1 into a document, by libyaml. (Not "yaml.h": that is
 * libyaml's own name.)
 *
 * One document a file; anchors, aliases and tags are refused: a project file
 * needs none, and an alias would give one value two places. An empty file is an
 * empty map. */
#include "host/document/document.h"

/* NULL, reported, if the file is not YAML. The path stays in use. */
const struct node *yaml_read_file(struct arena *keep, const char *path);
