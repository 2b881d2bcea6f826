/* Texts of errors and signals that are not strerror's own; POSIX. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "error.h"

/* POSIX's, which returns an error, not GNU's, which returns the text. */
int strerror_r(int number, char *to, size_t size)
{
	if (strlcpy(to, strerror(number), size) >= size)
		return ERANGE;
	return rt_error_text(number) ? 0 : EINVAL;
}

char *strsignal(int number)
{
	static char shared[sizeof "signal -2147483648"];

	switch (number) {
	case SIGINT:  return "interrupt";
	case SIGILL:  return "illegal instruction";
	case SIGABRT: return "abort";
	case SIGFPE:  return "arithmetic exception";
	case SIGSEGV: return "invalid memory access";
	case SIGTERM: return "termination";
	default:      snprintf(shared, sizeof shared, "signal %d", number); return shared;
	}
}
