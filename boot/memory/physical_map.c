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

/* The map that is being made. */
struct map {
	uint64_t root, offset, end;
	const struct physical_hole *holes;
	size_t hole_count;
};

static void piece_map(const struct map *map, uint64_t base, uint64_t end, unsigned rights)
{
	if (base < end)
		paging_map(map->root, base + map->offset, base, end - base, rights);
}

static void stretch_map(const struct map *map, const struct stretch *stretch)
{
	uint64_t end = stretch->end < map->end ? stretch->end : map->end;
	uint64_t base = stretch->base;

	for (size_t i = 0; i < map->hole_count && base < end; i++) {
		const struct physical_hole *hole = &map->holes[i];

		if (hole->end <= base || hole->base >= end)
			continue;
		piece_map(map, base, hole->base, stretch->rights);
		base = hole->end;
	}
	piece_map(map, base, end, stretch->rights);
}

static void map_devices(const struct map *map, uint64_t base, uint64_t end)
{
	if (end > DEVICES_END)
		end = DEVICES_END;
	stretch_map(map, &(struct stretch){ base, end, PAGE_WRITE | PAGE_UNCACHED });
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
static void map_high_framebuffer(const struct map *map)
{
	for (size_t i = 0; i < memory_map().count; i++) {
		struct boot_memory_region region = memory_map().regions[i];
		struct stretch stretch = { region.base, region.base + region.size_bytes,
			                   PAGE_WRITE | PAGE_UNCACHED };

		if (stretch.base < DEVICES_END)
			stretch.base = DEVICES_END;
		if (region.kind == BOOT_MEMORY_FRAMEBUFFER)
			stretch_map(map, &stretch);
	}
}

void physical_map_make(uint64_t root, uint64_t offset, uint64_t end,
                       const struct physical_hole *holes, size_t hole_count)
{
	const struct map map = { root, offset, end, holes, hole_count };
	uint64_t done = 0;

	for (;;) {
		struct stretch ram = next_ram(done);

		if (!ram.end)
			break;
		map_devices(&map, done, ram.base);
		stretch_map(&map, &ram);
		done = ram.end;
	}
	map_devices(&map, done, DEVICES_END);
	map_high_framebuffer(&map);
}
