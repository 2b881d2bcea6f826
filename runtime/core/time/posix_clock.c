/* POSIX's clocks, from what the kernel has. */
#include <errno.h>
#include <runtime.h>
#include <stddef.h>
#include <time.h>

#define SECOND_NS 1000000000

/* A kernel that defines none of these has none of that. */
#ifndef RT_NATIVE
#pragma weak runtime_set_time
#pragma weak runtime_monotonic
#endif

static int fail(int number)
{
	errno = number;
	return -1;
}

static int get_time(struct timespec *to)
{
	int64_t seconds;
	uint32_t nanoseconds;

	if (runtime_time(&seconds, &nanoseconds) != 0)
		return fail(ENOSYS);
	*to = (struct timespec){ .tv_sec = seconds, .tv_nsec = (long)nanoseconds };
	return 0;
}

static int get_monotonic(struct timespec *to)
{
	uint64_t ns;

	if (!&runtime_monotonic || runtime_monotonic(&ns) != 0)
		return fail(ENOSYS);
	*to = (struct timespec){
		.tv_sec = (time_t)(ns / SECOND_NS),
		.tv_nsec = (long)(ns % SECOND_NS),
	};
	return 0;
}

int clock_gettime(clockid_t clock, struct timespec *to)
{
	switch (clock) {
	case CLOCK_REALTIME:  return get_time(to);
	case CLOCK_MONOTONIC: return get_monotonic(to);
	default:              return fail(EINVAL);
	}
}

int clock_getres(clockid_t clock, struct timespec *to)
{
	struct timespec now;

	if (clock_gettime(clock, &now) != 0)
		return -1;
	if (to)
		*to = (struct timespec){ .tv_nsec = 1 };
	return 0;
}

int clock_settime(clockid_t clock, const struct timespec *time)
{
	if (clock != CLOCK_REALTIME || time->tv_nsec < 0 || time->tv_nsec >= SECOND_NS)
		return fail(EINVAL);
	if (!&runtime_set_time)
		return fail(ENOSYS);
	int number = runtime_set_time(time->tv_sec, (uint32_t)time->tv_nsec);
	return number == 0 ? 0 : fail(number);
}

int timespec_getres(struct timespec *to, int base)
{
	if (base != TIME_UTC)
		return 0;
	if (to)
		*to = (struct timespec){ .tv_nsec = 1 };
	return base;
}
