#pragma once
/* os_path: how the host writes paths. Between directories stands a slash on every host:
 * what comes from Windows itself is changed to that. Part of the seam. */
#include <stdbool.h>

/* Whether it does not depend on the current directory. */
bool os_path_is_absolute(const char *path);
