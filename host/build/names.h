#pragma once
/* names: what the kernel's libraries call each other by, so that a kernel may have any
 * name of theirs.
 *
 * A global NAME that one of them defines becomes "ingot.NAME", where it is defined and
 * where it is referred to, also in calls that the compiler made; beside each definition
 * NAME stays, weak. So a kernel that has no NAME links with theirs, and one that has is
 * called by its own code only. It costs a kernel nothing: names are not loaded.
 *
 * Not renamed:
 *   - hooks, which a kernel may define for the libraries: runtime_..., memory_give_heap,
 *     operator new and delete. They become weak;
 *   - references to malloc and its family: who brings a heap brings it for strdup,
 *     asprintf and operator new too.
 *
 * With the address sanitizer __wrap_NAME takes the place of NAME, which becomes
 * "ingot.__real_NAME". */
#include "abi/names.h"
#include "host/build/object.h"

struct names;

/* For as many global symbols at most. */
struct names *names_new(struct arena *keep, size_t limit);
/* Of each object of all libraries that are linked together. */
void names_learn(struct names *names, const struct object *object);
/* A name that another one would define, which is not linked. */
void names_learn_name(struct names *names, const char *name);
/* Then: whether one defines a name, and what it is called where it is referred to. */
bool names_has(const struct names *names, const char *name);
const char *names_refer(struct arena *keep, const struct names *names, const char *name);
/* What the symbols of one become. */
struct object_name *names_choose(struct arena *keep, const struct names *names,
                                 const struct object *object);
