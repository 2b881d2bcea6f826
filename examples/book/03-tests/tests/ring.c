#include "../src/ring.h"

#include <ingot/test.h>

TEST(bytes_come_out_in_the_order_they_went_in)
{
	struct ring ring = { 0 };
	unsigned char byte = 0;

	REQUIRE(ring_put(&ring, 'a'));
	REQUIRE(ring_put(&ring, 'b'));
	CHECK(ring_get(&ring, &byte));
	CHECK_EQ(byte, 'a');
	CHECK(ring_get(&ring, &byte));
	CHECK_EQ(byte, 'b');
}

TEST(an_empty_ring_gives_nothing)
{
	struct ring ring = { 0 };
	unsigned char byte = 'x';

	CHECK(!ring_get(&ring, &byte));
	CHECK_EQ(byte, 'x');
}

TEST(a_full_ring_takes_no_more)
{
	struct ring ring = { 0 };

	for (int i = 0; i < RING_SIZE; i++)
		REQUIRE(ring_put(&ring, (unsigned char)i));
	CHECK(!ring_put(&ring, 99));
}

TEST(the_end_of_the_array_is_passed)
{
	struct ring ring = { 0 };
	unsigned char byte = 0;

	REQUIRE(ring_put(&ring, 0));
	for (int i = 1; i < 3 * RING_SIZE; i++) {
		REQUIRE(ring_put(&ring, (unsigned char)i));
		REQUIRE(ring_get(&ring, &byte));
		CHECK_EQ(byte, i - 1);
	}
}
