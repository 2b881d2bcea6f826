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
int *runtime_errno(void);
int runtime_time(int64_t *seconds, uint32_t *nanoseconds);

static int64_t now = -1;

/* In place of the runtime's own, which is weak. */
int runtime_time(int64_t *seconds, uint32_t *nanoseconds)
{
	*seconds = now;
	*nanoseconds = 0;
	return now < 0 ? -1 : 0;
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
