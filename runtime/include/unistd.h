#pragma once
/* <unistd.h>: what of POSIX's has a meaning in a kernel, thin over the hooks of
 * <runtime.h>. A hook that the kernel does not provide is -1 and ENOSYS.
 *
 * Descriptors: 0, 1 and 2 are the console, by runtime_read and runtime_write; the
 * others are files from runtime_open. They have no buffer: a call of read or write
 * is one call of the kernel's function. A stream of <stdio.h> has a descriptor once
 * it is asked for (fileno), or is made of one (fdopen); the two are one open file.
 * Context: as for streams, which are not locked either. */

#include <getopt.h>
#define __need_NULL
#include <stddef.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define STDIN_FILENO  0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2
#define OPEN_MAX      64 /* descriptors, the console's three included */

#ifndef SEEK_SET
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#endif

#define F_OK 0
#define X_OK 1
#define W_OK 2
#define R_OK 4

/* What the kernel's function says: fewer bytes than were asked for are no error. */
ssize_t read(int descriptor, void *to, size_t size);
ssize_t write(int descriptor, const void *from, size_t size);
/* At a place, which does not move the descriptor's: two calls of seek each. */
ssize_t pread(int descriptor, void *to, size_t size, off_t at);
ssize_t pwrite(int descriptor, const void *from, size_t size, off_t at);
/* ESPIPE for the console, and for a file without seek. */
off_t lseek(int descriptor, off_t offset, int from);
int close(int descriptor);
/* Another number for the same open file, which is closed with the last one. */
int dup(int descriptor);
int dup2(int descriptor, int wanted);
/* By the hooks runtime_truncate and runtime_sync. */
int ftruncate(int descriptor, off_t size);
int fsync(int descriptor);
int fdatasync(int descriptor);
/* 1 for the console; 0 and ENOTTY for files. */
int isatty(int descriptor);

/* By runtime_remove. */
int unlink(const char *name);
int rmdir(const char *name);
/* By stat: ENOENT, or EACCES if the file's mode grants it to nobody. */
int access(const char *name, int how);

/* By the hook runtime_sleep. sleep returns the seconds that it did not sleep. */
unsigned sleep(unsigned seconds);
int usleep(useconds_t microseconds);

/* 1: there is one program, the kernel. */
pid_t getpid(void);

#define _SC_CLK_TCK          2
#define _SC_OPEN_MAX         4
#define _SC_PAGESIZE         30
#define _SC_PAGE_SIZE        _SC_PAGESIZE
#define _SC_PHYS_PAGES       85
#define _SC_NPROCESSORS_CONF 83
#define _SC_NPROCESSORS_ONLN 84
/* OPEN_MAX and the size of a page are known here; all else is -1 and EINVAL. */
long sysconf(int what);
int getpagesize(void);

#ifdef __cplusplus
}
#endif
