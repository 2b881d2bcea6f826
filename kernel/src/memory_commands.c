/* mem, map: what there is, and what is where. */
#include <errno.h>
#include <ingot/area.h>
#include <ingot/boot.h>
#include <ingot/memory.h>
#include <ingot/page.h>
#include <ingot/paging.h>
#include <inttypes.h>
#include <runtime.h>
#include <stdio.h>
#include <stdlib.h>

#include "commands.h"
#include "shell.h"

/* "     640 KiB", "   127.5 MiB": 12 characters. */
static void print_size(uint64_t size_bytes)
{
	if (size_bytes < 10 * MiB)
		printf("%8" PRIu64 " KiB", (uint64_t)(size_bytes / KiB));
	else if (size_bytes < 10ull * 1024 * MiB)
		printf("%8.1f MiB", (double)size_bytes / (double)MiB);
	else
		printf("%8.1f GiB", (double)size_bytes / (double)MiB / 1024);
}

static void print_pages(const char *what, size_t count)
{
	printf("  %-22s", what);
	print_size((uint64_t)count * PAGE_SIZE);
	printf("\n");
}

void command_mem(int count, char *words[])
{
	static const char *const zones[PAGE_ZONE_COUNT] = {
		"free below 1 MiB",
		"free below 16 MiB",
		"free below 4 GiB",
		"free above 4 GiB",
	};
	struct page_stats pages = page_get_stats();
	struct heap_stats heap = heap_get_stats();

	(void)count, (void)words;
	shell_head("page allocator");
	print_pages("total", pages.total_pages);
	print_pages("free", pages.free_pages);
	for (size_t i = 0; i < PAGE_ZONE_COUNT; i++)
		print_pages(zones[i], pages.zone_free_pages[i]);
	if (pages.free_pages > 0)
		print_pages("largest free block", (size_t)1 << pages.largest_free_order);
	shell_head("heap");
	printf("  %zu blocks in use, %zu of %zu KiB free\n", heap.block_count,
	       heap.free_bytes / 1024, heap.region_bytes / 1024);
}

static void print_range(uint64_t base, uint64_t size_bytes)
{
	printf("  0x%016" PRIx64 "..0x%016" PRIx64, base, base + size_bytes);
	print_size(size_bytes);
}

static void print_physical(const struct boot_memory_map *map)
{
	shell_head("physical memory map");
	for (size_t i = 0; i < map->count; i++) {
		print_range(map->regions[i].base, map->regions[i].size_bytes);
		printf("  %s\n", memory_get_kind_name(map->regions[i].kind));
	}
}

static void print_virtual(const struct boot_info *boot)
{
	shell_head("virtual address space");
	print_range(boot->physical_memory_offset, boot->physical_memory_size_bytes);
	printf("  direct map (HHDM)\n");
	print_range(boot->stack_bottom, boot->stack_top - boot->stack_bottom);
	printf("  boot stack\n");
	print_range(boot->kernel_virtual, boot->kernel_size_bytes);
	printf("  kernel\n");
}

static void print_address(uint64_t address)
{
	struct paging_entry entry = paging_walk(address);
	struct area_info area;

	if (entry.mapped)
		printf("  physical 0x%" PRIx64 ", %" PRIu64 " KiB page, %s, %s\n", entry.physical,
		       (uint64_t)(entry.page_size_bytes / KiB),
		       entry.writable ? "writable" : "read-only",
		       entry.executable ? "executable" : "not executable");
	else
		printf("  not mapped\n");
	if (area_find(address, &area))
		printf("  %s \"%s\", %" PRIu64 " KiB\n",
		       area.is_guard   ? "guard page of"
		       : area.is_stack ? "stack"
		                       : "area",
		       area.name, (uint64_t)(area.size_bytes / KiB));
}

void command_map(int count, char *words[])
{
	const struct boot_info *boot = boot_info_get();
	uint64_t address;
	char *end;

	if (count == 1) {
		print_physical(&boot->memory_map);
		print_virtual(boot);
		return;
	}
	errno = 0;
	address = strtoull(words[1], &end, 0);
	if (end == words[1] || *end != '\0' || errno != 0)
		shell_complain("\"%s\" is not an address; example: 0xffff800000000000", words[1]);
	else
		print_address(address);
}
