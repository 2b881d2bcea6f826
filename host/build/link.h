#pragma once
/* link: the link of a kernel: its objects, the archives of runtime and kit, a linker
 * script and the flags that a profile, the target and the project ask for. */
#include "host/build/build_facts.h"
#include "host/build/plan.h"

/* Plans build->kernel and build->stripped. Adds the archives to inputs, the objects of
 * the project. */
void link_add(const struct build *build, struct plan *plan, struct text_list *inputs);
/* Names of the libraries that the link asks for, or may. */
void link_list_names(const struct build *build, struct text_list *names);
