#pragma once
/* <time.h>: C17 7.27, and clocks and strptime of POSIX.1-2024, without a clock or time
 * zones of its own. time_t is seconds since 1970-01-01 00:00:00 UTC without leap
 * seconds; local time is UTC. The calendar is Gregorian for all years, those before
 * 1582 too.
 *
 * Errors: a year that no int holds is EOVERFLOW: NULL, or (time_t)-1.
 * Context: anywhere, save gmtime, localtime, asctime and ctime, which share
 * one buffer each for the machine. */

#define __need_size_t
#define __need_NULL
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef long long time_t;
typedef long clock_t;
#define CLOCKS_PER_SEC ((clock_t)1000000)

struct timespec {
	time_t tv_sec;
	long tv_nsec;
};

struct tm {
	int tm_sec; /* 0 to 60 */
	int tm_min;
	int tm_hour;
	int tm_mday;  /* from 1 */
	int tm_mon;   /* from 0 */
	int tm_year;  /* since 1900 */
	int tm_wday;  /* since Sunday */
	int tm_yday;  /* from 0 */
	int tm_isdst; /* 0 */
	/* POSIX */
	long tm_gmtoff;      /* seconds east of UTC: 0, and what strptime reads */
	const char *tm_zone; /* "UTC" */
};

#define TIME_UTC 1

/* From the kernel's runtime_time (see runtime.h); -1 and 0 without one. */
time_t time(time_t *to);
int timespec_get(struct timespec *to, int base);
/* -1: the processor's time is not known. */
clock_t clock(void);

/* C23: `base`, or 0. The resolution is that of struct timespec, 1 ns. */
int timespec_getres(struct timespec *to, int base);

double difftime(time_t end, time_t start);
/* Fields may lie outside their ranges and are brought into them. */
time_t mktime(struct tm *time);
time_t timegm(struct tm *time);
struct tm *gmtime_r(const time_t *__restrict from, struct tm *__restrict to);
struct tm *localtime_r(const time_t *__restrict from, struct tm *__restrict to);
struct tm *gmtime(const time_t *from);
struct tm *localtime(const time_t *from);

#define ASCTIME_BYTES_MIN 26
/* "Thu Jan  1 00:00:00 1970\n". `to` has ASCTIME_BYTES_MIN bytes; a text that
 * would be longer is EOVERFLOW and NULL. */
char *asctime_r(const struct tm *__restrict time, char *__restrict to);
char *asctime(const struct tm *time);
char *ctime_r(const time_t *from, char *to);
char *ctime(const time_t *from);

/* Every conversion of C17 in the "C" locale, E and O ignored, and %s. Returns
 * the length, or 0 if it does not fit. */
__attribute__((__format__(__strftime__, 3, 0))) size_t strftime(char *__restrict to, size_t size,
                                                                const char *__restrict format,
                                                                const struct tm *__restrict time);

/* ---- POSIX.1-2024 ---- */

/* Hidden by _ANSI_SOURCE, for programs that have other functions under these names. */
#ifndef _ANSI_SOURCE

/* Reads what strftime writes, each conversion of which it knows, with the rules of
 * glibc: names in any case; white space before numbers; %y is of 1969 to 2068, unless there is
 * a %C; %k and %l are %H and %I. Fields that the text does not tell stay, but for the day
 * of the week and of the year, which a date tells, and the date, which a year with either
 * a day of the year or %U or %W and a day of the week tells. %g, %G and %V are read and
 * tell nothing; %Z is a word, read over; %z sets tm_gmtoff alone. Returns what follows, or
 * NULL: the text does not match, and what *to holds is undefined. */
char *strptime(const char *__restrict s, const char *__restrict format, struct tm *__restrict to);

/* Clocks: CLOCK_REALTIME is the kernel's runtime_time and runtime_set_time,
 * CLOCK_MONOTONIC its runtime_monotonic, which the kit's clock provides once clock_start
 * was called. 0, or -1 and errno: EINVAL for another clock, or a time that is none;
 * ENOSYS if the kernel does not know the time, or has nothing to set it with. The
 * resolution is that of struct timespec, 1 ns: a clock may tick more slowly. */
typedef int clockid_t;
#define CLOCK_REALTIME  0
#define CLOCK_MONOTONIC 1

int clock_gettime(clockid_t clock, struct timespec *to);
/* NULL as `to` only checks the clock. */
int clock_getres(clockid_t clock, struct timespec *to);
/* Of CLOCK_REALTIME alone. */
int clock_settime(clockid_t clock, const struct timespec *time);

/* By the kernel's runtime_sleep, without which it is -1 and ENOSYS; nothing
 * interrupts it. */
int nanosleep(const struct timespec *time, struct timespec *rest);

#endif

#ifdef __cplusplus
}
#endif
