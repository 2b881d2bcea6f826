#pragma once
/* project_help: the keys of ingot.yaml for whoever writes one, from the table that reads
 * them. */
#include "host/base/text.h"
#include "host/document/document.h"

/* What a key is, and its default, in a line. */
const char *project_help_about(struct arena *keep, const struct node_field *field);

/* Each key with type, default and a sentence, in lines of 80 columns. */
struct bytes project_help(struct arena *keep);

/* All that the manual says of the keys of one name, wherever they stand; a colon may end the
 * name. Empty if there is none. */
struct bytes project_help_key(struct arena *keep, const char *name);

/* The names of all keys, with spaces between, each once. */
const char *project_help_keys(struct arena *keep);
