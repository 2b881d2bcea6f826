#pragma once
/* parts: what of Ingot's a project is made with. The kit may be left out, and then the
 * kernel has a _start of its own; of the runtime there is what `build-std` names; a
 * library has no entry point, but for its tests. */
#include "host/build/build_facts.h"

/* SANITIZE_: what a build checks if nobody said anything. Without the kit nothing says
 * what was found. */
unsigned parts_default_sanitizers(const struct build *build);
/* Whether everything that was asked for has what it needs; reported. */
bool parts_check(const struct build *build);
/* The same for what makes an image: a library has none. */
bool parts_check_bootable(const struct build *build);
/* Whether the archive with a part of the runtime (STD_) is linked: it was asked for, or
 * something that is linked calls it. */
bool parts_has_archive(const struct build *build, unsigned part);
/* The source that starts the tests of a library. */
const char *parts_start_path(const struct build *build);
/* Writes it; its path, or NULL, reported. */
const char *parts_write_start(const struct build *build);
/* Whether the linked kernel has an entry point; reported. */
bool parts_check_entry(const struct build *build);
