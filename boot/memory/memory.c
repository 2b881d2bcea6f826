#include "boot/memory/memory.h"

#include <stdbool.h>
#include <string.h>

#include "boot/base/firmware.h"
#include "boot/base/stop.h"

#define LOW_END   0xa0000 /* 640 KiB: what is above is no RAM */
#define EDGES_MAX (2 * MEMORY_FIRMWARE_REGIONS_MAX)

static struct boot_memory_region map[MEMORY_REGIONS_MAX];
static size_t map_count;

/* Where entries overlap, the higher rank wins: a byte that any entry calls
 * unsafe is not used. */
static int rank(uint32_t kind)
{
	switch (kind) {
	case BOOT_MEMORY_USABLE:             return 1;
	case BOOT_MEMORY_LOADER_RECLAIMABLE: return 2;
	case BOOT_MEMORY_FRAME_ZERO:         return 3;
	case BOOT_MEMORY_ACPI_RECLAIMABLE:   return 4;
	case BOOT_MEMORY_ACPI_NVS:           return 5;
	case BOOT_MEMORY_BAD:                return 7;
	default:                             return 6;
	}
}

bool memory_kind_is_ram(uint32_t kind)
{
	return kind != BOOT_MEMORY_RESERVED && kind != BOOT_MEMORY_BAD &&
	       kind != BOOT_MEMORY_FRAMEBUFFER;
}

static uint64_t region_end(const struct boot_memory_region *region)
{
	return region->base + region->size_bytes;
}

/* Whole pages, of those that the processor can address: usable memory shrinks to
 * them, all else grows. Empty or senseless entries become size 0: of what wraps
 * around, or lies where no address leads, nobody knows how much can be used. */
static void region_align(struct boot_memory_region *region)
{
	uint64_t base = region->base, end = region_end(region);
	uint64_t limit = firmware_physical_end();
	bool makes_sense = end >= base && end <= X86_PHYSICAL_END;

	if (base > limit)
		base = limit;
	if (!makes_sense || end > limit)
		end = limit;
	if (!makes_sense && region->kind == BOOT_MEMORY_USABLE)
		end = base;
	if (region->kind == BOOT_MEMORY_USABLE) {
		base = page_round_up(base);
		end = page_round_down(end);
	} else if (region->size_bytes) {
		base = page_round_down(base);
		end = page_round_up(end);
	}
	region->base = base;
	region->size_bytes = base < end ? end - base : 0;
}

static size_t edges_collect(uint64_t *edges, const struct boot_memory_region *raw, size_t count)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		edges[n++] = raw[i].base;
		edges[n++] = region_end(&raw[i]);
	}
	for (size_t i = 1; i < n; i++) { /* insertion sort: few, near sorted */
		uint64_t edge = edges[i];
		size_t j = i;

		for (; j > 0 && edges[j - 1] > edge; j--)
			edges[j] = edges[j - 1];
		edges[j] = edge;
	}
	return n;
}

/* The kind of the bytes from base to the next edge; 0 where no entry lies. */
static uint32_t kind_at(uint64_t base, const struct boot_memory_region *raw, size_t count)
{
	uint32_t kind = 0;

	for (size_t i = 0; i < count; i++) {
		if (base < raw[i].base || base >= region_end(&raw[i]))
			continue;
		if (!kind || rank(raw[i].kind) > rank(kind))
			kind = raw[i].kind;
	}
	return kind;
}

static void map_append(uint64_t base, uint64_t end, uint32_t kind)
{
	struct boot_memory_region *last = map_count ? &map[map_count - 1] : NULL;

	if (base == end || !kind)
		return;
	if (last && last->kind == kind && region_end(last) == base) {
		last->size_bytes += end - base;
		return;
	}
	if (map_count == MEMORY_REGIONS_MAX)
		stop(ERROR_MEMORY_MAP, "the memory map exceeds % regions (MEMORY_REGIONS_MAX)",
		     FACTS(NUMBER(MEMORY_REGIONS_MAX)));
	map[map_count++] = (struct boot_memory_region){ base, end - base, kind, 0 };
}

void memory_start(void)
{
	static struct boot_memory_region raw[MEMORY_FIRMWARE_REGIONS_MAX];
	static uint64_t edges[EDGES_MAX];
	size_t count = firmware_memory_map(raw, MEMORY_FIRMWARE_REGIONS_MAX);
	size_t edge_count;

	for (size_t i = 0; i < count; i++)
		region_align(&raw[i]);
	edge_count = edges_collect(edges, raw, count);
	map_count = 0;
	for (size_t i = 0; i + 1 < edge_count; i++)
		map_append(edges[i], edges[i + 1], kind_at(edges[i], raw, count));
	if (!memory_end())
		stop(ERROR_MEMORY_MAP, "the firmware's memory map has no usable memory", NULL);
}

