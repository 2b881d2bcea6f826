#pragma once
/* ring: a queue of bytes of fixed size.
 *
 * Zero-initialize it. Context: its caller's; there is no lock in it. */
#include <stdbool.h>
#include <stddef.h>

#define RING_BYTES 16

struct ring {
	unsigned char bytes[RING_BYTES];
	size_t first, count;
};

/* False if it is full. */
bool ring_put(struct ring *ring, unsigned char byte);

/* False if it is empty. */
bool ring_get(struct ring *ring, unsigned char *byte);
