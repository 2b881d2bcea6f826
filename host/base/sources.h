#pragma once
/* sources: the C and assembly files below a folder. */
#include "host/base/text.h"

#define SOURCES_DEPTH_MAX 32 /* folders inside each other: links may loop */

/* Adds every *.c and *.S below folder, as paths that begin with it, in the order
 * of strcmp; names that begin with a dot are left out. False, reported, if the
 * folder cannot be read. */
bool sources_find(struct arena *keep, const char *folder, struct text_list *sources);