uint64_t memory_end(void)
{
	for (size_t i = map_count; i > 0; i--)
		if (memory_kind_is_ram(map[i - 1].kind))
			return region_end(&map[i - 1]);
	return 0;
}

struct boot_memory_map memory_map(void)
{
	return (struct boot_memory_map){ map, map_count };
}

static void map_insert(size_t at)
{
	if (map_count == MEMORY_REGIONS_MAX)
		stop(ERROR_MEMORY_MAP, "the memory map exceeds % regions (MEMORY_REGIONS_MAX)",
		     FACTS(NUMBER(MEMORY_REGIONS_MAX)));
	memmove(&map[at + 1], &map[at], (map_count - at) * sizeof map[0]);
	map_count++;
}

static void map_remove(size_t at)
{
	map_count--;
	memmove(&map[at], &map[at + 1], (map_count - at) * sizeof map[0]);
}

static void map_merge_with_next(size_t at)
{
	if (at + 1 >= map_count || map[at].kind != map[at + 1].kind ||
	    region_end(&map[at]) != map[at + 1].base)
		return;
	map[at].size_bytes += map[at + 1].size_bytes;
	map_remove(at + 1);
}

/* Gives [base, end), which lies in region `at`, another kind. */
static void map_carve(size_t at, uint64_t base, uint64_t end, uint32_t kind)
{
	struct boot_memory_region whole = map[at];

	if (end < region_end(&whole)) {
		map_insert(at + 1);
		map[at + 1] = (struct boot_memory_region){ end, region_end(&whole) - end,
			                                   whole.kind, 0 };
	}
	if (whole.base < base) {
		map[at].size_bytes = base - whole.base;
		map_insert(++at);
	}
	map[at] = (struct boot_memory_region){ base, end - base, kind, 0 };
	map_merge_with_next(at);
	if (at > 0)
		map_merge_with_next(at - 1);
}

/* The highest place for size bytes in a region, or 0: frame 0 is never free. */
static uint64_t region_fit(const struct boot_memory_region *region, uint64_t size_bytes,
                           uint64_t alignment, uint64_t phase)
{
	uint64_t end = region_end(region), limit = firmware_memory_limit(), base;

	if (region->kind != BOOT_MEMORY_USABLE)
		return 0;
	if (end > limit)
		end = limit;
	if (end < region->base || end - region->base < size_bytes)
		return 0;
	base = end - size_bytes;
	base -= (base - phase) & (alignment - 1);
	return base >= region->base && base < end ? base : 0;
}

static uint64_t largest_free(void)
{
	uint64_t largest = 0, limit = firmware_memory_limit();

	for (size_t i = 0; i < map_count; i++) {
		uint64_t end = region_end(&map[i]);

		if (map[i].kind != BOOT_MEMORY_USABLE || map[i].base >= limit)
			continue;
		if (end > limit)
			end = limit;
		if (end - map[i].base > largest)
			largest = end - map[i].base;
	}
	return largest;
}

uint64_t memory_find(uint64_t size_bytes, uint64_t alignment, uint64_t phase)
{
	for (size_t i = map_count; i > 0; i--) {
		uint64_t base = region_fit(&map[i - 1], size_bytes, alignment, phase);

		if (base)
			return base;
	}
	return 0;
}

/* Gives usable memory another kind. */
static void map_take(uint64_t base, uint64_t size_bytes, uint32_t kind)
{
	uint64_t end = base + size_bytes;

	for (size_t i = 0; i < map_count; i++) {
		if (map[i].kind != BOOT_MEMORY_USABLE || base < map[i].base ||
		    end > region_end(&map[i]))
			continue;
		map_carve(i, base, end, kind);
		return;
	}
	stop(ERROR_INTERNAL, "% bytes at % were not free", FACTS(NUMBER(size_bytes), HEX(base)));
}

uint64_t memory_allocate_dirty(uint64_t size_bytes, uint64_t alignment, uint64_t phase,
                               enum boot_memory_kind kind, const char *purpose)
{
	uint64_t size = page_round_up(size_bytes);
	uint64_t base = size >= size_bytes ? firmware_allocate(size, alignment, phase) : 0;

	if (base) {
		map_take(base, size, kind);
		return base;
	}
	stop(ERROR_MEMORY, "out of memory: % needs % KiB, the largest free block is % KiB",
	     FACTS(TEXT(purpose), NUMBER(size_bytes / 1024 + (size_bytes % 1024 != 0)),
	           NUMBER(largest_free() / 1024)));
}

uint64_t memory_allocate(uint64_t size_bytes, uint64_t alignment, uint64_t phase,
                         enum boot_memory_kind kind, const char *purpose)
{
	uint64_t base = memory_allocate_dirty(size_bytes, alignment, phase, kind, purpose);

