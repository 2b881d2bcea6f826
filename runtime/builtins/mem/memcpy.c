#include <string.h>

#include "word.h"

/* Up to WORD_BULK bytes: a half from each end. */
static inline void copy_halves(unsigned char *to, const unsigned char *from, size_t size)
{
	if (size > 64) {
		word_copy_four(to + 32, from + 32, 32);
		word_copy_four(to + size - 64, from + size - 64, 32);
	}
	word_copy_four(to, from, 32);
	word_copy_four(to + size - 32, from + size - 32, 32);
}

void *memcpy(void *__restrict to, const void *__restrict from, size_t size)
{
	if (size <= WORD_SHORT)
		word_copy_short(to, from, size);
	else if (size > WORD_BULK)
		word_copy_bulk(to, from, size);
	else
		copy_halves(to, from, size);
	return to;
}
