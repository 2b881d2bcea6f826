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

/* 640 KiB, 127.5 MiB: the unit that leaves at most four digits. */
static void print_size(uint64_t size_bytes)
{
	if (size_bytes < 10 * MiB)
		printf("%8" PRIu64 " KiB", (uint64_t)(size_bytes / KiB));
	else
		printf("%8.1f MiB", (double)size_bytes / (double)MiB);
}

void report_memory_map(const struct boot_info *boot)
{
	uint64_t usable_bytes = 0;

	puts("memory map:");
	for (size_t i = 0; i < boot->memory_map.count; i++) {
		const struct boot_memory_region *r = &boot->memory_map.regions[i];

		printf("  0x%010" PRIx64 "..0x%010" PRIx64, r->base,
		       r->base + r->size_bytes);
		print_size(r->size_bytes);
		printf("  %s\n", memory_get_kind_name(r->kind));
		if (r->kind == BOOT_MEMORY_USABLE)
			usable_bytes += r->size_bytes;
	}
	printf("usable: %.1f MiB\n", (double)usable_bytes / (double)MiB);
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

	printf("loader: %" PRIu64 " thousand cycles, %" PRIu64 " of them for the disk\n",
	       (tsc->kernel_start - tsc->loader_start) / 1000,
	       (tsc->disk_done - tsc->loader_start) / 1000);
}
