/* What the address sanitizer finds, one kind of mistake a test: run `ingot test`
 * and read the reports. See tests/. */
#include <ingot/boot.h>
#include <stdio.h>

static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	puts("Only the tests of this kernel are of interest.");
}
ENTRY_POINT(kernel_main)
