#include <ingot/boot.h>
#include <inttypes.h>
#include <stdio.h>

#include "parts.h"

static void kernel_main(const struct boot_info *boot)
{
	static const double numbers[] = { 1, 2, 4.5 };

	(void)boot;
	printf("Rust counts %" PRIu32 " primes below 1000.\n", rust_count_primes(1000));
	printf("The mean of three numbers is %g.\n", rust_mean(numbers, 3));
}
ENTRY_POINT(kernel_main)
