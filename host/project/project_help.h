#pragma once
/* project_help: the keys of ingot.yaml for whoever writes one, from the table that reads
 * them. */
#include "host/base/text.h"

/* Each key with type, default and a sentence, in lines of 80 columns. */
struct bytes project_help(struct arena *keep);

/* The same of the keys of one name, wherever they stand; a colon may end the name. Empty if
 * there is none. */
struct bytes project_help_key(struct arena *keep, const char *name);
