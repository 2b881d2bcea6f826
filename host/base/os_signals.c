#include "host/base/os_signals.h"

#include <stddef.h>

void os_signals_hold(sigset_t *before)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, before);
}

void os_signals_allow(const sigset_t *before)
{
	sigprocmask(SIG_SETMASK, before, NULL);
}
