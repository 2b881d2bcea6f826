/* <time.h> against the host's, in UTC. */
#include "rt.h"

#include <errno.h>
#include <limits.h>
#include <time.h>

RT(gmtime_r);
RT(mktime);
RT(strftime);
RT(asctime_r);
RT(time);
RT(difftime);
RT(clock);
time_t rt_timegm(struct tm *time);
RT(clock_gettime);
RT(clock_getres);
RT(clock_settime);
char *rt_strptime(const char *s, const char *format, struct tm *to);
char *strptime(const char *s, const char *format, struct tm *to);
int *runtime_errno(void);
int runtime_set_time(int64_t seconds, uint32_t nanoseconds);
int runtime_monotonic(uint64_t *nanoseconds);
int runtime_time(int64_t *seconds, uint32_t *nanoseconds);

/* tm_gmtoff, the first long behind the fields of C, which hosts call so in some modes. */
#define OFFSET_PLACE \
	((offsetof(struct tm, tm_isdst) + sizeof(int) + sizeof(long) - 1) / sizeof(long) * \
	 sizeof(long))

static long offset_of(const struct tm *time)
{
	long seconds;

	memcpy(&seconds, (const char *)time + OFFSET_PLACE, sizeof seconds);
	return seconds;
}

static int64_t now = -1;

/* In place of the runtime's own, which is weak. */
int runtime_time(int64_t *seconds, uint32_t *nanoseconds)
{
	*seconds = now;
	*nanoseconds = 0;
	return now < 0 ? -1 : 0;
}

static int set_answer;

int runtime_set_time(int64_t seconds, uint32_t nanoseconds)
{
	if (set_answer == 0)
		now = seconds;
	return nanoseconds == 999999999 ? set_answer : EIO;
}

static uint64_t since_start = UINT64_MAX;

int runtime_monotonic(uint64_t *nanoseconds)
{
	*nanoseconds = since_start;
	return since_start == UINT64_MAX ? -1 : 0;
}

/* The years -9999 to 9999, and few of them near the epoch. */
static time_t random_time(void)
{
	int64_t range = random_below(2) ? 300000000000 : 5000000000;

	return (int64_t)random_below(2 * (uint64_t)range) - range;
}

static void assert_same_time(const struct tm *got, const struct tm *wanted)
{
	assert_int_equal(got->tm_year, wanted->tm_year);
	assert_int_equal(got->tm_mon, wanted->tm_mon);
	assert_int_equal(got->tm_mday, wanted->tm_mday);
	assert_int_equal(got->tm_hour, wanted->tm_hour);
	assert_int_equal(got->tm_min, wanted->tm_min);
	assert_int_equal(got->tm_sec, wanted->tm_sec);
	assert_int_equal(got->tm_wday, wanted->tm_wday);
	assert_int_equal(got->tm_yday, wanted->tm_yday);
	assert_int_equal(got->tm_isdst, 0);
}

static void use_utc(void)
{
	setenv("TZ", "UTC0", 1);
	tzset();
}
AROUND_ALL_TESTS(use_utc, NULL);

TEST(dates_are_the_hosts_and_lead_back)
{
	for (int i = 0; i < 100000; i++) {
		struct tm got = { 0 }, wanted = { 0 };
		time_t at = i < 10 ? i * 86399 - 400000 : random_time();
		assert_non_null(rt_gmtime_r(&at, &got));
		gmtime_r(&at, &wanted);
		assert_same_time(&got, &wanted);
		assert_int_equal(rt_timegm(&got), at);
	}
}

static int random_field(int range)
{
	return (int)((int64_t)random_below(2 * (uint64_t)range) - range);
}

TEST(fields_out_of_range_are_brought_into_it)
{
	for (int i = 0; i < 20000; i++) {
		struct tm got = {
			.tm_year = random_field(2000),
			.tm_mon = random_field(5000),
			.tm_mday = random_field(100000),
			.tm_hour = random_field(100000),
			.tm_min = random_field(1000000),
			.tm_sec = random_field(INT_MAX),
		};
		struct tm wanted = got;
		time_t at = mktime(&wanted);
		assert_int_equal(rt_mktime(&got), at);
		assert_same_time(&got, &wanted);
	}
}

TEST(a_year_that_no_int_holds_is_an_error)
{
	struct tm time = { .tm_year = INT_MAX, .tm_mon = 12, .tm_mday = 1 };
	time_t far = INT64_MAX;

	*runtime_errno() = 0;
	assert_int_equal(rt_timegm(&time), -1);
	assert_int_equal(*runtime_errno(), EOVERFLOW);
	assert_null(rt_gmtime_r(&far, &time));
	far = INT64_MIN;
	assert_null(rt_gmtime_r(&far, &time));
}

