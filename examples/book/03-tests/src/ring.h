/* A queue of bytes in an array that is used round and round. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#define RING_SIZE 8

struct ring {
	unsigned char bytes[RING_SIZE];
	size_t first; /* where the oldest byte is */
	size_t count; /* of the bytes that are waiting */
};

/* False if the ring is full: the byte is not stored. */
bool ring_put(struct ring *ring, unsigned char byte);

/* False if the ring is empty: *byte is not changed. */
bool ring_get(struct ring *ring, unsigned char *byte);
