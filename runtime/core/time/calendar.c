/* Days and dates. The calendar repeats every 400 years, which are 146097
 * days. Years begin in March here, so that the leap day is their last one:
 * the months then start (153 m + 2) / 5 days after the first of March. */

#include <errno.h>
#include <limits.h>
#include <time.h>

#define DAY_SECONDS 86400
#define ERA_DAYS    146097
#define ERA_YEARS   400
/* From 0000-03-01 to 1970-01-01. */
#define EPOCH_DAYS    719468
#define EPOCH_WEEKDAY 4

/* The quotient towards minus infinity, and a remainder that is not negative. */
static long long floor_divide(long long value, long long divisor, long long *rest)
{
	long long quotient = value / divisor;

	*rest = value % divisor;
	if (*rest < 0) {
		*rest += divisor;
		quotient--;
	}
	return quotient;
}

/* Days from 1970-01-01; month from 0, in [0, 12). */
static long long days_of_month(long long year, int month)
{
	long long year_of_era, from_march = (month + 10) % 12;
	long long era = floor_divide(year - (month < 2), ERA_YEARS, &year_of_era);
	long long day = (153 * from_march + 2) / 5 + year_of_era * 365 + year_of_era / 4 -
	                year_of_era / 100;

	return era * ERA_DAYS + day - EPOCH_DAYS;
}

/* Sets the fields of a date, all but the year, which it returns. */
static long long set_date(struct tm *to, long long days)
{
	long long day, rest;
	long long era = floor_divide(days + EPOCH_DAYS, ERA_DAYS, &day);
	long long year = (day - day / 1460 + day / 36524 - day / 146096) / 365;

	day -= 365 * year + year / 4 - year / 100;
	int from_march = (int)((5 * day + 2) / 153);
	to->tm_mday = (int)day - (153 * from_march + 2) / 5 + 1;
	to->tm_mon = (from_march + 2) % 12;
	year += era * ERA_YEARS + (to->tm_mon < 2);
	to->tm_yday = (int)(days - days_of_month(year, 0));
	floor_divide(days + EPOCH_WEEKDAY, 7, &rest);
	to->tm_wday = (int)rest;
	return year;
}

struct tm *gmtime_r(const time_t *__restrict from, struct tm *__restrict to)
{
	long long seconds, days = floor_divide(*from, DAY_SECONDS, &seconds);
	long long year = set_date(to, days) - 1900;

	if (year > INT_MAX || year < INT_MIN) {
		errno = EOVERFLOW;
		return NULL;
	}
	to->tm_year = (int)year;
	to->tm_hour = (int)(seconds / 3600);
	to->tm_min = (int)(seconds / 60 % 60);
	to->tm_sec = (int)(seconds % 60);
	to->tm_isdst = 0;
	to->tm_gmtoff = 0;
	to->tm_zone = "UTC";
	return to;
}

time_t timegm(struct tm *time)
{
	long long month;
	long long year = time->tm_year + 1900LL + floor_divide(time->tm_mon, 12, &month);
	long long days = days_of_month(year, (int)month) + time->tm_mday - 1;
	time_t seconds = days * DAY_SECONDS + time->tm_hour * 3600LL + time->tm_min * 60LL +
	                 time->tm_sec;
	struct tm result;

	if (!gmtime_r(&seconds, &result))
		return -1;
	*time = result;
	return seconds;
}

time_t mktime(struct tm *time)
{
	return timegm(time);
}

struct tm *localtime_r(const time_t *__restrict from, struct tm *__restrict to)
{
	return gmtime_r(from, to);
}

static struct tm shared;

struct tm *gmtime(const time_t *from)
{
	return gmtime_r(from, &shared);
}

struct tm *localtime(const time_t *from)
{
	return gmtime_r(from, &shared);
}

double difftime(time_t end, time_t start)
{
	/* exact before it is rounded, if their distance is a time_t at all */
	time_t distance;

	if (__builtin_sub_overflow(end, start, &distance))
		return (double)end - (double)start;
	return (double)distance;
}