TEST(every_conversion_prints_what_the_hosts_does)
{
	static const char *const formats[] = {
		/* clang-format off */
		"%a|%A|%b|%B|%h|%c", "%d|%D|%e|%F|%H|%I|%j|%m|%M", "%n|%t|%%",
		"%p|%r|%R|%S|%T|%x|%X", "%u|%w|%U|%V|%W|%g", "%y|%Y|%G|%C", "%z",
		"%Ec|%Ey|%Od|%OV", "%s", "text only", "",
		/* clang-format on */
	};

	for (int i = 0; i < 20000; i++) {
		char got[200], wanted[200];
		struct tm time;
		time_t at = (int64_t)random_below(250000000000) - 30000000000;
		gmtime_r(&at, &time);
		const char *format = formats[(size_t)i % (sizeof formats / sizeof formats[0])];
		size_t length = strftime(wanted, sizeof wanted, format, &time);
		assert_int_equal(rt_strftime(got, sizeof got, format, &time), length);
		assert_memory_equal(got, wanted, length);
		assert_int_equal(rt_strftime(got, length + 1, format, &time), length);
		assert_int_equal(rt_strftime(got, length, format, &time), 0);
	}
}

TEST(asctime_has_room_for_four_digits)
{
	struct tm time = { .tm_year = 70, .tm_mday = 1, .tm_wday = 4 };
	char text[26];

	assert_string_equal(rt_asctime_r(&time, text), "Thu Jan  1 00:00:00 1970\n");
	time.tm_year = 9999 - 1900;
	assert_non_null(rt_asctime_r(&time, text));
	time.tm_year++;
	assert_null(rt_asctime_r(&time, text));
}

TEST(the_kernel_gives_the_time)
{
	time_t stored = 0;

	assert_int_equal(rt_time(&stored), -1);
	assert_int_equal(stored, -1);
	now = 1234567890;
	assert_int_equal(rt_time(NULL), 1234567890);
	assert_true(rt_difftime(5, 7) == -2.0);
	assert_int_equal(rt_clock(), -1);
}

/* Whatever the clock is, it has a source or says that it has none. */
TEST(clocks_are_the_kernels)
{
	struct timespec time = { 5, 5 };

	now = -1;
	*runtime_errno() = 0;
	assert_int_equal(rt_clock_gettime(0, &time), -1);
	assert_int_equal(*runtime_errno(), ENOSYS);
	*runtime_errno() = 0;
	assert_int_equal(rt_clock_gettime(1, &time), -1);
	assert_int_equal(*runtime_errno(), ENOSYS);
	assert_int_equal(rt_clock_getres(1, NULL), -1);
	*runtime_errno() = 0;
	assert_int_equal(rt_clock_gettime(7, &time), -1);
	assert_int_equal(*runtime_errno(), EINVAL);
	assert_int_equal(time.tv_sec, 5);
	since_start = 12345678901;
	assert_int_equal(rt_clock_gettime(1, &time), 0);
	assert_int_equal(time.tv_sec, 12);
	assert_int_equal(time.tv_nsec, 345678901);
	assert_int_equal(rt_clock_getres(1, &time), 0);
	assert_int_equal(time.tv_sec, 0);
	assert_int_equal(time.tv_nsec, 1);
	time = (struct timespec){ 1000, 999999999 };
	assert_int_equal(rt_clock_settime(0, &time), 0);
	assert_int_equal(rt_clock_gettime(0, &time), 0);
	assert_int_equal(time.tv_sec, 1000);
	time.tv_nsec = 999999999;
	set_answer = EPERM;
	*runtime_errno() = 0;
	assert_int_equal(rt_clock_settime(0, &time), -1);
	assert_int_equal(*runtime_errno(), EPERM);
	set_answer = 0;
	time.tv_nsec = 1000000000;
	assert_int_equal(rt_clock_settime(0, &time), -1);
	assert_int_equal(*runtime_errno(), EINVAL);
	time.tv_nsec = 0;
	assert_int_equal(rt_clock_settime(1, &time), -1);
}

/* ---- strptime ---- */

/* What both made of it: the fields, and how far they read. */
static void assert_read_alike(const char *text, const char *format)
{
	struct tm got, wanted;

	memset(&got, 0, sizeof got);
	got.tm_year = 71;
	got.tm_mon = 3;
	wanted = got;
	const char *end = strptime(text, format, &wanted);
	const char *our_end = rt_strptime(text, format, &got);
	if (end && (wanted.tm_sec == 61 || wanted.tm_year == -1900))
		return; /* POSIX has 60 at most, and glibc other weekdays in year 0 */
	if ((our_end ? our_end - text : -1) != (end ? end - text : -1))
		fail_msg("\"%s\" by \"%s\": to \"%s\", not \"%s\"", text, format,
		         our_end ? our_end : "NULL", end ? end : "NULL");
	if (!end)
		return;
	char ours[200], hosts[200];
	snprintf(ours, sizeof ours, "%d-%d-%d %d:%d:%d wday %d yday %d off %ld", got.tm_year,
	         got.tm_mon, got.tm_mday, got.tm_hour, got.tm_min, got.tm_sec, got.tm_wday,
	         got.tm_yday, offset_of(&got));
	snprintf(hosts, sizeof hosts, "%d-%d-%d %d:%d:%d wday %d yday %d off %ld", wanted.tm_year,
	         wanted.tm_mon, wanted.tm_mday, wanted.tm_hour, wanted.tm_min, wanted.tm_sec,
	         wanted.tm_wday, wanted.tm_yday, offset_of(&wanted));
	if (strcmp(ours, hosts) != 0)
		fail_msg("\"%s\" by \"%s\": %s, not %s", text, format, ours, hosts);
}

