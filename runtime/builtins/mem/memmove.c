#include <string.h>

#include "word.h"

/* More than WORD_SHORT bytes, to below from. */
static inline void copy_up(unsigned char *to, const unsigned char *from, size_t size)
{
	if (size > WORD_BULK) {
		word_copy_bulk(to, from, size);
		return;
	}
	for (; size > WORD_SHORT; size -= 32, to += 32, from += 32)
		word_copy_four(to, from, 32);
	word_copy_short(to, from, size);
}

/* The same, to above from. A string instruction that goes down is slow. */
static inline void copy_down(unsigned char *to, const unsigned char *from, size_t size)
{
	for (; size > WORD_SHORT; size -= 32)
		word_copy_four(to + size - 32, from + size - 32, 32);
	word_copy_short(to, from, size);
}

/* Upwards is safe unless `to` begins inside the source: the unsigned
 * difference tells with one comparison. */
void *memmove(void *to, const void *from, size_t size)
{
	if (size <= WORD_SHORT)
		word_copy_short(to, from, size);
	else if ((uintptr_t)to - (uintptr_t)from >= size)
		copy_up(to, from, size);
	else
		copy_down(to, from, size);
	return to;
}
