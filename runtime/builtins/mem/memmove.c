#include <string.h>

#include "word.h"

/* Upwards is safe unless `to` begins inside the source; the unsigned
 * difference tells both cases with one comparison. A quadword string move
 * reads each word after having written the one before it, so it too is safe
 * for any overlap with `to` below `from`; but hardware runs it slowly when
 * they are closer than a cache line. */
#define MEMMOVE_NEAR 64

void *memmove(void *to, const void *from, size_t size)
{
	size_t above = (uintptr_t)to - (uintptr_t)from;
	size_t below = (uintptr_t)from - (uintptr_t)to;

	if (above < size)
		word_copy_down(to, from, size);
	else if (below < MEMMOVE_NEAR)
		word_copy_up(to, from, size);
	else
		word_copy_bulk(to, from, size);
	return to;
}
