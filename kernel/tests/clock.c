/* Time goes forward, at the pace of another clock; the date is one. Guests may
 * be stopped at any moment for as long as their host likes: so at least, never
 * at most, where one clock is looked at after the other. */
#include <errno.h>
#include <ingot/clock.h>
#include <ingot/cpu.h>
#include <ingot/test.h>
#include <string.h>
#include <time.h>

#define MS 1000000ull

TEST(clock_starts_and_goes_forward)
{
	uint64_t last = 0;

	REQUIRE(clock_start() == NULL);
	CHECK(clock_start() == NULL);
	CHECK(strlen(clock_get_source()) > 0);
	CHECK(strcmp(clock_get_reference(), "none") != 0);
	CHECK(clock_get_tsc_hz() > 50000000);
	for (int i = 0; i < 1000; i++) {
		uint64_t now = clock_now_ns();

		CHECK(now >= last);
		last = now;
	}
	CHECK(last > 0);
}

/* Both counters at one time: the pair that took the shortest to read. */
static void look(uint64_t *ns, uint64_t *tsc)
{
	uint64_t shortest = UINT64_MAX;

	for (int i = 0; i < 20; i++) {
		uint64_t before = cpu_read_tsc();
		uint64_t now = clock_now_ns();
		uint64_t after = cpu_read_tsc();

		if (after - before < shortest) {
			shortest = after - before;
			*ns = now;
			*tsc = before + shortest / 2;
		}
	}
}

/* To 2 %: a rate that is off by a factor is what this is for. */
TEST(clock_and_tsc_agree)
{
	uint64_t ns, tsc, ns_end, tsc_end, expected;

	REQUIRE(clock_start() == NULL);
	look(&ns, &tsc);
	clock_spin_ns(50 * MS);
	look(&ns_end, &tsc_end);
	CHECK(ns_end - ns >= 50 * MS);
	expected = (tsc_end - tsc) * 1000 / (clock_get_tsc_hz() / 1000000);
	CHECK((ns_end - ns) * 100 > expected * 98);
	CHECK((ns_end - ns) * 100 < expected * 102);
}

/* The date, as the second clock that all machines have. */
static int wait_for_next_second(void)
{
	struct tm date;
	int second;

	REQUIRE(clock_read_date(&date) == NULL);
	second = date.tm_sec;
	while (date.tm_sec == second)
		REQUIRE(clock_read_date(&date) == NULL);
	return date.tm_sec;
}

TEST(a_second_of_the_date_is_one_of_the_clock)
{
	uint64_t begin, ns;
	int first, second;

	REQUIRE(clock_start() == NULL);
	first = wait_for_next_second();
	begin = clock_now_ns();
	second = wait_for_next_second();
	ns = clock_now_ns() - begin;
	CHECK(ns > 500 * MS);
	/* A guest that was stopped meanwhile saw more seconds than one go. */
	CHECK(ns / (1000 * MS) <= (uint64_t)((second - first + 60) % 60) + 20);
}

TEST(date_is_of_this_century)
{
	struct tm date, again;

	REQUIRE(clock_read_date(&date) == NULL);
	CHECK(date.tm_year >= 2024 - 1900 && date.tm_year < 2100 - 1900);
	CHECK(date.tm_wday >= 0 && date.tm_wday < 7);
	REQUIRE(clock_read_date(&again) == NULL);
	CHECK(timegm(&again) >= timegm(&date));
	CHECK(timegm(&again) < timegm(&date) + 600);
}

static uint8_t cmos_read(uint8_t which)
{
	cpu_out8(0x70, which);
	return cpu_in8(0x71);
}

static void cmos_write(uint8_t which, uint8_t value)
{
	cpu_out8(0x70, which);
	cpu_out8(0x71, value);
}

/* What no battery has kept is any byte: here, a month that is none, while the
 * chip does not count. */
TEST(date_that_is_none_is_refused)
{
	uint8_t before = cmos_read(11), month = cmos_read(8);
	struct tm date;

	cmos_write(11, before | 0x80);
	cmos_write(8, 0x23);
	CHECK_STR_EQ(clock_read_date(&date), "the real-time clock has no valid date");
	cmos_write(8, month);
	cmos_write(11, before);
	CHECK(clock_read_date(&date) == NULL);
}

/* Binary or decimal, 12 hours or 24: the same date. */
TEST(date_is_read_in_all_formats)
{
	uint8_t before = cmos_read(11);
	struct tm date, other;

	REQUIRE(clock_read_date(&date) == NULL);
	for (uint8_t format = 0; format < 4; format++) {
		cmos_write(11, (uint8_t)((before & ~6) | format << 1));
		REQUIRE(clock_read_date(&other) == NULL);
		CHECK(timegm(&other) >= timegm(&date));
		CHECK(timegm(&other) < timegm(&date) + 600);
	}
	cmos_write(11, before);
}

TEST(c_has_the_kits_clock)
{
	struct timespec time;
	uint64_t before, now;

	REQUIRE(clock_start() == NULL);
	before = clock_now_ns();
	REQUIRE(clock_gettime(CLOCK_MONOTONIC, &time) == 0);
	now = (uint64_t)time.tv_sec * 1000 * MS + (uint64_t)time.tv_nsec;
	CHECK(before <= now);
	CHECK(now <= clock_now_ns());
	CHECK_EQ(clock_gettime(CLOCK_REALTIME, &time), -1);
	CHECK_EQ(errno, ENOSYS);
	CHECK_EQ(clock_settime(CLOCK_REALTIME, &time), -1);
	CHECK_EQ(errno, ENOSYS);
}
