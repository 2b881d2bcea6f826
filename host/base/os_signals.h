#pragma once
/* os_signals: the moments in which no signal may come, because what its handler
 * cleans up is being written down. */
#include <signal.h>

/* All signals wait until os_signals_allow is given what was stored here; pairs may stand
 * in one another. */
void os_signals_hold(sigset_t *before);
void os_signals_allow(const sigset_t *before);
