#include <ingot/clock.h>
#include <ingot/test.h>

#include "../src/measure.h"

static uint64_t count;

static void count_calls(void)
{
	count++;
}

static void wait(void)
{
	clock_spin_ns(100000);
}

TEST(every_call_is_counted)
{
	REQUIRE(clock_start() == NULL);
	count = 0;
	CHECK(measure_ns(count_calls) > 0);
	CHECK_EQ(measure_get_calls(), count);
}

TEST(a_call_takes_no_less_than_it_waits)
{
	REQUIRE(clock_start() == NULL);
	CHECK(measure_ns(wait) >= 100000);
}
