#pragma once
/* <fcntl.h>: POSIX's open, over the kernel's runtime_open (see <runtime.h>). The
 * values are those that Linux has on x86_64. Descriptors: see <unistd.h>. */

#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define O_RDONLY  0
#define O_WRONLY  1
#define O_RDWR    2
#define O_ACCMODE 3
#define O_CREAT   0100
#define O_EXCL    0200
#define O_TRUNC   01000
#define O_APPEND  02000
/* They ask for what is so anyway: there is no terminal to get, no program to
 * execute, and no symbolic link. */
#define O_NOCTTY    0400
#define O_NOFOLLOW  0400000
#define O_CLOEXEC   02000000
#define O_LARGEFILE 0
/* The hooks know nothing of these: open says EINVAL. */
#define O_NONBLOCK  04000
#define O_DSYNC     010000
#define O_SYNC      04010000
#define O_DIRECTORY 0200000

#define F_GETFD    1
#define F_SETFD    2
#define F_GETFL    3
#define F_SETFL    4
#define FD_CLOEXEC 1

/* The lowest free descriptor; -1 and errno: what runtime_open says, which is
 * ENOSYS in a kernel without files, EINVAL, EMFILE. Permissions, the third
 * argument with O_CREAT, do not reach the kernel. */
int open(const char *name, int flags, ...);
int creat(const char *name, mode_t mode);

/* F_GETFL gives what open was given; the descriptor's own flags are 0 and can be
 * set to 0 or FD_CLOEXEC. All else is EINVAL. */
int fcntl(int descriptor, int command, ...);

#ifdef __cplusplus
}
#endif
