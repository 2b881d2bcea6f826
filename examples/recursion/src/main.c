/* A crash and its report: a walk through a tree with a cycle runs out of stack. Run
 * `ingot test`; see tests/. */
#include <ingot/boot.h>
#include <stdio.h>

static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	puts("Only the tests of this kernel are of interest.");
}
ENTRY_POINT(kernel_main)
