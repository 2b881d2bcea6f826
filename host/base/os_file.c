#include "host/base/os_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "host/base/os_signals.h"

#define LOCK_PAUSE_MS 10

#if defined(__APPLE__)
#define STAT_MODIFIED st_mtimespec
#else
#define STAT_MODIFIED st_mtim
#endif

bool os_content_size(int fd, uint64_t *size_bytes)
{
	struct stat facts;

	if (fstat(fd, &facts) < 0)
		return false;
	*size_bytes = (uint64_t)facts.st_size;
	if (S_ISREG(facts.st_mode) || S_ISCHR(facts.st_mode))
		return true;
	errno = S_ISDIR(facts.st_mode) ? EISDIR : EINVAL;
	return false;
}

bool os_file_facts(const char *path, struct os_file_facts *facts)
{
	struct stat status;

	if (stat(path, &status) < 0)
		return false;
	facts->size_bytes = (uint64_t)status.st_size;
	facts->modified_ns = (int64_t)status.STAT_MODIFIED.tv_sec * 1000000000 +
	                     status.STAT_MODIFIED.tv_nsec;
	facts->is_folder = S_ISDIR(status.st_mode);
	return true;
}

static enum os_entry_kind entry_kind(mode_t mode)
{
	if (S_ISREG(mode))
		return OS_ENTRY_FILE;
	if (S_ISDIR(mode))
		return OS_ENTRY_FOLDER;
	return S_ISLNK(mode) ? OS_ENTRY_LINK : OS_ENTRY_OTHER;
}

bool os_entry_facts(const char *path, struct os_entry *entry)
{
	struct stat status;

	if (lstat(path, &status) < 0)
		return false;
	entry->kind = entry_kind(status.st_mode);
	entry->size_bytes = entry->kind == OS_ENTRY_FILE ? (uint64_t)status.st_size : 0;
	entry->is_executable = status.st_mode & S_IXUSR;
	return true;
}

char *os_read_link(struct arena *keep, const char *path)
{
	char buffer[PATH_MAX];
	ssize_t size = readlink(path, buffer, sizeof buffer);

	return size < 0 ? NULL : text_copy(keep, buffer, (size_t)size);
}

bool os_file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

bool os_is_same_file(const char *a, const char *b)
{
	struct stat first, second;

	return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev &&
	       first.st_ino == second.st_ino;
}

const char *os_foreign_owner(const char *path)
{
	struct stat status;

	if (stat(path, &status) < 0 || status.st_uid == geteuid())
		return NULL;
	return status.st_uid == 0 ? OS_OWNER_ROOT : "another user";
}

/* In a sticky directory such as /tmp others cannot replace what is there, but add to it:
 * it may be above the file's own directory, and cannot be that. */
const char *os_distrust(struct arena *keep, const char *path, const char *trusted)
{
	const char *own_folder = path_folder(keep, path);
	uid_t us = geteuid(), owner = us;
	struct stat status;

	if (stat(trusted, &status) == 0)
		owner = status.st_uid;
	for (const char *at = path;; at = path_folder(keep, at)) {
		if (stat(at, &status) < 0)
			return text_format(keep, "%s: %s", at, strerror(errno));
		if (status.st_uid != 0 && status.st_uid != us && status.st_uid != owner)
			return text_format(keep, "%s belongs to another user", at);
		bool is_sticky = status.st_mode & S_ISVTX && !text_equal(at, own_folder);
		if (status.st_mode & S_IWOTH && !(S_ISDIR(status.st_mode) && is_sticky))
			return text_format(keep, "all users can write to %s", at);
		if (text_equal(at, "/") || text_equal(at, "."))
			return NULL;
	}
}

bool os_may_write(const char *path)
{
	return access(path, W_OK) == 0;
}

