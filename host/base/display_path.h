#pragma once
/* display_path: paths as the user can type them.
 *
 * A command may work in another directory than the one it was started in: -C, or a
 * project found above. Paths in its messages are then relative to its own directory,
 * and of no use to the user's shell. `display_path` turns them into ones that are:
 *
 *	$ ingot -C examples/failing test
 *	examples/failing/tests/failing.c:16
 */
#include "host/base/arena.h"

/* Remembers the current directory as the user's. Before the first chdir. */
void display_path_begin(struct arena *keep);
/* The current directory has changed: paths are relative to this one from now on. */
void display_path_moved(struct arena *keep);
/* `path`, relative to the current directory, as the user would type it; unchanged if
 * it is absolute or the directory has not changed. May return `path` itself. */
const char *display_path(struct arena *keep, const char *path);
/* For who has no arena: what is printed before the path; it may lose a leading "./". */
const char *display_path_before(const char **path);
