#include <string.h>

#include "word.h"

static uint64_t repeat(int byte)
{
	return (unsigned char)byte * UINT64_C(0x0101010101010101);
}

static void fill_four(unsigned char *first, unsigned char *last, uint64_t pattern)
{
	word_put(first, pattern);
	word_put(first + 8, pattern);
	word_put(last, pattern);
	word_put(last + 8, pattern);
}

/* Below 8 bytes. */
static void fill_few(unsigned char *to, int byte, size_t size)
{
	if (size <= 1) {
		if (size != 0)
			*to = (unsigned char)byte;
	} else if (size >= 4) {
		word_put_half(to, (uint32_t)repeat(byte));
		word_put_half(to + size - 4, (uint32_t)repeat(byte));
	} else {
		word_put_quarter(to, (uint16_t)repeat(byte));
		word_put_quarter(to + size - 2, (uint16_t)repeat(byte));
	}
}

/* Up to WORD_SHORT bytes. */
static void fill_short(unsigned char *to, int byte, size_t size)
{
	if (size < 8) {
		fill_few(to, byte, size);
	} else if (size <= 16) {
		word_put(to, repeat(byte));
		word_put(to + size - 8, repeat(byte));
	} else {
		fill_four(to, to + size - 16, repeat(byte));
	}
}

/* Up to WORD_BULK bytes: a half from each end. */
static void fill_halves(unsigned char *to, uint64_t pattern, size_t size)
{
	unsigned char *end = to + size;

	if (size > 64) {
		fill_four(to + 32, to + 48, pattern);
		fill_four(end - 64, end - 48, pattern);
	}
	fill_four(to, to + 16, pattern);
	fill_four(end - 32, end - 16, pattern);
}

static void fill_bulk(unsigned char *to, uint64_t pattern, size_t size)
{
	size_t words = size / 8;
	unsigned char *last = to + size - 8;

#ifdef __x86_64__
	__asm__ volatile("rep stosq" : "+D"(to), "+c"(words) : "a"(pattern) : "memory");
#else
	for (; words != 0; words--, to += 8)
		word_put(to, pattern);
#endif
	word_put(last, pattern);
}

void *memset(void *to, int byte, size_t size)
{
	if (size <= WORD_SHORT)
		fill_short(to, byte, size);
	else if (size > WORD_BULK)
		fill_bulk(to, repeat(byte), size);
	else
		fill_halves(to, repeat(byte), size);
	return to;
}
