#pragma once
/* os_path: how the host writes paths. Between directories stands a slash on every host:
 * what comes from Windows itself is changed to that. Part of the seam. */
#include <stdbool.h>
#include <stddef.h>

/* Whether it does not depend on the current directory. */
bool os_path_is_absolute(const char *path);
/* How much of an absolute path names what has nothing above it: "/" is 1, and on Windows
 * "C:/" 3, with less if the slash is left out. 0: it is relative. */
size_t os_path_root_size(const char *path);
