/* The reference kernel: says what machine it found itself on, and leaves.
 *
 * An ordinary Ingot project: it includes the public headers of the kit and the
 * runtime, and what it needs of them is linked. */
#include <ingot/boot.h>
#include <ingot/power.h>
#include <stdio.h>

#include "report.h"

BOOT_CONFIG(.kernel_stack_size = 64 * KiB, .smp = BOOT_ON)

static void kernel_main(const struct boot_info *boot)
{
	printf("Hello from Ingot, started by %s\n", boot->loader);
	report_cpu();
	report_memory_map(boot);
	report_heap();
	report_floating_point();
	report_boot_time(boot);
	power_off();
}
ENTRY_POINT(kernel_main)
