#include <ingot/test.h>

#include "../src/parts.h"

TEST(primes_are_counted)
{
	CHECK_EQ(rust_count_primes(0), 0);
	CHECK_EQ(rust_count_primes(100), 25);
}

TEST(numbers_pass_both_ways)
{
	static const double numbers[] = { 0.1, 0.2, 0.6 };

	CHECK(rust_mean(numbers, 2) > 0.149 && rust_mean(numbers, 2) < 0.151);
	CHECK(rust_mean(numbers, 0) == 0);
	CHECK_EQ(rust_choose(2), 5);
}
