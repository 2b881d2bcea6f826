/* report: see report.h. */
#include "report.h"

#include <ingot/boot.h>
#include <ingot/cpu.h>
#include <ingot/memory.h>
#include <inttypes.h>
#include <runtime.h>
#include <stdio.h>

#include "cpu_name.h"
#include "pi.h"

void report_cpu(void)
{
	char name[CPU_NAME_SIZE];

	cpu_name_read(name);
	printf("cpu: %s%s\n", name,
	       cpu_has_hypervisor() ? " (under a hypervisor)" : "");
}

/* "640 KiB", "127.5 MiB". */
static void print_size(uint64_t size_bytes)
{
	if (size_bytes < 10 * MiB)
		printf("%8" PRIu64 " KiB", (uint64_t)(size_bytes / KiB));
	else
		printf("%8.1f MiB", (double)size_bytes / (double)MiB);
}

static uint64_t sum_usable(const struct boot_memory_map *map)
{
	uint64_t size_bytes = 0;

	for (size_t i = 0; i < map->count; i++)
		if (map->regions[i].kind == BOOT_MEMORY_USABLE)
			size_bytes += map->regions[i].size_bytes;
	return size_bytes;
}

void report_memory_map(const struct boot_info *boot)
{
	const struct boot_memory_map *map = &boot->memory_map;

	printf("memory: %.1f MiB usable\n", (double)sum_usable(map) / (double)MiB);
	for (size_t i = 0; i < map->count; i++) {
		const struct boot_memory_region *r = &map->regions[i];

		printf("  0x%012" PRIx64 "..0x%012" PRIx64, r->base,
		       r->base + r->size_bytes);
		print_size(r->size_bytes);
		printf("  %s\n", memory_get_kind_name(r->kind));
	}
}

void report_heap(void)
{
	struct heap_stats heap = heap_get_stats();

	printf("heap: %zu KiB, %zu KiB of it free, %zu blocks in use\n",
	       heap.region_bytes / 1024, heap.free_bytes / 1024,
	       heap.block_count);
}

void report_floating_point(void)
{
	double pi = pi_compute();

	printf("pi: %.15f (%a), without floating-point registers\n", pi, pi);
}

void report_boot_time(const struct boot_info *boot)
{
	const struct boot_tsc *tsc = &boot->tsc;

	printf("loader: %" PRIu64 " thousand cycles, %" PRIu64
	       " of them for the disk\n",
	       (tsc->kernel_start - tsc->loader_start) / 1000,
	       (tsc->disk_done - tsc->loader_start) / 1000);
}
