#include "tests/unit/boot/fake.h"

#include "boot/memory/memory.h"

#define RAM_ALIGNMENT 0x200000u
#define PAGE          4096u

struct fake fake;
static void *ram;

static size_t append(size_t used, const char *text)
{
	size_t room = sizeof fake.sentence - 1 - used, length = strlen(text);

	if (length > room)
		length = room;
	memcpy(fake.sentence + used, text, length);
	fake.sentence[used + length] = '\0';
	return used + length;
}

_Noreturn void stop(enum loader_error error, const char *sentence, const struct fact *facts)
{
	size_t used = 0;

	if (!fake.armed) {
		fprintf(stderr, "refused outside TRY: %d %s\n", (int)error, sentence);
		abort();
	}
	for (; *sentence; sentence++) {
		char piece[32] = { *sentence, '\0' };

		if (*sentence != '%') {
			used = append(used, piece);
			continue;
		}
		snprintf(piece, sizeof piece, facts->hexadecimal ? "0x%llx" : "%llu",
		         (unsigned long long)facts->number);
		used = append(used, facts->text ? facts->text : piece);
		facts++;
	}
	fake.error = (int)error;
	longjmp(fake.back, 1);
}

void fake_start_ram(size_t size_bytes)
{
	memset(&fake, 0, sizeof fake);
	if (posix_memalign(&ram, RAM_ALIGNMENT, size_bytes) != 0)
		abort();
	memset(ram, 0xa5, size_bytes);
	fake.memory_limit = UINT64_MAX;
	fake.regions[0] = (struct boot_memory_region){ (uintptr_t)ram, size_bytes,
		                                       BOOT_MEMORY_USABLE, 0 };
	fake.region_count = 1;
	memory_start();
}

void fake_start_disk(size_t size_bytes)
{
	free(fake.disk);
	fake.disk = calloc(1, size_bytes);
	fake.disk_size = size_bytes;
	fake.disk_reads = 0;
	if (!fake.disk)
		abort();
}

void fake_end(void)
{
	free(fake.disk);
	free(ram);
	fake.disk = NULL;
	ram = NULL;
}

void fake_start_empty(void)
{
	memset(&fake, 0, sizeof fake);
	fake.memory_limit = 1ull << 32;
}

void fake_give(uint64_t base, uint64_t size_bytes, uint32_t kind)
{
	fake.regions[fake.region_count++] = (struct boot_memory_region){ base, size_bytes, kind,
		                                                         0 };
}

/* --- What a map must come to, said in another way: page by page ------------- */

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

static uint32_t kind_found(uint64_t page)
{
	struct boot_memory_map map = memory_map();

	for (size_t i = 0; i < map.count; i++)
		if (page >= map.regions[i].base / PAGE &&
		    page < (map.regions[i].base + map.regions[i].size_bytes) / PAGE)
			return map.regions[i].kind;
	return 0;
}

static void check_page(uint64_t page, const struct boot_memory_region *raw, size_t count)
{
	if (page < firmware_physical_end() / PAGE)
		assert_int_equal(kind_found(page), kind_wanted(page, raw, count));
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

uint32_t fake_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

void firmware_disk_read(uint64_t offset_bytes, void *to, size_t size_bytes)
{
	if (offset_bytes > fake.disk_size || size_bytes > fake.disk_size - offset_bytes)
		stop(ERROR_DISK_READ, "the fake disk ends before byte %",
		     FACTS(NUMBER(offset_bytes + size_bytes)));
	fake.disk_reads++;
	memcpy(to, fake.disk + offset_bytes, size_bytes);
}

size_t firmware_memory_map(struct boot_memory_region *regions, size_t limit)
{
	size_t count = fake.region_count < limit ? fake.region_count : limit;

	memcpy(regions, fake.regions, count * sizeof *regions);
	return count;
}

uint64_t firmware_memory_limit(void)
{
	return fake.memory_limit;
}

uint64_t firmware_physical_end(void)
{
	return fake.physical_end ? fake.physical_end : 1ull << 52;
}

uint64_t firmware_allocate(uint64_t size_bytes, uint64_t alignment, uint64_t phase)
{
	return memory_find(size_bytes, alignment, phase);
}

uint64_t firmware_allocate_low(void)
{
	return memory_find_low();
}

uint32_t fake_crc32(const void *bytes, size_t count)
{
	const uint8_t *at = bytes;
	uint32_t crc = 0xffffffff;

	while (count--) {
		crc ^= *at++;
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}
