/* inject: fault injection. Linked into a build of the command with --wrap of every
 * call of the host's that can fail, it makes one of them fail, by its number.
 *
 * INGOT_FAULT is MODE:SIDE:NUMBER. SIDE is "p" for the command itself, "c" for what
 * its children do between fork and exec; calls of each are numbered from 1. MODE is
 *
 *   count         nothing fails
 *   fail          the call fails, by an errno that it can have
 *   full          it and all later ones fail that need room on a disk
 *   short         it reads or writes half of what it could
 *   eintr         it is interrupted by a signal that nobody minds
 *   term-before   SIGTERM comes just before it; term-after: just after
 *   kill-before   the same for SIGKILL; kill-after
 *
 * INGOT_FAULT_LOG is a file to which the calls are written (count), or what was hit:
 * SIDE NUMBER NAME PLACE CLASSES DETAIL. PLACE is a number for the functions that led
 * here (the build keeps frame pointers): one place can be come to many times. CLASSES
 * tells which modes mean the call: r, it needs room; s, it can be short; i, it can be
 * interrupted; -, none of these. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define LOG_FD_LEAST   100 /* beyond what a program counts on */
#define LOG_LINE_BYTES 512
#define MODE_BYTES     16
#define STACK_BYTES    (1u << 20) /* where frames are looked for */
#define FRAMES_MAX     12

enum class { ROOM = 1, SHORT = 2, SLOW = 4 };

struct call {
	const char *name;
	int error;
	unsigned classes;
};

enum action { GO, FAIL, HALF };

/* Shared with children: what they do before exec counts. */
static unsigned long *counts;
static char mode[MODE_BYTES], side;
static unsigned long wanted;
static int log_fd = -1, end_signal;
static bool is_child, is_after;

ssize_t __real_write(int fd, const void *data, size_t size);
pid_t __real_fork(void);
int __real_kill(pid_t process, int number);
int __real_open(const char *path, int flags, ...);
int __real_fcntl(int fd, int command, ...);
int __real_close(int fd);
int __real_fstat(int fd, struct stat *status);

extern const char __executable_start[], etext[];

/* Return addresses up to main, as a sum that is the same in every run. */
static unsigned long place_of(void)
{
	const uintptr_t *frame = __builtin_frame_address(0), *top = frame + (STACK_BYTES / 8);
	unsigned long sum = 0;

	for (int i = 0; i < FRAMES_MAX; i++) {
		const uintptr_t *caller = (const uintptr_t *)frame[0];

		if (frame[1] < (uintptr_t)__executable_start || frame[1] > (uintptr_t)etext)
			break;
		sum = (sum ^ (frame[1] - (uintptr_t)__executable_start)) * 0x100000001b3;
		if (caller <= frame || caller > top)
			break;
		frame = caller;
	}
	return sum;
}

static void write_log(const struct call *call, unsigned long number, const char *detail)
{
	char line[LOG_LINE_BYTES];
	int size = snprintf(line, sizeof line, "%c %lu %s %lx %s%s%s%s %s\n", is_child ? 'c' : 'p',
	                    number, call->name, place_of(), call->classes & ROOM ? "r" : "",
	                    call->classes & SHORT ? "s" : "", call->classes & SLOW ? "i" : "",
	                    call->classes ? "" : "-", detail ? detail : "");

	if (size >= (int)sizeof line)
		line[size = (int)sizeof line - 1] = '\n';
	if (log_fd >= 0 && __real_write(log_fd, line, (size_t)size) < 0)
		_exit(99);
}

static bool is_mode(const char *text)
{
	return strcmp(mode, text) == 0;
}

__attribute__((constructor)) static void begin(void)
{
	const char *text = getenv("INGOT_FAULT"), *log = getenv("INGOT_FAULT_LOG");

	counts = mmap(NULL, 2 * sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
	              -1, 0);
	if (counts == MAP_FAILED)
		_exit(99);
	if (!text)
		return;
	if (sscanf(text, "%15[a-z-]:%c:%lu", mode, &side, &wanted) != 3) {
		fputs("INGOT_FAULT is MODE:SIDE:NUMBER\n", stderr);
		_exit(99);
	}
	is_after = strstr(mode, "-after") != NULL;
	end_signal = strncmp(mode, "term", 4) == 0 ? SIGTERM : 0;
	end_signal = strncmp(mode, "kill", 4) == 0 ? SIGKILL : end_signal;
	if (log) {
		int fd = __real_open(log, O_WRONLY | O_CREAT | O_APPEND, 0666);

		log_fd = __real_fcntl(fd, F_DUPFD_CLOEXEC, LOG_FD_LEAST);
		__real_close(fd);
	}
}

