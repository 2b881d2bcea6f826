#include <string.h>

void *memset_explicit(void *to, int byte, size_t size)
{
	memset(to, byte, size);
	/* Whoever could read the memory here keeps the store alive. */
	__asm__ volatile("" : : "r"(to) : "memory");
	return to;
}
