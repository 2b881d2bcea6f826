/* The smallest useful kernel: it greets, and ends when kernel_main
 * returns. */
#include <ingot/boot.h>
#include <stdio.h>

static void kernel_main(const struct boot_info *boot)
{
	printf("Hello from %s, %zu memory regions\n", boot->loader, boot->memory_map.count);
}
ENTRY_POINT(kernel_main)
