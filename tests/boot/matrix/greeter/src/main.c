/* greeter: the kernel of the machine matrix. Says what it was started by and
 * on, and leaves with the code of success. */
#include <ingot/boot.h>
#include <ingot/power.h>
#include <inttypes.h>
#include <stdio.h>

static uint64_t sum_usable(const struct boot_memory_map *map)
{
	uint64_t size_bytes = 0;

	for (size_t i = 0; i < map->count; i++)
		if (map->regions[i].kind == BOOT_MEMORY_USABLE)
			size_bytes += map->regions[i].size_bytes;
	return size_bytes;
}

static void kernel_main(const struct boot_info *boot)
{
	printf("greeter: firmware %u, %" PRIu64 " MiB usable\n", (unsigned)boot->firmware,
	       (uint64_t)(sum_usable(&boot->memory_map) / MiB));
	power_exit(EXIT_CODE_SUCCESS);
}
ENTRY_POINT(kernel_main)
