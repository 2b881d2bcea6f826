#include <string.h>
#include <strings.h>

#include "word.h"

/* The first byte in memory counts most. */
static int order(uint64_t x, uint64_t y)
{
	return word_first_highest(x) < word_first_highest(y) ? -1 : 1;
}

/* Below 4 bytes. */
static int compare_few(const unsigned char *x, const unsigned char *y, size_t size)
{
	for (; size != 0; size--, x++, y++)
		if (*x != *y)
			return *x - *y;
	return 0;
}

/* From 4 to 7 bytes, as two halves of a word that may overlap. */
static int compare_halves(const unsigned char *x, const unsigned char *y, size_t size)
{
	uint64_t a = word_get_half(x), b = word_get_half(y);

	if (a == b) {
		a = word_get_half(x + size - 4);
		b = word_get_half(y + size - 4);
	}
	return a == b ? 0 : order(a, b);
}

int memcmp(const void *a, const void *b, size_t size)
{
	const unsigned char *x = a, *y = b;

	if (size < 4)
		return compare_few(x, y, size);
	if (size < 8)
		return compare_halves(x, y, size);
	for (size_t last = size - 8, at = 0; at < last; at += 8)
		if (word_get(x + at) != word_get(y + at))
			return order(word_get(x + at), word_get(y + at));
	uint64_t p = word_get(x + size - 8), q = word_get(y + size - 8);
	return p == q ? 0 : order(p, q);
}

int bcmp(const void *a, const void *b, size_t size)
{
	return memcmp(a, b, size);
}
