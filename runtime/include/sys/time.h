#pragma once
/* <sys/time.h>: POSIX's time of day, over the kernel's runtime_time (see
 * <runtime.h>), and BSD's arithmetic. */

#include <sys/types.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

struct timeval {
	time_t tv_sec;
	suseconds_t tv_usec; /* below 1000000 */
};

/* 0, or -1 and ENOSYS if the kernel knows no time. Zones: there are none, and a
 * second argument that is not NULL is left as it is. */
int gettimeofday(struct timeval *__restrict to, void *__restrict zone);

#define timerclear(t) ((void)((t)->tv_sec = 0, (t)->tv_usec = 0))
#define timerisset(t) ((t)->tv_sec != 0 || (t)->tv_usec != 0)
#define timercmp(a, b, order) \
	((a)->tv_sec == (b)->tv_sec ? ((a)->tv_usec order(b)->tv_usec) \
	                            : ((a)->tv_sec order(b)->tv_sec))
#define timeradd(a, b, to) \
	do { \
		(to)->tv_sec = (a)->tv_sec + (b)->tv_sec; \
		(to)->tv_usec = (a)->tv_usec + (b)->tv_usec; \
		if ((to)->tv_usec >= 1000000) { \
			(to)->tv_sec++; \
			(to)->tv_usec -= 1000000; \
		} \
	} while (0)
#define timersub(a, b, to) \
	do { \
		(to)->tv_sec = (a)->tv_sec - (b)->tv_sec; \
		(to)->tv_usec = (a)->tv_usec - (b)->tv_usec; \
		if ((to)->tv_usec < 0) { \
			(to)->tv_sec--; \
			(to)->tv_usec += 1000000; \
		} \
	} while (0)

#ifdef __cplusplus
}
#endif
