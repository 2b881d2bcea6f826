/* Waiting: by the kernel's hook. */
#include <errno.h>
#include <time.h>

#include "descriptor.h"

#define SECOND_NS 1000000000

__attribute__((weak)) int runtime_sleep(int64_t seconds, uint32_t nanoseconds)
{
	(void)seconds;
	(void)nanoseconds;
	return ENOSYS;
}

/* Nothing interrupts it: nothing remains. */
int nanosleep(const struct timespec *time, struct timespec *rest)
{
	int number = EINVAL;

	if (time->tv_sec >= 0 && time->tv_nsec >= 0 && time->tv_nsec < SECOND_NS)
		number = runtime_sleep(time->tv_sec, (uint32_t)time->tv_nsec);
	if (number == 0 && rest)
		*rest = (struct timespec){ 0, 0 };
	return (int)rt_posix_finish(-number);
}

unsigned sleep(unsigned seconds)
{
	return rt_posix_finish(-runtime_sleep(seconds, 0)) == 0 ? 0 : seconds;
}

int usleep(useconds_t microseconds)
{
	return (int)rt_posix_finish(-runtime_sleep(microseconds / 1000000,
	                                           microseconds % 1000000 * 1000));
}
