/* Windows has no signals to hold: Ctrl-C is a thread of its own, which waits here. */
#include "host/base/os_signals.h"

#include <windows.h>

#include "host/base/windows/cleaning.h"

static SRWLOCK cleaning = SRWLOCK_INIT;
/* A thread that holds them may do so again. */
static volatile DWORD holder;
static unsigned depth;

void cleaning_begin(void)
{
	if (holder != GetCurrentThreadId()) {
		AcquireSRWLockExclusive(&cleaning);
		holder = GetCurrentThreadId();
	}
	depth++;
}

void os_signals_hold(sigset_t *before)
{
	*before = 0;
	cleaning_begin();
}

void os_signals_allow(const sigset_t *before)
{
	(void)before;
	if (--depth)
		return;
	holder = 0; /* no thread has this number */
	ReleaseSRWLockExclusive(&cleaning);
}
