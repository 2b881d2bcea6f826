#include "host/base/os_replace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/base/os_signals.h"

#define REPLACEMENTS_MAX 8
#define NAME_BYTES_MAX   255 /* of a file in its folder: POSIX calls it NAME_MAX */
#define ENDING           ".ingot-XXXXXX"

/* What a signal must clean up. Written with signals blocked, read by the
 * handler. */
static char *volatile unfinished[REPLACEMENTS_MAX];

/* Signals are blocked. */
static void remember_file(char *old, char *new)
{
	for (int i = 0; i < REPLACEMENTS_MAX; i++) {
		if (unfinished[i] == old) {
			unfinished[i] = new;
			return;
		}
	}
}

static void forget_file(char *path)
{
	sigset_t signals;

	os_signals_hold(&signals);
	remember_file(path, NULL);
	os_signals_allow(&signals);
}

/* A file that is there is remembered: a signal comes before both or after. */
static int create_file(char *template)
{
	sigset_t signals;

	os_signals_hold(&signals);
	int fd = mkstemp(template);
	if (fd >= 0)
		remember_file(NULL, template);
	os_signals_allow(&signals);
	return fd;
}

void os_replace_abandon(void)
{
	for (int i = 0; i < REPLACEMENTS_MAX; i++)
		if (unfinished[i])
			unlink(unfinished[i]);
}

bool os_replace_begin(struct os_replacement *replacement, const char *path)
{
	const char *name = path_name(path);
	size_t name_size = strlen(name), cut = 0;

	/* A name may be as long as the file system has it; there is a longer one. */
	if (name_size > NAME_BYTES_MAX - sizeof ENDING && name_size <= NAME_BYTES_MAX)
		cut = name_size - (NAME_BYTES_MAX - sizeof ENDING);
	int size = snprintf(replacement->temporary, sizeof replacement->temporary, "%.*s" ENDING,
	                    (int)(strlen(path) - cut), path);
	if (size >= (int)sizeof replacement->temporary ||
	    strlen(path) >= sizeof replacement->path) {
		errno = ENAMETOOLONG;
		return false;
	}
	strcpy(replacement->path, path);
	replacement->fd = create_file(replacement->temporary);
	if (replacement->fd < 0)
		return false;
	fcntl(replacement->fd, F_SETFD, FD_CLOEXEC);
	/* mkstemp makes private files; an output is as open as umask allows. */
	mode_t mask = umask(0);
	umask(mask);
	fchmod(replacement->fd, 0666 & ~mask);
	return true;
}

void os_replace_cancel(struct os_replacement *replacement)
{
	close(replacement->fd);
	unlink(replacement->temporary);
	forget_file(replacement->temporary);
}

bool os_replace_commit(struct os_replacement *replacement)
{
	bool good = close(replacement->fd) == 0 &&
	            rename(replacement->temporary, replacement->path) == 0;
	int error = errno;

	if (!good)
		unlink(replacement->temporary);
	forget_file(replacement->temporary);
	errno = error;
	return good;
}
