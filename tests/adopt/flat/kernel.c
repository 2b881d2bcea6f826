#include "kernel.h"

#include <stdio.h>

#define max(a, b) \
	({ \
		typeof(a) x = (a); \
		typeof(b) y = (b); \
		x > y ? x : y; \
	})

static inline void outb(unsigned short port, unsigned char value)
{
	asm volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

void kmain(void)
{
	u32 swapped = swap_bytes(0x11223344);

	outb(0x80, 0);
	printf("flatos: %x, %u of %d, %d\n", swapped, count_ones(swapped), ONES_MAX, max(3, 7));
}
