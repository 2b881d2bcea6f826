#include "ring.h"

#include <ingot/test.h>

bool ring_put(struct ring *ring, unsigned char byte)
{
	if (ring->count == RING_BYTES)
		return false;
	ring->bytes[(ring->first + ring->count++) % RING_BYTES] = byte;
	return true;
}

bool ring_take(struct ring *ring, unsigned char *byte)
{
	if (!ring->count)
		return false;
	*byte = ring->bytes[ring->first];
	ring->first = (ring->first + 1) % RING_BYTES;
	ring->count--;
	return true;
}

TEST(ring_is_empty_at_first)
{
	struct ring ring = { .count = 0 };
	unsigned char byte;

	CHECK(!ring_take(&ring, &byte));
}
