#pragma once
/* script: the linker script that lays a kernel out: the kit's, or one of the kernel's
 * own, which the project names (`link-script`, or a flag of the linker's), or the target
 * spec. */
#include "host/build/build_facts.h"

/* What of build->script is known before anything is built; the target's flags must have
 * been read. False, reported: it is not there, or there are two. */
bool script_choose(struct build *build);

/* Writes a script that the target spec has as text. False, reported. */
bool script_prepare(const struct build *build);

/* The flags of the linker that name it. */
void script_add_flags(const struct build *build, struct text_list *flags);
