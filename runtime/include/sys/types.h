#pragma once
/* <sys/types.h>: POSIX's names of types. Processes, users and devices have no
 * meaning here, but what is declared in their types compiles. */

#define __need_size_t
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef RUNTIME_SSIZE
#define RUNTIME_SSIZE
typedef long ssize_t; /* a size_t, or -1 */
typedef long off_t;   /* a place in a file, bytes */
#endif
typedef unsigned mode_t;
typedef int pid_t;
typedef int id_t;
typedef unsigned uid_t;
typedef unsigned gid_t;
typedef unsigned long dev_t;
typedef unsigned long ino_t;
typedef unsigned long nlink_t;
typedef long blksize_t;
typedef long blkcnt_t;
typedef long suseconds_t;
typedef unsigned useconds_t;
typedef unsigned long fsblkcnt_t;
typedef unsigned long fsfilcnt_t;

/* BSD's */
typedef unsigned char u_char;
typedef unsigned short u_short;
typedef unsigned int u_int;
typedef unsigned long u_long;
typedef unsigned int uint;
typedef unsigned short ushort;
typedef unsigned long ulong;
typedef uint8_t u_int8_t;
typedef uint16_t u_int16_t;
typedef uint32_t u_int32_t;
typedef uint64_t u_int64_t;

#ifdef __cplusplus
}
#endif
