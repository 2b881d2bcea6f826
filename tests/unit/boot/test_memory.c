/* boot/memory/memory.c: a firmware's map put in order, and memory taken from it. */
#include "tests/unit/boot/fake.h"

#include "boot/memory/memory.h"

#define KIB  1024ull
#define PAGE 4096ull

static void give(uint64_t base, uint64_t size_bytes, uint32_t kind)
{
	fake.regions[fake.region_count++] = (struct boot_memory_region){ base, size_bytes, kind,
		                                                         0 };
}

static void start_with_nothing(void)
{
	memset(&fake, 0, sizeof fake);
	fake.memory_limit = 1ull << 32;
}

static void assert_region(size_t i, uint64_t base, uint64_t end, uint32_t kind)
{
	const struct boot_memory_region *region = &memory_map().regions[i];

	assert_true(region->base == base);
	assert_true(region->base + region->size_bytes == end);
	assert_int_equal(region->kind, kind);
}

/* What abi/boot_info.h promises of every map. */
static void assert_in_order(void)
{
	struct boot_memory_map map = memory_map();

	for (size_t i = 0; i < map.count; i++) {
		const struct boot_memory_region *region = &map.regions[i], *next = region + 1;

		assert_true(region->base % PAGE == 0 && region->size_bytes % PAGE == 0);
		assert_true(region->size_bytes > 0);
		if (i + 1 == map.count)
			break;
		assert_true(region->base + region->size_bytes <= next->base);
		assert_false(region->kind == next->kind &&
		             region->base + region->size_bytes == next->base);
	}
}

TEST(sorts_aligns_and_merges)
{
	start_with_nothing();
	give(0x100000, 0x300000, BOOT_MEMORY_USABLE);
	give(0x9fc00, 0x400, BOOT_MEMORY_RESERVED);
	give(0x1000, 0x9ec00, BOOT_MEMORY_USABLE);
	give(0x400000, 0x100001, BOOT_MEMORY_USABLE);
	assert_taken(memory_start());
	assert_int_equal(memory_map().count, 3);
	assert_region(0, 0x1000, 0x9f000, BOOT_MEMORY_USABLE);
	assert_region(1, 0x9f000, 0xa0000, BOOT_MEMORY_RESERVED);
	assert_region(2, 0x100000, 0x500000, BOOT_MEMORY_USABLE);
	assert_true(memory_end() == 0x500000);
}

TEST(caution_wins_where_entries_overlap)
{
	start_with_nothing();
	give(0x100000, 0x100000, BOOT_MEMORY_USABLE);
	give(0x140000, 0x10000, BOOT_MEMORY_RESERVED);
	give(0x148000, 0x10000, BOOT_MEMORY_ACPI_NVS);
	give(0x14a000, 0x1000, BOOT_MEMORY_BAD);
	give(0x100000, 0x100000, BOOT_MEMORY_USABLE);
	assert_taken(memory_start());
	assert_int_equal(memory_map().count, 6);
	assert_region(0, 0x100000, 0x140000, BOOT_MEMORY_USABLE);
	assert_region(1, 0x140000, 0x14a000, BOOT_MEMORY_RESERVED);
	assert_region(2, 0x14a000, 0x14b000, BOOT_MEMORY_BAD);
	assert_region(3, 0x14b000, 0x150000, BOOT_MEMORY_RESERVED);
	assert_region(4, 0x150000, 0x158000, BOOT_MEMORY_ACPI_NVS);
	assert_region(5, 0x158000, 0x200000, BOOT_MEMORY_USABLE);
}

TEST(senseless_entries_do_no_harm)
{
	start_with_nothing();
	give(0x100000, 0x100000, BOOT_MEMORY_USABLE);
	give(0x110000, 0, BOOT_MEMORY_RESERVED);
	give(0x300000, 100, BOOT_MEMORY_USABLE);
	give(UINT64_MAX - 10, 5, BOOT_MEMORY_USABLE);
	give(UINT64_MAX - 10, 500, BOOT_MEMORY_USABLE);
	give(0xfff0000000000000, UINT64_MAX, BOOT_MEMORY_RESERVED);
	assert_taken(memory_start());
	assert_int_equal(memory_map().count, 1);
	assert_region(0, 0x100000, 0x200000, BOOT_MEMORY_USABLE);
}

TEST(nothing_usable_is_refused)
{
	start_with_nothing();
	assert_refused(ERROR_MEMORY_MAP, memory_start());
	give(0x100000, 0x100000, BOOT_MEMORY_RESERVED);
	assert_refused(ERROR_MEMORY_MAP, memory_start());
}

static uint64_t take(uint64_t size_bytes, uint64_t alignment, uint64_t phase)
{
	return memory_allocate_dirty(size_bytes, alignment, phase, BOOT_MEMORY_KERNEL, "a test");
}

TEST(takes_from_the_top_below_the_limit)
{
	start_with_nothing();
	give(0x100000, 0x700000, BOOT_MEMORY_USABLE);
	give(0x100000000, 0x40000000, BOOT_MEMORY_USABLE);
	memory_start();
	assert_true(take(1, PAGE, 0) == 0x7ff000);
	assert_true(take(PAGE + 1, PAGE, 0) == 0x7fd000);
	assert_int_equal(memory_map().count, 3);
	assert_true(take(PAGE, 0x200000, 0x1000) == 0x601000);
	assert_in_order();
	assert_true(memory_end() == 0x140000000);
}

