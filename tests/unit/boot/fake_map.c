/* What a memory map must come to, said in another way: page by page. */
#include "boot/memory/memory.h"
#include "tests/unit/boot/fake.h"

#define PAGE 4096u

static int caution(uint32_t kind)
{
	static const uint32_t order[] = { BOOT_MEMORY_USABLE,     BOOT_MEMORY_LOADER_RECLAIMABLE,
		                          BOOT_MEMORY_FRAME_ZERO, BOOT_MEMORY_ACPI_RECLAIMABLE,
		                          BOOT_MEMORY_ACPI_NVS,   BOOT_MEMORY_RESERVED,
		                          BOOT_MEMORY_BAD };

	for (int i = 0; i < 7; i++)
		if (order[i] == kind)
			return i + 1;
	abort();
}

__extension__ typedef unsigned __int128 wide;

/* The numbers of the first page and of the one behind the last that an entry says
 * something of. 128 bits do not wrap. */
static void pages_of(const struct boot_memory_region *entry, uint64_t *first, uint64_t *end)
{
	wide base = entry->base, after = base + entry->size_bytes;
	wide limit = firmware_physical_end();
	bool is_usable = entry->kind == BOOT_MEMORY_USABLE;

	if (after > (wide)1 << 52)
		after = is_usable ? 0 : limit;
	if (after > limit)
		after = limit;
	*first = (uint64_t)((base + (is_usable ? PAGE - 1 : 0)) / PAGE);
	*end = (uint64_t)((after + (is_usable ? 0 : PAGE - 1)) / PAGE);
	if (!entry->size_bytes)
		*end = *first;
}

static uint32_t kind_wanted(uint64_t page, const struct boot_memory_region *raw, size_t count)
{
	uint32_t kind = 0;

	for (size_t i = 0; i < count; i++) {
		uint64_t first, end;

		pages_of(&raw[i], &first, &end);
		if (page >= first && page < end && (!kind || caution(raw[i].kind) > caution(kind)))
			kind = raw[i].kind;
	}
	return kind;
}

uint32_t fake_kind_at(uint64_t address)
{
	struct boot_memory_map list = memory_map();

	for (size_t i = 0; i < list.count; i++)
		if (address - list.regions[i].base < list.regions[i].size_bytes)
			return list.regions[i].kind;
	return 0;
}

static void check_page(uint64_t page, const struct boot_memory_region *raw, size_t count)
{
	if (page < firmware_physical_end() / PAGE)
		assert_int_equal(fake_kind_at(page * PAGE), kind_wanted(page, raw, count));
}

void fake_check_order(void)
{
	struct boot_memory_map map = memory_map();

	for (size_t i = 0; i < map.count; i++) {
		const struct boot_memory_region *region = &map.regions[i], *next = region + 1;

		assert_true(region->base % PAGE == 0 && region->size_bytes % PAGE == 0);
		assert_true(region->size_bytes > 0);
		assert_true(region->base + region->size_bytes <= firmware_physical_end());
		if (i + 1 == map.count)
			break;
		assert_true(region->base + region->size_bytes <= next->base);
		assert_false(region->kind == next->kind &&
		             region->base + region->size_bytes == next->base);
	}
}

/* Kinds change where entries begin and end, or the map's own regions do. */
static void check_around(const struct boot_memory_region *region,
                         const struct boot_memory_region *raw, size_t count)
{
	uint64_t edges[] = { region->base / PAGE, (region->base + region->size_bytes) / PAGE };

	for (int i = 0; i < 2; i++)
		for (int step = -2; step <= 2; step++)
			check_page(edges[i] + (uint64_t)step, raw, count);
}

void fake_check_map(const struct boot_memory_region *raw, size_t count)
{
	struct boot_memory_map map = memory_map();

	fake_check_order();
	for (size_t i = 0; i < count; i++)
		check_around(&raw[i], raw, count);
	for (size_t i = 0; i < map.count; i++)
		check_around(&map.regions[i], raw, count);
}
