#include <ingot/test.h>

#include "../src/ring.h"

TEST(first_in_is_first_out)
{
	struct ring ring = { 0 };
	unsigned char byte;

	CHECK(ring_put(&ring, 'a'));
	CHECK(ring_put(&ring, 'b'));
	REQUIRE(ring_get(&ring, &byte));
	CHECK_EQ(byte, 'a');
	REQUIRE(ring_get(&ring, &byte));
	CHECK_EQ(byte, 'b');
	CHECK(!ring_get(&ring, &byte));
}

TEST(a_full_ring_takes_no_more)
{
	struct ring ring = { 0 };

	for (int i = 0; i < RING_BYTES; i++)
		REQUIRE(ring_put(&ring, (unsigned char)i));
	CHECK(!ring_put(&ring, 'x'));
	CHECK_EQ(ring.count, RING_BYTES);
}

TEST(it_wraps)
{
	struct ring ring = { 0 };
	unsigned char byte;

	for (int i = 0; i < 5 * RING_BYTES; i++) {
		REQUIRE(ring_put(&ring, (unsigned char)i));
		REQUIRE(ring_get(&ring, &byte));
		CHECK_EQ(byte, (unsigned char)i);
	}
}
