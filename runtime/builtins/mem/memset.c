#include <string.h>

#include "word.h"

static void fill(unsigned char *to, uint64_t pattern, size_t size)
{
	for (; size >= 32; size -= 32, to += 32) {
		word_put(to, pattern);
		word_put(to + 8, pattern);
		word_put(to + 16, pattern);
		word_put(to + 24, pattern);
	}
	for (; size >= 8; size -= 8, to += 8)
		word_put(to, pattern);
	while (size-- != 0)
		*to++ = (unsigned char)pattern;
}

void *memset(void *to, int byte, size_t size)
{
	uint64_t pattern = (unsigned char)byte * UINT64_C(0x0101010101010101);
	unsigned char *next = to;

#ifdef __x86_64__
	if (size >= WORD_BULK) {
		size_t words = size / 8;
		__asm__ volatile("rep stosq" : "+D"(next), "+c"(words)
		                 : "a"(pattern) : "memory");
		size %= 8;
	}
#endif
	fill(next, pattern, size);
	return to;
}
