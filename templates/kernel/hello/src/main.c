#include <ingot/boot.h>
#include <stdio.h>

/* The machine is in long mode with the kernel mapped at -2 GiB; printf, malloc
 * and exception reports work. Returning powers the machine off. */
static void kernel_main(const struct boot_info *boot)
{
	printf("Hello from @NAME@! %s found %zu memory regions.\n", boot->loader,
	       boot->memory_map.count);
}
ENTRY_POINT(kernel_main)
