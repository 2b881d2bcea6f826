#pragma once
/* names_check: whether a name means two functions in a kernel that was linked: its own,
 * which one source defines, and the kit's, which another one uses by a header of the kit
 * (<ingot/names.h>). Each may be right alone; with both nobody can tell which one a
 * source calls. What the linker finds by itself, "duplicate symbol", never comes here. */
#include "host/build/plan.h"

/* elf: the kernel's, linked of the plan's objects. False, with a report, if there are
 * such names, or if nobody can tell. */
bool names_check(const struct plan *plan, const char *elf, struct arena scratch);
