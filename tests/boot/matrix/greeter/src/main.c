/* greeter: the kernel of the machine matrix. Says what it was started by and
 * on, and leaves with the code of success. */
#include <ingot/boot.h>
#include <ingot/power.h>
#include <inttypes.h>
#include <stdio.h>

BOOT_CONFIG(.smp = BOOT_ON);

static uint64_t sum_usable(const struct boot_memory_map *map)
{
	uint64_t size_bytes = 0;

	for (size_t i = 0; i < map->count; i++)
		if (map->regions[i].kind == BOOT_MEMORY_USABLE)
			size_bytes += map->regions[i].size_bytes;
	return size_bytes;
}

static size_t count_parked(const struct boot_cpus *cpus)
{
	size_t count = 0;

	for (size_t i = 0; i < cpus->count; i++)
		count += cpus->list[i].state == BOOT_CPU_PARKED;
	return count;
}

static void kernel_main(const struct boot_info *boot)
{
	printf("greeter: firmware %u, %" PRIu64 " MiB usable, %zu CPUs, %zu parked\n",
	       (unsigned)boot->firmware, (uint64_t)(sum_usable(&boot->memory_map) / MiB),
	       boot->cpus.count, count_parked(&boot->cpus));
	power_exit(EXIT_CODE_SUCCESS);
}
ENTRY_POINT(kernel_main)
