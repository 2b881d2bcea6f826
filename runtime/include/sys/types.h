#pragma once
/* <sys/types.h>: POSIX's names of types that plain C sources ask for. What
 * belongs to processes, users and devices has no meaning here. */

#define __need_size_t
#include <stddef.h>
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

#ifdef __cplusplus
}
#endif
