#include <string.h>

void *memccpy(void *__restrict to, const void *__restrict from, int byte, size_t size)
{
	const unsigned char *end = memchr(from, byte, size);

	if (!end) {
		memcpy(to, from, size);
		return NULL;
	}
	return mempcpy(to, from, (size_t)(end - (const unsigned char *)from) + 1);
}
