#pragma once
/* posix: what the command takes of POSIX beside its seam (os_*.h), on Windows.
 *
 * Included before everything else by the compiler (-include): common code is the same
 * on all hosts and has no conditions. Paths and the environment are UTF-8, files are
 * binary, and no handle is inherited but by os_start. */
#include <direct.h>
#include <fcntl.h>
#include <io.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

#define O_CLOEXEC  0
#define O_NONBLOCK 0
#define O_NOCTTY   0

/* What only other systems answer, and common code compares with. */
#define SIGKILL 9
#define EDQUOT  10069

#define tell      own_tell /* io.h has another */
#define geteuid() 1        /* nobody is root */

typedef int posix_signals; /* none is ever blocked: os_signals.c has a lock */
#define sigset_t posix_signals

int posix_open(const char *path, int flags);
int posix_unlink(const char *path);
int posix_chdir(const char *path);
ssize_t posix_read(int fd, void *data, size_t size_bytes);
ssize_t posix_pread(int fd, void *data, size_t size_bytes, off_t offset);
const char *posix_getenv(const char *name);
int posix_setenv(const char *name, const char *value);

#define open(path, flags)            posix_open(path, flags)
#define unlink(path)                 posix_unlink(path)
#define chdir(path)                  posix_chdir(path)
#define read                         posix_read /* fields have that name too */
#define pread(fd, data, size, at)    posix_pread(fd, data, size, at)
#define getenv(name)                 posix_getenv(name)
#define setenv(name, value, replace) posix_setenv(name, value)
#define unsetenv(name)               posix_setenv(name, "")
