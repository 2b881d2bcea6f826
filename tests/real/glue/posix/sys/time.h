#pragma once
/* <sys/time.h>, as far as the programs here need it: see files.h. */
#include <time.h>

struct timeval {
	time_t tv_sec;
	long tv_usec;
};

int gettimeofday(struct timeval *to, void *zone);
