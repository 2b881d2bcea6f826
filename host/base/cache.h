#pragma once
/* cache: directories outside any project, for what many projects share.
 *
 * They lie in the user's own cache, $XDG_CACHE_HOME/ingot, else ~/.cache/ingot; or in one
 * that several users share, $INGOT_CACHE. Whatever is in there can be made again: removing
 * it loses time, nothing else. */
#include <stdint.h>

#include "host/base/text.h"

/* The user's own cache; it need not exist. NULL if neither variable names a place for it:
 * reported by cache_need_root. */
const char *cache_root(struct arena *keep);
const char *cache_need_root(struct arena *keep);

/* *directory is the shared cache, or NULL if there is none. False, reported, if its path is
 * relative. It need not exist, and perhaps nobody here may write to it. */
bool cache_find_shared(struct arena *keep, const char **folder);

/* The directory in a cache for what `inputs` decide: its name is kind-HASH. Not made. NULL,
 * reported, if LLVM could not write there. */
const char *cache_folder(struct arena *keep, const char *root, const char *kind,
                         const struct text_list *inputs);

/* How many bytes all files have below a directory of it; 0 if there is none. False with
 * errno if some cannot be looked at. */
bool cache_measure(struct arena scratch, const char *folder, uint64_t *bytes);
