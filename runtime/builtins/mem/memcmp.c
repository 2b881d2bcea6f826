#include <string.h>
#include <strings.h>

#include "word.h"

int memcmp(const void *a, const void *b, size_t size)
{
	const unsigned char *x = a, *y = b;

	for (; size >= 8 && word_get(x) == word_get(y); size -= 8)
		x += 8, y += 8;
	for (; size != 0; size--, x++, y++)
		if (*x != *y)
			return *x - *y;
	return 0;
}

int bcmp(const void *a, const void *b, size_t size)
{
	return memcmp(a, b, size);
}
