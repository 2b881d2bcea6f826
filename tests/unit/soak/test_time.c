/* <time.h> against the host's, in UTC. */

#include "soak.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

RT(gmtime_r);
RT(localtime_r);
RT(mktime);
RT(strftime);
RT(asctime_r);
/* Ours are of 64 bits whatever the host's are. */
int *runtime_errno(void);

const uint64_t soak_rounds_default = 100000;

#define RUNTIME_EOVERFLOW 75

static void use_utc(void)
{
	setenv("TZ", "UTC0", 1);
	tzset();
	if (sizeof(time_t) < 8) {
		printf("1..0 # SKIP this host's time_t has 32 bits\n");
		exit(0);
	}
}
SOAK_BEFORE(use_utc);

/* The whole range of years in an int, or near the epoch, or at a year's turn. */
static time_t random_time(void)
{
	int64_t range = INT64_C(67768036191676799) / 2;

	switch (random_below(4)) {
	case 0: return (int64_t)random_below((uint64_t)range) - range / 2;
	case 1: return (int64_t)random_below(1000000000000) - 500000000000;
	case 2:
		return (int64_t)(random_below(800) * 31556952) - 400 * INT64_C(31556952) +
		       (int64_t)random_below(200000);
	default: return (int64_t)random_below(8589934592) - 4294967296;
	}
}

static bool is_same(const struct tm *a, const struct tm *b)
{
	return a->tm_sec == b->tm_sec && a->tm_min == b->tm_min && a->tm_hour == b->tm_hour &&
	       a->tm_mday == b->tm_mday && a->tm_mon == b->tm_mon && a->tm_year == b->tm_year &&
	       a->tm_wday == b->tm_wday && a->tm_yday == b->tm_yday && a->tm_isdst == b->tm_isdst;
}

SOAK(dates, "gmtime, and mktime back")
{
	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		struct tm got = { 0 }, wanted = { 0 };
		time_t at = random_time();
		if (!rt_gmtime_r(&at, &got) || !gmtime_r(&at, &wanted) || !is_same(&got, &wanted))
			soak_fail("gmtime(%lld): %d-%d-%d", (long long)at, got.tm_year + 1900,
			          got.tm_mon + 1, got.tm_mday);
		rt_localtime_r(&at, &got);
		if (!is_same(&got, &wanted) || rt_mktime(&got) != at)
			soak_fail("mktime does not lead back to %lld", (long long)at);
	}
}

static int field(int range)
{
	int64_t value = (int64_t)random_below(2 * (uint64_t)range + 1) - range;

	return (int)(random_below(3) == 0 ? value : value % 100);
}

SOAK(fields_out_of_range, "mktime: fields out of their ranges")
{
	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		struct tm got = {
			.tm_year = field(1000000),
			.tm_mon = field(INT_MAX),
			.tm_mday = field(INT_MAX),
			.tm_hour = field(INT_MAX),
			.tm_min = field(INT_MAX),
			.tm_sec = field(INT_MAX),
		};
		struct tm wanted = got, before = got;
		time_t at = mktime(&wanted), ours = rt_mktime(&got);
		if (at != ours || !is_same(&got, &wanted))
			soak_fail("mktime(%d-%d-%d %d:%d:%d): %lld, not %lld", before.tm_year,
			          before.tm_mon, before.tm_mday, before.tm_hour, before.tm_min,
			          before.tm_sec, (long long)ours, (long long)at);
	}
}

SOAK(texts, "strftime, asctime")
{
	static const char conversions[] = "aAbBcCdDeFgGhHIjmMnprRStTuUVwWxXyYzZ%s";

	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		char format[32] = "", got[512], wanted[512];
		struct tm time = { 0 };
		/* years of four digits: longer ones, and negative, hosts print as they like */
		time_t at = (int64_t)random_below(315537897599) - 62135596800;
		if (!gmtime_r(&at, &time) || time.tm_year + 1900 < 1000)
			continue;
		for (int i = 0; i < 4; i++) {
			char conversion = conversions[random_below(sizeof conversions - 1)];
			if (conversion == 'Z')
				conversion = 'a'; /* the name of the time zone is the host's */
			sprintf(format + strlen(format), "%c%%%c", " :-x"[random_below(4)],
			        conversion);
		}
		size_t length = strftime(wanted, sizeof wanted, format, &time);
		size_t room = random_below(4) ? sizeof got : 1 + random_below(length + 2);
		size_t ours = rt_strftime(got, room, format, &time);
		if (ours != (length < room ? length : 0))
			soak_fail("strftime(\"%s\") into %zu at %lld: %zu, not %zu", format, room,
			          (long long)at, ours, length);
		if (ours != 0 && strcmp(got, wanted) != 0)
			soak_fail("strftime(\"%s\") at %lld: \"%s\", not \"%s\"", format,
			          (long long)at, got, wanted);
		asctime_r(&time, wanted);
		rt_asctime_r(&time, got);
		if (strcmp(got, wanted) != 0)
			soak_fail("asctime at %lld: \"%s\", not \"%s\"", (long long)at, got,
			          wanted);
	}
}

/* The first and last seconds whose year an int holds, and what lies beyond. */
SOAK(last_years, "gmtime: the last years")
{
	static const time_t last[] = { INT64_C(67768036191676799), INT64_C(-67768040609740800) };
	struct tm got, wanted;

	for (int i = 0; i < 2; i++) {
		time_t at = last[i];
		if (!rt_gmtime_r(&at, &got) || !gmtime_r(&at, &wanted) || !is_same(&got, &wanted) ||
		    rt_mktime(&got) != at)
			soak_fail("gmtime(%lld)", (long long)at);
		at += i == 0 ? 1 : -1;
		*runtime_errno() = 0;
		if (rt_gmtime_r(&at, &got) || *runtime_errno() != RUNTIME_EOVERFLOW)
			soak_fail("gmtime(%lld) is something", (long long)at);
	}
}
