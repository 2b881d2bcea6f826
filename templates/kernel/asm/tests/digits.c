#include <ingot/test.h>

#include "../src/digits.h"

TEST(the_highest_digit_is_first)
{
	char text[9];

	digits_write(0xa5, 8, text);
	CHECK_STR_EQ(text, "10100101");
	digits_write(6, 4, text);
	CHECK_STR_EQ(text, "0110");
}

TEST(no_digit_is_an_empty_text)
{
	char text[] = "old";

	digits_write(1, 0, text);
	CHECK_STR_EQ(text, "");
	CHECK(text[1] == 'l');
}

TEST(all_digits_of_a_word)
{
	char text[65];

	digits_write(1ull << 63 | 1, 64, text);
	CHECK(text[0] == '1');
	CHECK(text[1] == '0');
	CHECK(text[63] == '1');
	CHECK(text[64] == '\0');
}
