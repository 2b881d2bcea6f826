#include <ingot/test.h>

#include "../kernel.h"

TEST(ones_are_counted)
{
	CHECK_EQ(count_ones(0xf0u), 4u);
	CHECK_EQ(count_ones(swap_bytes(1)), 1u);
}
