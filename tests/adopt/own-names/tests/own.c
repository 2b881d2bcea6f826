#include "../src/mini.h"

#include <ingot/test.h>

TEST(own_names_are_called)
{
	console_start();
	CHECK(page_alloc(64) != page_alloc(64));
	CHECK_EQ(timer_start(4), 8);
	CHECK(map_work(4096));
}

TEST(failed_check)
{
	CHECK_EQ(timer_start(1), 3);
}
