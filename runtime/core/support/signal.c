/* Signals without processes: those that a program raises itself. */
#include <errno.h>
#include <runtime.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>

#include "abort.h"

#define MESSAGE_SIZE 64

static void (*handlers[SIGNAL_COUNT])(int);

static void raise_abort(void)
{
	void (*handler)(int) = handlers[SIGABRT];

	/* an ignored one aborts all the same: C17 7.22.4.1 */
	if (handler != SIG_DFL && handler != SIG_IGN)
		raise(SIGABRT);
}

void (*signal(int number, void (*handler)(int)))(int)
{
	if (number <= 0 || number >= SIGNAL_COUNT || handler == SIG_ERR) {
		errno = EINVAL;
		return SIG_ERR;
	}
	void (*before)(int) = handlers[number];
	handlers[number] = handler;
	rt_abort_first = raise_abort;
	return before;
}

int raise(int number)
{
	if (number <= 0 || number >= SIGNAL_COUNT) {
		errno = EINVAL;
		return -1;
	}
	void (*handler)(int) = handlers[number];
	if (handler == SIG_IGN)
		return 0;
	if (handler == SIG_DFL) {
		char message[MESSAGE_SIZE];

		snprintf(message, sizeof message, "signal %d was raised", number);
		runtime_panic(NULL, 0, message);
	}
	handlers[number] = SIG_DFL; /* C17 7.14.1.1 */
	handler(number);
	return 0;
}
