/* Memory functions that the compiler never calls on its own; those that it
 * does are in builtins/mem. */

#include <string.h>
#include <strings.h>

void *memchr(const void *in, int byte, size_t size)
{
	const unsigned char *at = in;

	for (; size != 0; size--, at++)
		if (*at == (unsigned char)byte)
			return (void *)at;
	return NULL;
}

void *memrchr(const void *in, int byte, size_t size)
{
	const unsigned char *bytes = in;

	while (size-- != 0)
		if (bytes[size] == (unsigned char)byte)
			return (void *)(bytes + size);
	return NULL;
}

void *mempcpy(void *__restrict to, const void *__restrict from, size_t size)
{
	return (char *)memcpy(to, from, size) + size;
}

void bcopy(const void *from, void *to, size_t size)
{
	memmove(to, from, size);
}

void bzero(void *to, size_t size)
{
	memset(to, 0, size);
}

void explicit_bzero(void *to, size_t size)
{
	memset(to, 0, size);
	/* Whoever could read the memory here keeps the store alive. */
	__asm__ volatile("" : : "r"(to) : "memory");
}
