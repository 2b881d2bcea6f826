#include "host/base/os_replace.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/base/os_signals.h"

#define REPLACEMENTS_MAX 8
#define NAME_BYTES_MAX   255      /* of a file in its directory: POSIX calls it NAME_MAX */
#define RANDOM_PART      "XXXXXX" /* after the mark, the writer's process and "-" */
#define ENDING_BYTES_MAX 40

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

/* "x.img.ingot-": what the names of its temporary files begin with. A name may be as
 * long as the file system has it; there is a longer one. */
static bool name_temporaries(const char *path, char beginning[PATH_BYTES_MAX])
{
	size_t size = strlen(path), name_size = strlen(path_name(path)), cut = 0;

	if (name_size > NAME_BYTES_MAX - ENDING_BYTES_MAX && name_size <= NAME_BYTES_MAX)
		cut = name_size - (NAME_BYTES_MAX - ENDING_BYTES_MAX);
	if (size >= PATH_BYTES_MAX - ENDING_BYTES_MAX) {
		errno = ENAMETOOLONG;
		return false;
	}
	snprintf(beginning, PATH_BYTES_MAX, "%.*s" OS_TEMPORARY_MARK, (int)(size - cut), path);
	return true;
}

/* Whether the rest of a temporary file's name, "1234-a1B2c3", is of a process that is
 * no more. */
static bool is_abandoned(const char *rest)
{
	char *end;
	long process = strtol(rest, &end, 10);

	return process > 0 && *end == '-' && strlen(end + 1) == strlen(RANDOM_PART) &&
	       kill((pid_t)process, 0) < 0 && errno == ESRCH;
}

static void remove_abandoned(const char *beginning)
{
	const char *name = path_name(beginning);
	size_t folder_size = (size_t)(name - beginning), name_size = strlen(name);
	char path[PATH_BYTES_MAX];

	snprintf(path, sizeof path, "%.*s", (int)folder_size, beginning);
	DIR *folder = opendir(folder_size ? path : ".");
	for (struct dirent *entry; folder && (entry = readdir(folder));) {
		if (strncmp(entry->d_name, name, name_size) != 0 ||
		    !is_abandoned(entry->d_name + name_size))
			continue;
		if (snprintf(path + folder_size, sizeof path - folder_size, "%s", entry->d_name) <
		    (int)(sizeof path - folder_size))
			unlink(path);
	}
	if (folder)
		closedir(folder);
}

bool os_replace_begin(struct os_replacement *replacement, const char *path,
                      enum os_durability durability)
{
	char beginning[PATH_BYTES_MAX];

	replacement->durability = durability;
	if (!name_temporaries(path, beginning))
		return false;
	remove_abandoned(beginning);
	int size = snprintf(replacement->temporary, sizeof replacement->temporary,
	                    "%s%ld-" RANDOM_PART, beginning, (long)getpid());
	if (size >= (int)sizeof replacement->temporary) {
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

/* Not all that is written to keeps what it is given: a pipe, some network's files. */
static bool cannot_sync(int error)
{
	return error == EINVAL || error == ENOTSUP || error == EROFS;
}

bool os_sync(int fd)
{
#if defined(F_FULLFSYNC)
	/* fsync ends there when the disk has the bytes in its own memory. */
	if (fcntl(fd, F_FULLFSYNC) == 0)
		return true;
#endif
	return fsync(fd) == 0 || cannot_sync(errno);
}

/* The name too. It is there: a directory that may be written to, but not read, is no
 * failure. */
static bool sync_folder(const char *path)
{
	char folder[PATH_BYTES_MAX];
	size_t size = (size_t)(path_name(path) - path);

	snprintf(folder, sizeof folder, "%.*s", (int)size, path);
	int fd = open(size ? folder : ".", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno == EACCES;
	bool good = os_sync(fd);
	int error = errno;
	close(fd);
	errno = error;
	return good;
}

void os_replace_cancel(struct os_replacement *replacement)
{
	close(replacement->fd);
	unlink(replacement->temporary);
	forget_file(replacement->temporary);
}

/* Closed in any case. */
static bool finish(const struct os_replacement *replacement)
{
	bool good = replacement->durability != OS_DURABLE || os_sync(replacement->fd);
	int error = errno;

	if (close(replacement->fd) < 0 && good) {
		good = false;
		error = errno;
	}
	errno = error;
	return good;
}

bool os_replace_commit(struct os_replacement *replacement)
{
	bool good = finish(replacement) && rename(replacement->temporary, replacement->path) == 0;
	int error = errno;

	if (!good)
		unlink(replacement->temporary);
	forget_file(replacement->temporary);
	errno = error;
	return good && (replacement->durability != OS_DURABLE || sync_folder(replacement->path));
}