	memset(memory_at(base), 0, page_round_up(size_bytes));
	return base;
}

/* The first region that ends above an address; map_count: none. */
static size_t region_above(uint64_t base)
{
	size_t i = 0;

	while (i < map_count && region_end(&map[i]) <= base)
		i++;
	return i;
}

/* Whose memory is not free. */
static const char *owner_of(uint32_t kind)
{
	switch (kind) {
	case BOOT_MEMORY_LOADER_RECLAIMABLE: return "the loader's";
	case BOOT_MEMORY_KERNEL:             return "the kernel's own";
	case BOOT_MEMORY_MODULE:             return "a module's";
	case BOOT_MEMORY_BAD:                return "defective";
	default:                             return "the firmware's";
	}
}

const char *memory_take(uint64_t base, uint64_t size_bytes, enum boot_memory_kind kind,
                        uint64_t *at)
{
	size_t i = region_above(base);
	uint64_t end = base + size_bytes;

	*at = base;
	if (end < base || end > firmware_memory_limit())
		return "beyond what the loader reaches";
	if (i == map_count || map[i].base > base)
		return "no memory";
	if (map[i].kind != BOOT_MEMORY_USABLE)
		return owner_of(map[i].kind);
	if (region_end(&map[i]) < end) {
		*at = region_end(&map[i]);
		return ++i < map_count && map[i].base == *at ? owner_of(map[i].kind) : "no memory";
	}
	if (!firmware_take(base, size_bytes))
		return "the firmware's";
	map_take(base, size_bytes, kind);
	return NULL;
}

uint64_t memory_find_low(void)
{
	for (size_t i = map_count; i > 0; i--) {
		uint64_t end = region_end(&map[i - 1]);

		if (end > LOW_END)
			end = LOW_END;
		if (map[i - 1].kind == BOOT_MEMORY_USABLE && map[i - 1].base < end)
			return end - X86_PAGE_SIZE;
	}
	return 0;
}

uint64_t memory_allocate_low(void)
{
	uint64_t page = firmware_allocate_low();

	if (page)
		map_take(page, X86_PAGE_SIZE, BOOT_MEMORY_LOADER_RECLAIMABLE);
	return page;
}

void memory_assign(uint64_t base, uint64_t size_bytes, enum boot_memory_kind kind)
{
	uint64_t end = base + page_round_up(size_bytes);

	for (size_t i = 0; i < map_count; i++) {
		if (base < map[i].base || end > region_end(&map[i]))
			continue;
		if (map[i].kind == (uint32_t)kind) /* a module that is named twice */
			return;
		if (map[i].kind != BOOT_MEMORY_LOADER_RECLAIMABLE)
			break;
		map_carve(i, base, end, kind);
		return;
	}
	stop(ERROR_INTERNAL, "% bytes at % are not the loader's to give",
	     FACTS(NUMBER(size_bytes), HEX(base)));
}

static bool regions_meet(const struct boot_memory_region *a, const struct boot_memory_region *b)
{
	return a->base < region_end(b) && b->base < region_end(a);
}

void memory_reserve(uint64_t base, uint64_t size_bytes, enum boot_memory_kind kind)
{
	struct boot_memory_region kept = { base, size_bytes, kind, 0 };
	size_t i = 0;

	region_align(&kept);
	while (kept.size_bytes && i < map_count) {
		uint64_t from = map[i].base, to = region_end(&map[i]);

		if (map[i].kind != BOOT_MEMORY_USABLE || !regions_meet(&map[i], &kept)) {
			i++;
			continue;
		}
		if (from < kept.base)
			from = kept.base;
		if (to > region_end(&kept))
			to = region_end(&kept);
		map_carve(i, from, to, kind);
		i = 0; /* carving moves what follows, and may merge */
	}
}

void memory_add_device(uint64_t base, uint64_t size_bytes, enum boot_memory_kind kind)
{
	struct boot_memory_region device = { base, size_bytes, kind, 0 };
	uint64_t at, end;

	region_align(&device);
	for (at = device.base; at < region_end(&device); at = end) {
		size_t i = region_above(at);

		end = region_end(&device);
		if (i < map_count && map[i].base <= at) {
			if (region_end(&map[i]) < end)
				end = region_end(&map[i]);
			if (map[i].kind == BOOT_MEMORY_RESERVED)
				map_carve(i, at, end, kind);
			continue;
		}
		if (i < map_count && map[i].base < end)
			end = map[i].base;
		map_insert(i);
		map[i] = (struct boot_memory_region){ at, end - at, kind, 0 };
		map_merge_with_next(i);
		if (i > 0)
			map_merge_with_next(i - 1);
	}
}
