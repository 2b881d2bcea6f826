#pragma once
/* script_check: whether a kernel that a linker script of its own has laid out has what the
 * kit and the loader need of it (docs/format.md, 2.5), looked for in the linked file. What
 * a script leaves out the linker places, or drops, without a word. */
#include "host/build/build_facts.h"
#include "host/build/plan.h"

/* The plan has been carried out. False, reported. */
bool script_check(const struct build *build, const struct plan *plan, struct arena scratch);
