#include "../kernel/kernel.h"

#include <ingot/test.h>

TEST(initcalls_are_in_the_image)
{
	CHECK_EQ(_initcalls_end - _initcalls, 1);
}

TEST(tests_survive_the_script)
{
	CHECK(_kernel_end > _kernel_start);
}
