#pragma once
/* <pwd.h>: there are no users here. */
#include <sys/types.h>

struct passwd {
	char *pw_dir;
};

static inline uid_t getuid(void)
{
	return 0;
}

static inline struct passwd *getpwuid(uid_t user)
{
	(void)user;
	return 0;
}
