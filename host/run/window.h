#pragma once
/* window: whether QEMU shows its screen to somebody. */
#include <stdbool.h>

#include "host/base/arena.h"

/* Whether there is a desktop, somebody before it, and a QEMU that can. One that can
 * not is said, with the package that it lacks: it would offer the screen to the
 * network (VNC) instead. */
bool window_opens(struct arena *keep, const char *qemu);
