#include "boot/memory/physical_map.h"

#include "abi/x86.h"
#include "boot/memory/memory.h"
#include "boot/memory/paging.h"

#define DEVICES_END 0x100000000ull /* 4 GiB: what the chipset decodes for 32 bits */

/* A stretch of physical memory whose pages are mapped alike. Pages never span
 * two: cacheable and uncacheable memory do not share a large page. */
struct stretch {
	uint64_t base, end;
	unsigned rights;
};

uint64_t physical_map_size(void)
{
	struct boot_memory_map map = memory_map();
	uint64_t end = memory_end() > DEVICES_END ? memory_end() : DEVICES_END;

	for (size_t i = 0; i < map.count; i++) {
		const struct boot_memory_region *region = &map.regions[i];

		if (region->kind == BOOT_MEMORY_FRAMEBUFFER &&
		    region->base + region->size_bytes > end)
			end = region->base + region->size_bytes;
	}
	return end;
}

static void stretch_map(uint64_t root, uint64_t offset, const struct stretch *stretch)
{
	if (stretch->base < stretch->end)
		paging_map(root, stretch->base + offset, stretch->base,
		           stretch->end - stretch->base, stretch->rights);
}

static void map_devices(uint64_t root, uint64_t offset, uint64_t base, uint64_t end)
{
	if (end > DEVICES_END)
		end = DEVICES_END;
	stretch_map(root, offset, &(struct stretch){ base, end, PAGE_WRITE | PAGE_UNCACHED });
}

/* Page tables are allocated while we map, which moves the regions of the map,
 * but never what is RAM and what is not: so those stretches are walked by
 * address, each looked up afresh. */
static struct stretch next_ram(uint64_t from)
{
	struct boot_memory_map map = memory_map();
	struct stretch ram = { 0, 0, PAGE_WRITE };

	for (size_t i = 0; i < map.count; i++) {
		const struct boot_memory_region *region = &map.regions[i];

		if (region->base < from || !memory_kind_is_ram(region->kind))
			continue;
		if (ram.end && ram.end != region->base)
			break;
		if (!ram.end)
			ram.base = region->base;
		ram.end = region->base + region->size_bytes;
	}
	return ram;
}

/* A framebuffer that lies above the other devices. */
static void map_high_framebuffer(uint64_t root, uint64_t offset)
{
	for (size_t i = 0; i < memory_map().count; i++) {
		struct boot_memory_region region = memory_map().regions[i];
		struct stretch stretch = { region.base, region.base + region.size_bytes,
			                   PAGE_WRITE | PAGE_UNCACHED };

		if (stretch.base < DEVICES_END)
			stretch.base = DEVICES_END;
		if (region.kind == BOOT_MEMORY_FRAMEBUFFER)
			stretch_map(root, offset, &stretch);
	}
}

void physical_map_make(uint64_t root, uint64_t offset)
{
	uint64_t done = 0;

	for (;;) {
		struct stretch ram = next_ram(done);

		if (!ram.end)
			break;
		map_devices(root, offset, done, ram.base);
		stretch_map(root, offset, &ram);
		done = ram.end;
	}
	map_devices(root, offset, done, DEVICES_END);
	map_high_framebuffer(root, offset);
}
