/* page_region: see <ingot/page.h>. From the loader's memory map to pages that
 * can be had. */
#include <ingot/boot_info.h>
#include <ingot/panic.h>
#include <string.h>

#include "abi/bits.h"
#include "kit/memory/page.h"

/* RAM that is, or may become, the allocator's. */
static bool may_be_given(const struct boot_memory_region *region)
{
	switch (region->kind) {
	case BOOT_MEMORY_USABLE:
	case BOOT_MEMORY_ACPI_RECLAIMABLE:
	case BOOT_MEMORY_LOADER_RECLAIMABLE:
	case BOOT_MEMORY_MODULE:
		return memory_to_virtual(region->base + region->size_bytes - 1) != NULL;
	default: return false;
	}
}

static phys_t find_end(const struct boot_memory_map *map)
{
	phys_t end = 0;

	for (size_t i = 0; i < map->count; i++)
		if (may_be_given(&map->regions[i]))
			end = map->regions[i].base + map->regions[i].size_bytes;
	return end;
}

/* Usable RAM from base on in a region; LOW is scarce, and stays whole. */
static bool has_room(const struct boot_memory_region *region, uint64_t size_bytes)
{
	return region->kind == BOOT_MEMORY_USABLE && may_be_given(region) &&
	       region->base >= MEMORY_LOW_END && region->size_bytes >= size_bytes;
}

/* The bytes of all pages, in the first region that holds them. */
static phys_t place_states(const struct boot_memory_map *map, uint64_t size_bytes)
{
	for (size_t i = 0; i < map->count; i++)
		if (has_room(&map->regions[i], size_bytes))
			return map->regions[i].base;
	return 0;
}

static void give_region(const struct boot_memory_region *region, phys_t states,
                        uint64_t states_size_bytes)
{
	phys_t base = region->base;

	if (base == states)
		base += states_size_bytes;
	if (base == 0)
		base = PAGE_SIZE; /* 0 is no page */
	if (base < region->base + region->size_bytes)
		page_give_new(base, region->base + region->size_bytes);
}

void page_find_regions(const struct boot_info *boot)
{
	const struct boot_memory_map *map = &boot->memory_map;
	phys_t end = find_end(map);
	uint64_t size_bytes = round_up(end / PAGE_SIZE, PAGE_SIZE);
	phys_t states = place_states(map, size_bytes);

	if (states == 0)
		return;
	memset(memory_to_virtual(states), 0, size_bytes);
	page_set_states(memory_to_virtual(states), end);
	for (size_t i = 0; i < map->count; i++)
		if (map->regions[i].kind == BOOT_MEMORY_USABLE && may_be_given(&map->regions[i]))
			give_region(&map->regions[i], states, size_bytes);
}

void page_add_region(phys_t base, uint64_t size_bytes)
{
	if ((base | size_bytes) % PAGE_SIZE != 0 || base == 0 || base + size_bytes < base ||
	    base + size_bytes > page_get_end())
		panic("page_add_region: 0x%llx, 0x%llx bytes: not whole pages of RAM",
		      (unsigned long long)base, (unsigned long long)size_bytes);
	page_give_new(base, base + size_bytes);
}
