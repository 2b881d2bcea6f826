#pragma once
/* <limits.h>: C17 5.2.4.2.1, from the compiler, but that a multibyte character is
 * UTF-8 here: up to four bytes, as MB_CUR_MAX says. */
#ifdef __clang__
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wgnu-include-next"
#endif
#include_next <limits.h>
#ifdef __clang__
#pragma clang diagnostic pop
#endif

#undef MB_LEN_MAX
#define MB_LEN_MAX 4

/* POSIX's: what buffers of programs hold. What a kernel takes is the kernel's to say.
 * Hidden by _ANSI_SOURCE. */
#ifndef _ANSI_SOURCE
#undef PATH_MAX
#undef NAME_MAX
#undef SSIZE_MAX
#define PATH_MAX  4096
#define NAME_MAX  255
#define SSIZE_MAX __LONG_MAX__
#endif
