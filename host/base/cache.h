#pragma once
/* cache: directories outside any project, for what many projects share.
 *
 * They lie in $XDG_CACHE_HOME/ingot, else ~/.cache/ingot. Whatever is in there
 * can be made again: removing it loses time, nothing else. */
#include <stdint.h>

#include "host/base/text.h"

/* The directory of all directories; it need not exist. NULL, reported, if neither
 * variable is set. */
const char *cache_root(struct arena *keep);

/* The directory for what `inputs` decide: its name is kind-HASH. Not made. */
const char *cache_folder(struct arena *keep, const char *kind, const struct text_list *inputs);

/* How many bytes all files have below a directory of it; 0 if there is none. False with
 * errno if some cannot be looked at. */
bool cache_measure(struct arena scratch, const char *folder, uint64_t *bytes);
