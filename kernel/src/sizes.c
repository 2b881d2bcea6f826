/* sizes: see sizes.h. */
#include "sizes.h"

#include <ingot/boot.h>
#include <inttypes.h>
#include <stdio.h>

void print_size(uint64_t size_bytes)
{
	if (size_bytes < 10 * MiB)
		printf("%8" PRIu64 " KiB", (uint64_t)(size_bytes / KiB));
	else if (size_bytes < 10ull * 1024 * MiB)
		printf("%8.1f MiB", (double)size_bytes / (double)MiB);
	else
		printf("%8.1f GiB", (double)size_bytes / (double)MiB / 1024);
}
