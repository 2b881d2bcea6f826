#pragma once
/* libraries: the archives that a kernel is linked with, made of their objects under the
 * names of names.h.
 *
 * A step of a plan, which ninja runs as `ingot --make-libraries=1 LIST`: all of them at
 * once, since each refers to names of the others. LIST is a file of words, as LLVM
 * reads them: the path of an archive, "...a", then its objects, "...o", and so on. */
#include <stdbool.h>

#include "host/base/arena.h"

/* The number is another one when the same objects make other archives, so that ninja
 * makes those anew that lie in a cache. */
#define LIBRARIES_OPTION "--make-libraries=1"

/* False, reported, if one cannot be made. */
bool libraries_make(struct arena *keep, const char *list);