/* Whether this is the call, which is written down then. */
static enum action enter(const struct call *call, const char *detail, bool *is_last)
{
	unsigned long number = ++counts[is_child];
	bool is_ours = side == (is_child ? 'c' : 'p');

	*is_last = false;
	if (is_mode("count"))
		write_log(call, number, detail);
	if (!is_ours || number < wanted || !wanted)
		return GO;
	if (is_mode("full") && call->classes & ROOM) {
		if (number == wanted)
			write_log(call, number, detail);
		errno = ENOSPC;
		return FAIL;
	}
	if (number > wanted)
		return GO;
	write_log(call, number, detail);
	*is_last = end_signal && is_after;
	if (end_signal && !is_after)
		__real_kill(getpid(), end_signal);
	if (is_mode("fail")) {
		errno = call->error;
		return FAIL;
	}
	if (is_mode("eintr") && call->classes & SLOW) {
		errno = EINTR;
		return FAIL;
	}
	return is_mode("short") && call->classes & SHORT ? HALF : GO;
}

static void leave(bool is_last)
{
	int error = errno;

	if (is_last)
		__real_kill(getpid(), end_signal);
	errno = error;
}

/* A call that fails as a whole: TYPE NAME PARAMETERS, which is called with ARGUMENTS. */
#define CALL(type, name, failure, error, classes, detail, parameters, arguments) \
	type __real_##name parameters; \
	type __wrap_##name parameters; \
	type __wrap_##name parameters \
	{ \
		const struct call call = { #name, error, classes }; \
		bool is_last; \
\
		if (enter(&call, detail, &is_last) == FAIL) \
			return failure; \
		type result = __real_##name arguments; \
		leave(is_last); \
		return result; \
	}

/* clang-format off */
CALL(int, access, -1, EIO, 0, path, (const char *path, int how), (path, how))
CALL(int, chdir, -1, EIO, 0, path, (const char *path), (path))
CALL(int, closedir, -1, EBADF, 0, NULL, (DIR *folder), (folder))
CALL(int, dup2, -1, EMFILE, 0, NULL, (int from, int to), (from, to))
CALL(int, execvp, -1, ENOMEM, 0, path, (const char *path, char *const *words), (path, words))
CALL(int, fchmod, -1, EPERM, 0, NULL, (int fd, mode_t rights), (fd, rights))
CALL(int, fclose, EOF, EIO, 0, NULL, (FILE *file), (file))
CALL(FILE *, fdopen, NULL, ENOMEM, 0, NULL, (int fd, const char *how), (fd, how))
CALL(int, fflush, EOF, ENOSPC, 0, NULL, (FILE *file), (file))
CALL(char *, fgets, NULL, EIO, 0, NULL, (char *line, int size, FILE *file), (line, size, file))
CALL(FILE *, fopen, NULL, EMFILE, 0, path, (const char *path, const char *how), (path, how))
CALL(int, fstat, -1, EIO, 0, NULL, (int fd, struct stat *status), (fd, status))
CALL(int, fsync, -1, EIO, ROOM, NULL, (int fd), (fd))
CALL(int, ftruncate, -1, ENOSPC, ROOM, NULL, (int fd, off_t size), (fd, size))
CALL(ssize_t, getline, -1, ENOMEM, 0, NULL, (char **line, size_t *size, FILE *file),
     (line, size, file))
CALL(int, getrlimit, -1, EINVAL, 0, NULL, (int what, struct rlimit *limit), (what, limit))
#if defined(__linux__)
CALL(int, inotify_init1, -1, EMFILE, 0, NULL, (int flags), (flags))
CALL(int, inotify_add_watch, -1, ENOSPC, 0, path, (int fd, const char *path, uint32_t events),
     (fd, path, events))
#endif
#if defined(__linux__)
CALL(int, posix_fadvise, EIO, EIO, 0, NULL, (int fd, off_t offset, off_t size, int advice),
     (fd, offset, size, advice))
#endif
CALL(int, isatty, 0, EIO, 0, NULL, (int fd), (fd))
CALL(int, kill, -1, EPERM, 0, NULL, (pid_t process, int number), (process, number))
CALL(off_t, lseek, -1, EIO, 0, NULL, (int fd, off_t offset, int from), (fd, offset, from))
CALL(int, lstat, -1, EIO, 0, path, (const char *path, struct stat *status), (path, status))
CALL(void *, malloc, NULL, ENOMEM, 0, NULL, (size_t size), (size))
CALL(int, mkdir, -1, ENOSPC, ROOM, path, (const char *path, mode_t rights), (path, rights))
CALL(int, mkstemp, -1, ENOSPC, ROOM, path, (char *path), (path))
CALL(int, nanosleep, -1, EINTR, SLOW, NULL, (const struct timespec *wanted_time,
     struct timespec *left), (wanted_time, left))
CALL(DIR *, opendir, NULL, EMFILE, 0, path, (const char *path), (path))
CALL(int, pipe, -1, EMFILE, 0, NULL, (int *ends), (ends))
CALL(int, poll, -1, ENOMEM, SLOW, NULL, (struct pollfd *fds, nfds_t count, int limit_ms),
     (fds, count, limit_ms))
CALL(struct dirent *, readdir, NULL, EIO, 0, NULL, (DIR *folder), (folder))
CALL(ssize_t, readlink, -1, EIO, 0, path, (const char *path, char *text, size_t size),
     (path, text, size))
CALL(char *, realpath, NULL, EIO, 0, path, (const char *path, char *text), (path, text))
CALL(int, rename, -1, EIO, ROOM, to, (const char *from, const char *to), (from, to))
CALL(int, rmdir, -1, EIO, 0, path, (const char *path), (path))
CALL(int, setenv, -1, ENOMEM, 0, name, (const char *name, const char *value, int over),
     (name, value, over))
CALL(int, setpgid, -1, EPERM, 0, NULL, (pid_t process, pid_t group), (process, group))
CALL(int, socketpair, -1, EMFILE, 0, NULL, (int domain, int type, int protocol, int *ends),
     (domain, type, protocol, ends))
CALL(int, posix_openpt, -1, EMFILE, 0, NULL, (int flags), (flags))
CALL(int, grantpt, -1, EACCES, 0, NULL, (int fd), (fd))
CALL(int, unlockpt, -1, EINVAL, 0, NULL, (int fd), (fd))
CALL(char *, ptsname, NULL, ENOTTY, 0, NULL, (int fd), (fd))
CALL(int, stat, -1, EIO, 0, path, (const char *path, struct stat *status), (path, status))
CALL(int, symlink, -1, ENOSPC, ROOM, path, (const char *text, const char *path), (text, path))
CALL(int, tcgetattr, -1, EIO, 0, NULL, (int fd, struct termios *terminal), (fd, terminal))
CALL(pid_t, tcgetpgrp, -1, EIO, 0, NULL, (int fd), (fd))
CALL(int, tcsetattr, -1, EIO, 0, NULL, (int fd, int when, const struct termios *terminal),
     (fd, when, terminal))
CALL(int, unlink, -1, EIO, 0, path, (const char *path), (path))
CALL(int, unsetenv, -1, ENOMEM, 0, name, (const char *name), (name))
CALL(pid_t, waitpid, -1, ECHILD, SLOW, NULL, (pid_t process, int *status, int how),
     (process, status, how))
/* clang-format on */

/* Reading and writing can be short. */
#define TRANSFER(name, error, classes, data_type, more, argument) \
	ssize_t __real_##name(int fd, data_type data, size_t size more); \
	ssize_t __wrap_##name(int fd, data_type data, size_t size more); \
	ssize_t __wrap_##name(int fd, data_type data, size_t size more) \
	{ \
		const struct call call = { #name, error, classes }; \
		bool is_last; \
		enum action action = enter(&call, NULL, &is_last); \
\
		if (action == FAIL) \
			return -1; \
		size_t part = action == HALF ? (size + 1) / 2 : size; \
		ssize_t result = __real_##name(fd, data, part argument); \
		leave(is_last); \
		return result; \
	}

#define COMMA ,
TRANSFER(read, EIO, SHORT | SLOW, void *, , )
TRANSFER(pread, EIO, SHORT | SLOW, void *, COMMA off_t offset, COMMA offset)
TRANSFER(pwrite, ENOSPC, ROOM | SHORT | SLOW, const void *, COMMA off_t offset, COMMA offset)

/* To a file it takes room, to a channel memory. */
ssize_t __wrap_write(int fd, const void *data, size_t size);
ssize_t __wrap_write(int fd, const void *data, size_t size)
{
	struct stat status;
	bool is_file = __real_fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
	const struct call call = { "write", is_file ? ENOSPC : ENOBUFS,
		                   SHORT | SLOW | (is_file ? ROOM : 0u) };
	bool is_last;
	enum action action = enter(&call, NULL, &is_last);

	if (action == FAIL)
		return -1;
	ssize_t result = __real_write(fd, data, action == HALF ? (size + 1) / 2 : size);
	leave(is_last);
	return result;
}

/* The file is closed even so. */
int __wrap_close(int fd);
int __wrap_close(int fd)
{
	const struct call call = { "close", EIO, 0 };
	bool is_last;
	enum action action = enter(&call, NULL, &is_last);
	int result = __real_close(fd);

	leave(is_last);
	if (action == FAIL)
		errno = EIO;
	return action == FAIL ? -1 : result;
}

int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
	bool makes = flags & O_CREAT, is_last;
	const struct call call = { "open", makes ? ENOSPC : EMFILE, makes ? ROOM : 0 };
	unsigned rights = 0;
	va_list more;

	va_start(more, flags);
	if (makes)
		rights = va_arg(more, unsigned);
	va_end(more);
	if (enter(&call, path, &is_last) == FAIL)
		return -1;
	int result = __real_open(path, flags, rights);
	leave(is_last);
	return result;
}

int __real_ioctl(int fd, unsigned long request, ...);
int __wrap_ioctl(int fd, unsigned long request, ...);
int __wrap_ioctl(int fd, unsigned long request, ...)
{
	const struct call call = { "ioctl", ENOTTY, 0 };
	va_list more;
	bool is_last;

	va_start(more, request);
	void *argument = va_arg(more, void *);
	va_end(more);
	if (enter(&call, NULL, &is_last) == FAIL)
		return -1;
	int result = __real_ioctl(fd, request, argument);
	leave(is_last);
	return result;
}

int __wrap_fcntl(int fd, int command, ...);
int __wrap_fcntl(int fd, int command, ...)
{
	const struct call call = { "fcntl", command == F_DUPFD ? EMFILE : ENOLCK,
		                   command == F_SETLKW ? SLOW : 0 };
	va_list more;
	bool is_last;

	va_start(more, command);
	void *argument = va_arg(more, void *);
	va_end(more);
	if (enter(&call, NULL, &is_last) == FAIL)
		return -1;
	int result = __real_fcntl(fd, command, argument);
	leave(is_last);
	return result;
}

/* From here on the child has numbers of its own. */
pid_t __wrap_fork(void);
pid_t __wrap_fork(void)
{
	const struct call call = { "fork", EAGAIN, 0 };
	bool is_last;

	if (enter(&call, NULL, &is_last) == FAIL)
		return -1;
	pid_t result = __real_fork();
	is_child = is_child || result == 0;
	leave(is_last && result != 0);
	return result;
}

int __real_prctl(int option, ...);
int __wrap_prctl(int option, ...);
int __wrap_prctl(int option, ...)
{
	const struct call call = { "prctl", EINVAL, 0 };
	va_list more;
	bool is_last;

	va_start(more, option);
	unsigned long argument = va_arg(more, unsigned long);
	va_end(more);
	if (enter(&call, NULL, &is_last) == FAIL)
		return -1;
	int result = __real_prctl(option, argument);
	leave(is_last);
	return result;
}
