/* <sys/time.h> */
#include <errno.h>
#include <runtime.h>
#include <sys/time.h>

int gettimeofday(struct timeval *__restrict to, void *__restrict zone)
{
	int64_t seconds;
	uint32_t nanoseconds;

	(void)zone;
	if (runtime_time(&seconds, &nanoseconds) != 0) {
		errno = ENOSYS;
		return -1;
	}
	*to = (struct timeval){ seconds, nanoseconds / 1000 };
	return 0;
}