TEST(says_what_did_not_fit)
{
	start_with_nothing();
	give(0x100000, 0x100000, BOOT_MEMORY_USABLE);
	give(0x100000000, 0x40000000, BOOT_MEMORY_USABLE);
	memory_start();
	assert_refused(ERROR_MEMORY, take(0x100001, PAGE, 0));
	assert_string_equal(fake.sentence, "too little memory: a test needs 1025 KiB, "
	                                   "the largest free run is 1024 KiB");
	assert_refused(ERROR_MEMORY, take(UINT64_MAX, PAGE, 0));
	assert_refused(ERROR_MEMORY, take(PAGE, 0x200000, 0));
	assert_true(take(0x100000, PAGE, 0) == 0x100000);
	assert_refused(ERROR_MEMORY, take(1, PAGE, 0));
}

TEST(allocated_memory_is_zero)
{
	const uint8_t *bytes;

	fake_start_ram(1024 * KIB);
	bytes = memory_at(memory_allocate(5000, PAGE, 0, BOOT_MEMORY_MODULE, "a test"));
	for (size_t i = 0; i < 8192; i++)
		assert_int_equal(bytes[i], 0);
	fake_end();
}

TEST(what_lies_in_place_changes_its_kind)
{
	start_with_nothing();
	give(0x100000, 0x100000, BOOT_MEMORY_USABLE);
	give(0x180000, 0x10000, BOOT_MEMORY_LOADER_RECLAIMABLE);
	assert_taken(memory_start());
	assert_taken(memory_assign(0x182000, 0x1001, BOOT_MEMORY_MODULE));
	assert_taken(memory_assign(0x182000, 0x1001, BOOT_MEMORY_MODULE));
	assert_int_equal(memory_map().count, 5);
	assert_region(1, 0x180000, 0x182000, BOOT_MEMORY_LOADER_RECLAIMABLE);
	assert_region(2, 0x182000, 0x184000, BOOT_MEMORY_MODULE);
	assert_region(3, 0x184000, 0x190000, BOOT_MEMORY_LOADER_RECLAIMABLE);
	assert_refused(ERROR_INTERNAL, memory_assign(0x100000, PAGE, BOOT_MEMORY_MODULE));
	assert_refused(ERROR_INTERNAL, memory_assign(0x18f000, 2 * PAGE, BOOT_MEMORY_MODULE));
}

TEST(a_device_is_named_in_holes_and_reserved_memory)
{
	start_with_nothing();
	give(0x100000, 0x100000, BOOT_MEMORY_USABLE);
	give(0x210000, 0x10000, BOOT_MEMORY_RESERVED);
	assert_taken(memory_start());
	assert_taken(memory_add_device(0x1f0000, 0x2f800, BOOT_MEMORY_FRAMEBUFFER));
	assert_int_equal(memory_map().count, 2);
	assert_region(0, 0x100000, 0x200000, BOOT_MEMORY_USABLE);
	assert_region(1, 0x200000, 0x220000, BOOT_MEMORY_FRAMEBUFFER);
	assert_taken(memory_add_device(0x300000, 0x1000, BOOT_MEMORY_FRAMEBUFFER));
	assert_region(2, 0x300000, 0x301000, BOOT_MEMORY_FRAMEBUFFER);
}

static void try_start(void)
{
	TRY(memory_start());
}

static void try_take(uint64_t size_bytes)
{
	TRY(take(size_bytes, PAGE, 0));
}

TEST(what_the_firmware_keeps_is_not_usable)
{
	start_with_nothing();
	give(0x1000, 0x4000, BOOT_MEMORY_USABLE);
	give(0x5000, 0x1000, BOOT_MEMORY_RESERVED);
	give(0x6000, 0x4000, BOOT_MEMORY_USABLE);
	assert_taken(memory_start());
	memory_reserve(0x4800, 0x2000, BOOT_MEMORY_RESERVED);
	assert_int_equal(memory_map().count, 3);
	assert_region(0, 0x1000, 0x4000, BOOT_MEMORY_USABLE);
	assert_region(1, 0x4000, 0x7000, BOOT_MEMORY_RESERVED);
	assert_region(2, 0x7000, 0xa000, BOOT_MEMORY_USABLE);
	memory_reserve(0x8000, 0x1000, BOOT_MEMORY_ACPI_NVS);
	assert_int_equal(memory_map().count, 5);
	assert_region(3, 0x8000, 0x9000, BOOT_MEMORY_ACPI_NVS);
	memory_reserve(0, 0x100000, BOOT_MEMORY_RESERVED);
	assert_int_equal(memory_map().count, 3);
	assert_region(0, 0x1000, 0x8000, BOOT_MEMORY_RESERVED);
	assert_region(2, 0x9000, 0xa000, BOOT_MEMORY_RESERVED);
	assert_in_order();
}

TEST(any_map_comes_out_in_order)
{
	uint32_t seed = 3;

	for (int round = 0; round < 500; round++) {
		start_with_nothing();
		for (int i = 0; i < 40; i++)
			give(fake_random(&seed) % 0x4000000, fake_random(&seed) % 0x400000,
			     1 + fake_random(&seed) % 6);
		try_start();
		if (fake.error)
			continue;
		assert_in_order();
		for (int i = 0; i < 60; i++) {
			try_take(fake_random(&seed) % 0x20000 + 1);
			assert_in_order();
		}
	}
}
