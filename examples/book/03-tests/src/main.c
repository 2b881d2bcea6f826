/* Chapter 3: a queue, and its tests in tests/ring.c. */
#include <ingot/boot.h>
#include <stdio.h>

#include "ring.h"

static void kernel_main(const struct boot_info *boot)
{
	struct ring ring = { 0 };
	unsigned char byte;

	(void)boot;
	for (const char *text = "queued"; *text != '\0'; text++)
		ring_put(&ring, (unsigned char)*text);
	while (ring_get(&ring, &byte))
		putchar(byte);
	putchar('\n');
}
ENTRY_POINT(kernel_main)
