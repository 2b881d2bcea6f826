/* One test for each verdict, in this order: pass, fail (twice over), fail
 * early, panic, fault, hang, reset, and a pass that must still be reached. */
#include <ingot/cpu.h>
#include <ingot/panic.h>
#include <ingot/power.h>
#include <ingot/test.h>

TEST(passes)
{
	CHECK_EQ(1 + 1, 2);
}

TEST(fails_twice)
{
	int one = 1;

	CHECK(one == 2);
	CHECK_EQ(one + 1, 3);
	CHECK_STR_EQ("left", "right");
}

static void require_in_a_function(int value)
{
	REQUIRE(value > 0);
}

TEST(ends_at_a_requirement)
{
	require_in_a_function(0);
	panic("a failed REQUIRE must end the test");
}

TEST(panics)
{
	panic("this test panics on purpose");
}

TEST(faults)
{
	volatile int *nowhere = (volatile int *)16;

	*nowhere = 1;
}

TEST(hangs)
{
	for (;;)
		cpu_pause();
}

TEST(resets_the_machine)
{
	power_reset();
}

TEST(passes_after_all_that)
{
	CHECK(true);
}
