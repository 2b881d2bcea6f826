#pragma once
/* libraries: the archives that a kernel is linked with, made of their objects under the
 * names of names.h.
 *
 * A step of a plan, which ninja runs as `ingot --make-libraries=2 LIST`: all of them at
 * once, since each refers to names of the others. LIST is a file of words, as LLVM
 * reads them: the path of an archive, "...a", then its objects, "...o", and so on.
 *
 * No object need be there that no kernel needs; "=NAME" is what such a one would define,
 * and "~NAME" what any refers to as weak. By these names a kernel is the same, to its
 * symbol table, whatever else the libraries have: one that is not defined stands where it
 * was first heard of, which is in the library that has it, or else where it is referred
 * to. So LIBRARIES_ORDER, an object beside the first archive that mentions all of them, is
 * linked before the archives. It has nothing but names. */
#include <stdbool.h>

#include "host/base/arena.h"

/* The number is another one when the same objects make other archives, so that ninja
 * makes those anew that lie in a cache. */
#define LIBRARIES_OPTION "--make-libraries=2"

#define LIBRARIES_ABSENT "="
#define LIBRARIES_WEAK   "~"
#define LIBRARIES_ORDER  "order.o"

/* False, reported, if one cannot be made. */
bool libraries_make(struct arena *keep, const char *list);
