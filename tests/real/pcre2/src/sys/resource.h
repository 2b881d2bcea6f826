#pragma once
/* <sys/resource.h>: pcre2test can set the size of its stack, which nobody asks for. */

#include <errno.h>

struct rlimit {
	unsigned long rlim_cur, rlim_max;
};

#define RLIMIT_STACK 3

static inline int getrlimit(int what, struct rlimit *limit)
{
	(void)what;
	(void)limit;
	errno = ENOSYS;
	return -1;
}

static inline int setrlimit(int what, const struct rlimit *limit)
{
	(void)what;
	(void)limit;
	errno = ENOSYS;
	return -1;
}
