/* Tests run inside the booted machine: `ingot test`. */
#include <ingot/boot.h>
#include <ingot/test.h>
#include <stdio.h>

TEST(the_loader_says_its_name)
{
	CHECK(boot_info_get()->loader[0] != '\0');
}

TEST(numbers_are_formatted)
{
	char text[32];

	CHECK_EQ(snprintf(text, sizeof text, "%d and %.2f", 42, 0.125), 11);
	CHECK_STR_EQ(text, "42 and 0.12");
}
