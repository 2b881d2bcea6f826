#include "ring.h"

bool ring_put(struct ring *ring, unsigned char byte)
{
	if (ring->count == RING_BYTES)
		return false;
	ring->bytes[(ring->first + ring->count++) % RING_BYTES] = byte;
	return true;
}

bool ring_get(struct ring *ring, unsigned char *byte)
{
	if (ring->count == 0)
		return false;
	*byte = ring->bytes[ring->first];
	ring->first = (ring->first + 1) % RING_BYTES;
	ring->count--;
	return true;
}
