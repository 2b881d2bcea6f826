#include <ingot/test.h>

#include "ring.h"

TEST(ring_wraps)
{
	struct ring ring = { .count = 0 };
	unsigned char byte = 0;

	for (unsigned i = 0; i < 3 * RING_BYTES; i++) {
		REQUIRE(ring_put(&ring, (unsigned char)i));
		REQUIRE(ring_take(&ring, &byte));
		CHECK_EQ(byte, i);
	}
}
