/* Chapter 1: a kernel that greets, and counts its memory. */
#include <ingot/boot.h>
#include <stdio.h>

/* The bytes of memory that nobody uses yet. */
static uint64_t free_bytes(const struct boot_memory_map *map)
{
	uint64_t bytes = 0;

	for (size_t i = 0; i < map->count; i++)
		if (map->regions[i].kind == BOOT_MEMORY_USABLE)
			bytes += map->regions[i].size_bytes;
	return bytes;
}

static void kernel_main(const struct boot_info *boot)
{
	printf("Hello from my kernel!\n");
	printf("%llu MiB of memory are free.\n", free_bytes(&boot->memory_map) / MiB);
}
ENTRY_POINT(kernel_main)
