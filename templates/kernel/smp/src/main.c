#include <ingot/boot.h>
#include <ingot/panic.h>
#include <ingot/smp.h>
#include <inttypes.h>
#include <stdio.h>

#include "share.h"

#define LIMIT 100000

/* The loader starts the other CPUs and parks them for smp_start. */
BOOT_CONFIG(.smp = BOOT_ON)

static void kernel_main(const struct boot_info *boot)
{
	const char *why = smp_start(NULL);

	(void)boot;
	if (why)
		panic("cannot start all CPUs: %s", why);
	printf("%" PRIu32 " CPUs, ", smp_get_count());
	printf("%" PRIu32 " primes below %d\n", share_count_primes(LIMIT), LIMIT);
	for (uint32_t cpu = 0; cpu < smp_get_count(); cpu++)
		printf("CPU %" PRIu32 " looked at %" PRIu32 " numbers\n", cpu, share_get_work(cpu));
}
ENTRY_POINT(kernel_main)
