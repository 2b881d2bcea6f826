#include "host/base/os_replace.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REPLACEMENTS_MAX 8

/* What a signal must clean up. Written with signals blocked, read by the
 * handler. */
static char *volatile unfinished[REPLACEMENTS_MAX];

static void remember_file(char *old, char *new)
{
	sigset_t all, signals;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &signals);
	for (int i = 0; i < REPLACEMENTS_MAX; i++) {
		if (unfinished[i] == old) {
			unfinished[i] = new;
			break;
		}
	}
	sigprocmask(SIG_SETMASK, &signals, NULL);
}

void os_replace_abandon(void)
{
	for (int i = 0; i < REPLACEMENTS_MAX; i++)
		if (unfinished[i])
			unlink(unfinished[i]);
}

bool os_replace_begin(struct os_replacement *replacement, const char *path)
{
	int size = snprintf(replacement->temporary, sizeof replacement->temporary,
	                    "%s.ingot-XXXXXX", path);

	if (size >= (int)sizeof replacement->temporary) {
		errno = ENAMETOOLONG;
		return false;
	}
	strcpy(replacement->path, path);
	replacement->fd = mkstemp(replacement->temporary);
	if (replacement->fd < 0)
		return false;
	fcntl(replacement->fd, F_SETFD, FD_CLOEXEC);
	/* mkstemp makes private files; an output is as open as umask allows. */
	mode_t mask = umask(0);
	umask(mask);
	fchmod(replacement->fd, 0666 & ~mask);
	remember_file(NULL, replacement->temporary);
	return true;
}

void os_replace_cancel(struct os_replacement *replacement)
{
	close(replacement->fd);
	unlink(replacement->temporary);
	remember_file(replacement->temporary, NULL);
}

bool os_replace_commit(struct os_replacement *replacement)
{
	bool good = close(replacement->fd) == 0 &&
	            rename(replacement->temporary, replacement->path) == 0;
	int error = errno;

	if (!good)
		unlink(replacement->temporary);
	remember_file(replacement->temporary, NULL);
	errno = error;
	return good;
}