/* Formats whose texts tell a time, or a part of one. */
static const char *const time_formats[] = {
	/* clang-format off */
	"%Y-%m-%d %H:%M:%S", "%a %b %e %H:%M:%S %Y", "%c", "%D %T", "%F %R", "%x %X", "%s",
	"%Y%m%d%H%M%S", "%y%m%d", "%C%y %j", "%Y %j", "%j %Y", "%I:%M:%S %p", "%p %I", "%r",
	"%A, %d %B %Y", "%Y %U %w", "%Y %W %u", "%Y %U %a", "%Y-%m-%dT%H:%M:%SZ", "%d%n%m%t%Y",
	"%H%%%M", "%h %d", "%m/%d", "%G %V %u", "%g", "%Y %m", "%b", "%d", "%w", "%j", "%H",
	"%_d %-m %0Y", "%e/%k/%l", "%Y %B %U %A",
	/* clang-format on */
};

TEST(what_strftime_writes_is_read_as_the_host_reads_it)
{
	for (int i = 0; i < 40000; i++) {
		const char *format =
			time_formats[(size_t)i % (sizeof time_formats / sizeof *time_formats)];
		time_t at = (time_t)random_below(random_below(2) ? 250000000000 : 4000000000);
		char text[200];
		struct tm time;

		gmtime_r(&at, &time);
		if (strftime(text, sizeof text, format, &time) == 0)
			continue;
		assert_read_alike(text, format);
		/* a byte that is another, or where it ends */
		text[random_below(strlen(text))] = "0123456789 :-/apAPMonz"[random_below(23)];
		if (!strstr(format, "%U") && !strstr(format, "%W") && !strstr(format, "%j"))
			assert_read_alike(text, format);
	}
}

TEST(times_are_read_to_the_last_field)
{
	struct tm time = { .tm_mday = 9 };
	const char *text = "Mon, 29 FEB 2024 23:59:60 +0530 rest";

	assert_string_equal(rt_strptime(text, "%a, %d %b %Y %T %z", &time), " rest");
	assert_int_equal(time.tm_year, 124);
	assert_int_equal(time.tm_mon, 1);
	assert_int_equal(time.tm_mday, 29);
	assert_int_equal(time.tm_sec, 60);
	assert_int_equal(time.tm_wday, 1); /* as the text says, though it is a Thursday */
	assert_int_equal(time.tm_yday, 59);
	assert_int_equal(offset_of(&time), 19800);
	assert_null(rt_strptime("24:00", "%H:%M", &time));
	/* a digit that cannot belong to the number is what follows */
	assert_string_equal(rt_strptime("930", "%H%M", &time), "");
	assert_int_equal(time.tm_hour * 60 + time.tm_min, 570);
	assert_string_equal(rt_strptime("39 4", "%Ey %Od", &time), "");
	assert_int_equal(time.tm_year, 139);
	assert_null(rt_strptime("1", "%", &time));
	assert_null(rt_strptime("1", "%Q", &time));
	assert_null(rt_strptime("99999999999999999999", "%s", &time));
	/* a day that is in no month of the year told stays beside it */
	time = (struct tm){ 0 };
	assert_non_null(rt_strptime("2023 366", "%Y %j", &time));
	assert_int_equal(time.tm_mon, 11);
	assert_int_equal(time.tm_mday, 32);
	assert_int_equal(rt_mktime(&time), 1704067200);
	/* week 0 begins in the year before */
	assert_non_null(rt_strptime("2022 0 0", "%Y %U %w", &time));
	assert_int_equal(rt_mktime(&time), 1640476800);
	/* a whole year tells more than a century before it */
	assert_non_null(rt_strptime("20 1999", "%C %Y", &time));
	assert_int_equal(time.tm_year, 99);
}

TEST(offsets_are_the_hosts)
{
	static const char *const texts[] = {
		"+0000", "-0130", "+05:30", "Z",    "+02",    "-1",     "+123",  "+0160",
		" +01",  "0100",  "+01:3",  "+01:", "+0100x", "-12:59", "+9959", "z",
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		assert_read_alike(texts[i], "%z");
		assert_read_alike(texts[i], "%Z");
	}
}