bool os_is_executable(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

bool os_write_at(int fd, const void *data, size_t size_bytes, uint64_t offset)
{
	const unsigned char *next = data;

	while (size_bytes) {
		ssize_t put = pwrite(fd, next, size_bytes, (off_t)offset);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		next += put;
		offset += (uint64_t)put;
		size_bytes -= (size_t)put;
	}
	return true;
}

static bool make_folder(const char *path)
{
	struct os_file_facts facts;

	if (mkdir(path, 0777) == 0)
		return true;
	if (errno != EEXIST)
		return false;
	/* Another process may have made it just now. */
	if (os_file_facts(path, &facts) && facts.is_folder)
		return true;
	errno = ENOTDIR;
	return false;
}

int os_nameless_file(void)
{
	const char *folder = getenv("TMPDIR");
	char path[PATH_BYTES_MAX];
	int size = snprintf(path, sizeof path, "%s/ingot-XXXXXX",
	                    folder && *folder ? folder : "/tmp");

	if (size < 0 || (size_t)size >= sizeof path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	sigset_t signals;

	os_signals_hold(&signals);
	int fd = mkstemp(path);
	bool is_good = fd >= 0 && unlink(path) == 0 && fcntl(fd, F_SETFD, FD_CLOEXEC) == 0;

	os_signals_allow(&signals);
	if (fd >= 0 && !is_good)
		close(fd);
	return is_good ? fd : -1;
}

bool os_make_folders(const char *path)
{
	char part[PATH_MAX];
	size_t size = strlen(path);

	if (size >= sizeof part) {
		errno = ENAMETOOLONG;
		return false;
	}
	for (size_t i = 0; i <= size; i++) {
		if (i && (path[i] == '/' || path[i] == '\0')) {
			part[i] = '\0';
			if (!make_folder(part))
				return false;
		}
		part[i] = path[i];
	}
	return true;
}

bool os_list_folder(struct arena *keep, const char *path, struct text_list *names)
{
	DIR *folder = opendir(path);

	if (!folder)
		return false;
	errno = 0;
	for (struct dirent *entry; (entry = readdir(folder)); errno = 0) {
		const char *name = entry->d_name;

		if (!text_equal(name, ".") && !text_equal(name, ".."))
			text_list_add(names, text_copy(keep, name, strlen(name)));
	}
	int error = errno;
	closedir(folder);
	text_list_sort(names);
	errno = error;
	return !error;
}

static bool remove_folder(const char *path)
{
	DIR *folder = opendir(path);
	bool good = true;
	char inner[PATH_MAX];

	if (!folder)
		return false;
	for (struct dirent *entry; good && (entry = readdir(folder));) {
		if (text_equal(entry->d_name, ".") || text_equal(entry->d_name, ".."))
			continue;
		int size = snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
		good = size < (int)sizeof inner && os_remove_tree(inner);
	}
	closedir(folder);
	return good && rmdir(path) == 0;
}

bool os_remove_tree(const char *path)
{
	struct stat status;

	/* A link is removed, never followed. */
	if (lstat(path, &status) < 0)
		return errno == ENOENT;
	return S_ISDIR(status.st_mode) ? remove_folder(path) : unlink(path) == 0;
}

bool os_remove_folder(const char *path)
{
	return rmdir(path) == 0;
}

char *os_real_path(struct arena *keep, const char *path)
{
	char *found = realpath(path, NULL);
	char *copy = found ? text_copy(keep, found, strlen(found)) : NULL;

	free(found);
	return copy;
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool lock_file(int fd, int wait_ms, long *holder)
{
	int64_t end_ms = now_ms() + wait_ms;

	for (;;) {
		struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

		if (fcntl(fd, wait_ms < 0 ? F_SETLKW : F_SETLK, &lock) == 0)
			return true;
		bool is_busy = errno == EAGAIN || errno == EACCES;
		if (!is_busy && errno != EINTR)
			return false;
		if (is_busy && now_ms() >= end_ms) {
			lock.l_type = F_WRLCK;
			if (fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK)
				*holder = (long)lock.l_pid;
			errno = EAGAIN;
			return false;
		}
		if (is_busy)
			poll(NULL, 0, LOCK_PAUSE_MS);
	}
}

/* Who had the lock may have removed the directory with it. */
static bool is_still_there(int fd, const char *path)
{
	struct stat ours, now;

	return fstat(fd, &ours) == 0 && stat(path, &now) == 0 && ours.st_ino == now.st_ino &&
	       ours.st_dev == now.st_dev;
}

int os_lock(const char *path, int wait_ms, long *holder)
{
	for (;;) {
		int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);

		if (fd < 0)
			return -1;
		if (!lock_file(fd, wait_ms, holder)) {
			int error = errno;
			close(fd);
			errno = error;
			return -1;
		}
		if (is_still_there(fd, path))
			return fd;
		close(fd);
	}
}
