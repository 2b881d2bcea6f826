/* The firmware's memory map, of any entries, and what is done with it then: a model has a
 * kind for every page of the first 256, and after each step the map must say the same.
 *
 * Runs: 15000
 * Longest: 200 */
#include "boot/memory/memory.h"
#include "tests/fuzz/readers/fuzz.h"
#include "tests/unit/boot/fake.h"

#define PAGES 256

static uint32_t kinds[PAGES]; /* 0: no entry */

/* As memory.h says: the most cautious kind wins. */
static int caution(uint32_t kind)
{
	static const int of[] = {
		[0] = 0,
		[BOOT_MEMORY_USABLE] = 1,
		[BOOT_MEMORY_LOADER_RECLAIMABLE] = 2,
		[BOOT_MEMORY_FRAME_ZERO] = 3,
		[BOOT_MEMORY_ACPI_RECLAIMABLE] = 4,
		[BOOT_MEMORY_ACPI_NVS] = 5,
		[BOOT_MEMORY_RESERVED] = 6,
		[BOOT_MEMORY_BAD] = 7,
	};

	return of[kind];
}

static const uint32_t firmware_kinds[] = {
	BOOT_MEMORY_USABLE,           BOOT_MEMORY_USABLE,   BOOT_MEMORY_LOADER_RECLAIMABLE,
	BOOT_MEMORY_FRAME_ZERO,       BOOT_MEMORY_ACPI_NVS, BOOT_MEMORY_RESERVED,
	BOOT_MEMORY_ACPI_RECLAIMABLE, BOOT_MEMORY_BAD,
};

/* Bytes, not pages: usable memory shrinks to whole ones, all else grows. */
static struct boot_memory_region any_region(struct input *input)
{
	uint64_t base = input_number(input, 1) * X86_PAGE_SIZE;
	uint64_t size = input_number(input, 1) * X86_PAGE_SIZE / 2;
	unsigned odd = (unsigned)input_below(input, 8);

	if (odd & 1)
		base += odd * 100;
	if (odd & 2)
		size += 50;
	if (base + size > PAGES * X86_PAGE_SIZE)
		size = PAGES * X86_PAGE_SIZE - base;
	return (struct boot_memory_region){ base, size, firmware_kinds[input_below(input, 8)], 0 };
}

/* The pages that a region has, from *first up to *end. */
static void pages_of(const struct boot_memory_region *region, uint64_t *first, uint64_t *end)
{
	uint64_t base = region->base, last = region->base + region->size_bytes;

	if (region->kind == BOOT_MEMORY_USABLE) {
		*first = (base + X86_PAGE_SIZE - 1) / X86_PAGE_SIZE;
		*end = last / X86_PAGE_SIZE;
	} else {
		*first = base / X86_PAGE_SIZE;
		*end = region->size_bytes ? (last + X86_PAGE_SIZE - 1) / X86_PAGE_SIZE : *first;
	}
}

static void compare(void)
{
	struct boot_memory_map map = memory_map();
	uint32_t found[PAGES] = { 0 };
	uint64_t end = 0;

	HOLDS(map.count <= MEMORY_REGIONS_MAX);
	for (uint64_t i = 0; i < map.count; i++) {
		const struct boot_memory_region *r = &map.regions[i];

		HOLDS(r->size_bytes && r->base >= end);
		HOLDS_EQUAL((r->base | r->size_bytes) % X86_PAGE_SIZE, 0);
		HOLDS(i == 0 || r->base > end || r->kind != map.regions[i - 1].kind);
		end = r->base + r->size_bytes;
		HOLDS(end <= PAGES * X86_PAGE_SIZE);
		for (uint64_t page = r->base / X86_PAGE_SIZE; page < end / X86_PAGE_SIZE; page++)
			found[page] = r->kind;
	}
	for (size_t page = 0; page < PAGES; page++)
		HOLDS_EQUAL(found[page], kinds[page]);
}

static void take(struct input *input)
{
	uint64_t size = 1 + input_number(input, 2), base = 0;
	uint64_t alignment = (uint64_t)X86_PAGE_SIZE << input_below(input, 4);
	uint64_t phase = input_below(input, 4) * X86_PAGE_SIZE & (alignment - 1);
	uint64_t pages = (size + X86_PAGE_SIZE - 1) / X86_PAGE_SIZE, run = 0, longest = 0;

	TRY(base = memory_allocate_dirty(size, alignment, phase, BOOT_MEMORY_MODULE, "a module"));
	for (size_t page = 1; page < PAGES; page++) {
		run = kinds[page] == BOOT_MEMORY_USABLE ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	if (fake.error) {
		HOLDS_EQUAL(fake.error, ERROR_MEMORY);
		/* Somewhere in twice its alignment is a place. */
		HOLDS(longest < pages + 2 * alignment / X86_PAGE_SIZE);
		return;
	}
	HOLDS(base && ((base - phase) & (alignment - 1)) == 0);
	for (uint64_t page = base / X86_PAGE_SIZE; pages--; page++) {
		HOLDS(page < PAGES && kinds[page] == BOOT_MEMORY_USABLE);
		kinds[page] = BOOT_MEMORY_MODULE;
	}
}

static void reserve(struct input *input)
{
	struct boot_memory_region region = any_region(input);
	uint64_t first, end;

	region.kind = BOOT_MEMORY_RESERVED;
	memory_reserve(region.base, region.size_bytes, BOOT_MEMORY_RESERVED);
	pages_of(&region, &first, &end);
	for (; first < end; first++)
		if (kinds[first] == BOOT_MEMORY_USABLE)
			kinds[first] = BOOT_MEMORY_RESERVED;
}

static void add_device(struct input *input)
{
	struct boot_memory_region region = any_region(input);
	uint64_t first, end;

	region.kind = BOOT_MEMORY_FRAMEBUFFER;
	memory_add_device(region.base, region.size_bytes, BOOT_MEMORY_FRAMEBUFFER);
	pages_of(&region, &first, &end);
	for (; first < end; first++)
		if (kinds[first] == BOOT_MEMORY_RESERVED || !kinds[first])
			kinds[first] = BOOT_MEMORY_FRAMEBUFFER;
}

static void start(struct input *input)
{
	uint64_t first, end;

	memset(kinds, 0, sizeof kinds);
	memset(&fake, 0, sizeof fake);
	fake.memory_limit = UINT64_MAX;
	for (size_t count = 1 + input_below(input, 12); fake.region_count < count;) {
		struct boot_memory_region *region = &fake.regions[fake.region_count++];

		*region = any_region(input);
		pages_of(region, &first, &end);
		for (; first < end; first++)
			if (caution(region->kind) > caution(kinds[first]))
				kinds[first] = region->kind;
	}
	TRY(memory_start());
}

FUZZ(data, size)
{
	struct input input = { data, data + size };

	start(&input);
	if (fake.error) {
		for (size_t page = 0; page < PAGES; page++)
			HOLDS(!kinds[page] || !memory_kind_is_ram(kinds[page]));
		return;
	}
	compare();
	while (input.at < input.end) {
		switch (input_below(&input, 3)) {
		case 0:  take(&input); break;
		case 1:  TRY(reserve(&input)); break;
		default: TRY(add_device(&input));
		}
		HOLDS(fake.error == 0 || fake.error == ERROR_MEMORY);
		compare();
	}
}
