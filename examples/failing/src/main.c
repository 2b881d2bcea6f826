/* A kernel whose tests go wrong in every way that a test can: the test runner
 * must give each its own verdict and go on. See tests/. */
#include <ingot/boot.h>
#include <stdio.h>

static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	puts("Only the tests of this kernel are of interest.");
}
ENTRY_POINT(kernel_main)
