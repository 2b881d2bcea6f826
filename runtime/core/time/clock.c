#include <runtime.h>
#include <time.h>

/* A kernel without a clock. */
__attribute__((weak)) int runtime_time(int64_t *seconds, uint32_t *nanoseconds)
{
	(void)seconds;
	(void)nanoseconds;
	return -1;
}

time_t time(time_t *to)
{
	int64_t seconds;
	uint32_t nanoseconds;
	time_t now = runtime_time(&seconds, &nanoseconds) == 0 ? seconds : -1;

	if (to)
		*to = now;
	return now;
}

int timespec_get(struct timespec *to, int base)
{
	int64_t seconds;
	uint32_t nanoseconds;

	if (base != TIME_UTC || runtime_time(&seconds, &nanoseconds) != 0)
		return 0;
	*to = (struct timespec){ .tv_sec = seconds, .tv_nsec = (long)nanoseconds };
	return base;
}

clock_t clock(void)
{
	return -1;
}
