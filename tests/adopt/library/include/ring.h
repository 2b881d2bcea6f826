#pragma once
/* ring: a queue of bytes of fixed size. */
#include <stdbool.h>
#include <stddef.h>

#define RING_BYTES 8

struct ring {
	unsigned char bytes[RING_BYTES];
	size_t first, count;
};

bool ring_put(struct ring *ring, unsigned char byte);
bool ring_take(struct ring *ring, unsigned char *byte);
