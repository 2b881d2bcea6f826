#include "mini.h"

/* As the books have them. */
void *memcpy(void *restrict to, const void *restrict from, size_t size);
void *memset(void *to, int byte, size_t size);
size_t strlen(const char *text);

unsigned long copies;

void *memcpy(void *restrict to, const void *restrict from, size_t size)
{
	char *a = to;
	const char *b = from;

	copies++;
	while (size--)
		*a++ = *b++;
	return to;
}

void *memset(void *to, int byte, size_t size)
{
	char *a = to;

	while (size--)
		*a++ = (char)byte;
	return to;
}

size_t strlen(const char *text)
{
	size_t size = 0;

	while (text[size])
		size++;
	return size;
}
