/* boot/memory/memory.c: a firmware's map put in order, and memory taken from it. */
#include "tests/unit/boot/fake.h"

#include "boot/memory/memory.h"

#define KIB  1024ull
#define PAGE 4096ull

static void assert_region(size_t i, uint64_t base, uint64_t end, uint32_t kind)
{
	const struct boot_memory_region *region = &memory_map().regions[i];

	assert_true(region->base == base);
	assert_true(region->base + region->size_bytes == end);
	assert_int_equal(region->kind, kind);
}

TEST(sorts_aligns_and_merges)
{
	fake_start_empty();
	fake_give(0x100000, 0x300000, BOOT_MEMORY_USABLE);
	fake_give(0x9fc00, 0x400, BOOT_MEMORY_RESERVED);
	fake_give(0x1000, 0x9ec00, BOOT_MEMORY_USABLE);
	fake_give(0x400000, 0x100001, BOOT_MEMORY_USABLE);
	assert_taken(memory_start());
	assert_int_equal(memory_map().count, 3);
	assert_region(0, 0x1000, 0x9f000, BOOT_MEMORY_USABLE);
	assert_region(1, 0x9f000, 0xa0000, BOOT_MEMORY_RESERVED);
	assert_region(2, 0x100000, 0x500000, BOOT_MEMORY_USABLE);
	assert_true(memory_end() == 0x500000);
}

TEST(caution_wins_where_entries_overlap)
{
	fake_start_empty();
	fake_give(0x100000, 0x100000, BOOT_MEMORY_USABLE);
	fake_give(0x140000, 0x10000, BOOT_MEMORY_RESERVED);
	fake_give(0x148000, 0x10000, BOOT_MEMORY_ACPI_NVS);
	fake_give(0x14a000, 0x1000, BOOT_MEMORY_BAD);
	fake_give(0x100000, 0x100000, BOOT_MEMORY_USABLE);
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
	fake_start_empty();
	fake_give(0x100000, 0x100000, BOOT_MEMORY_USABLE);
	fake_give(0x110000, 0, BOOT_MEMORY_RESERVED);
	fake_give(0x300000, 100, BOOT_MEMORY_USABLE);
	fake_give(UINT64_MAX - 10, 5, BOOT_MEMORY_USABLE);
	fake_give(UINT64_MAX - 10, 500, BOOT_MEMORY_USABLE);
	fake_give(0xfff0000000000000, UINT64_MAX, BOOT_MEMORY_RESERVED);
	assert_taken(memory_start());
	assert_int_equal(memory_map().count, 1);
	assert_region(0, 0x100000, 0x200000, BOOT_MEMORY_USABLE);
}

TEST(nothing_usable_is_refused)
{
	fake_start_empty();
	assert_refused(ERROR_MEMORY_MAP, memory_start());
	fake_give(0x100000, 0x100000, BOOT_MEMORY_RESERVED);
	assert_refused(ERROR_MEMORY_MAP, memory_start());
}

static uint64_t take(uint64_t size_bytes, uint64_t alignment, uint64_t phase)
{
	return memory_allocate_dirty(size_bytes, alignment, phase, BOOT_MEMORY_KERNEL, "a test");
}

TEST(takes_from_the_top_below_the_limit)
{
	fake_start_empty();
	fake_give(0x100000, 0x700000, BOOT_MEMORY_USABLE);
	fake_give(0x100000000, 0x40000000, BOOT_MEMORY_USABLE);
	memory_start();
	assert_true(take(1, PAGE, 0) == 0x7ff000);
	assert_true(take(PAGE + 1, PAGE, 0) == 0x7fd000);
	assert_int_equal(memory_map().count, 3);
	assert_true(take(PAGE, 0x200000, 0x1000) == 0x601000);
	fake_check_order();
	assert_true(memory_end() == 0x140000000);
}

TEST(says_what_did_not_fit)
{
	fake_start_empty();
	fake_give(0x100000, 0x100000, BOOT_MEMORY_USABLE);
	fake_give(0x100000000, 0x40000000, BOOT_MEMORY_USABLE);
	memory_start();
	assert_refused(ERROR_MEMORY, take(0x100001, PAGE, 0));
	assert_string_equal(fake.sentence, "out of memory: a test needs 1025 KiB, "
	                                   "the largest free block is 1024 KiB");
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
	fake_start_empty();
	fake_give(0x100000, 0x100000, BOOT_MEMORY_USABLE);
	fake_give(0x180000, 0x10000, BOOT_MEMORY_LOADER_RECLAIMABLE);
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
	fake_start_empty();
	fake_give(0x100000, 0x100000, BOOT_MEMORY_USABLE);
	fake_give(0x210000, 0x10000, BOOT_MEMORY_RESERVED);
	assert_taken(memory_start());
	assert_taken(memory_add_device(0x1f0000, 0x2f800, BOOT_MEMORY_FRAMEBUFFER));
	assert_int_equal(memory_map().count, 2);
	assert_region(0, 0x100000, 0x200000, BOOT_MEMORY_USABLE);
	assert_region(1, 0x200000, 0x220000, BOOT_MEMORY_FRAMEBUFFER);
	assert_taken(memory_add_device(0x300000, 0x1000, BOOT_MEMORY_FRAMEBUFFER));
	assert_region(2, 0x300000, 0x301000, BOOT_MEMORY_FRAMEBUFFER);
}

TEST(what_the_firmware_keeps_is_not_usable)
{
	fake_start_empty();
	fake_give(0x1000, 0x4000, BOOT_MEMORY_USABLE);
	fake_give(0x5000, 0x1000, BOOT_MEMORY_RESERVED);
	fake_give(0x6000, 0x4000, BOOT_MEMORY_USABLE);
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
	fake_check_order();
}

TEST(nothing_that_the_firmware_keeps_changes_nothing)
{
	fake_start_empty();
	fake_give(0x100000, 0x100000, BOOT_MEMORY_USABLE);
	assert_taken(memory_start());
	memory_reserve(0x180000, 0, BOOT_MEMORY_RESERVED);
	memory_reserve(0x180800, 0, BOOT_MEMORY_RESERVED);
	assert_int_equal(memory_map().count, 1);
	assert_region(0, 0x100000, 0x200000, BOOT_MEMORY_USABLE);
	memory_reserve(0x180000, UINT64_MAX, BOOT_MEMORY_RESERVED);
	assert_region(1, 0x180000, 0x200000, BOOT_MEMORY_RESERVED);
}

/* Of what wraps, or ends where no address leads, nobody knows what is there: none
 * of it is used, and all of it is kept free. */
TEST(entries_that_wrap_give_nothing)
{
	fake_start_empty();
	fake_give(0x100000, 0x100000, BOOT_MEMORY_USABLE);
	fake_give(0x300000, UINT64_MAX, BOOT_MEMORY_USABLE);
	fake_give(0, UINT64_MAX, BOOT_MEMORY_USABLE);
	fake_give(0x300000, 1ull << 52, BOOT_MEMORY_USABLE);
	assert_taken(memory_start());
	assert_int_equal(memory_map().count, 1);
	assert_region(0, 0x100000, 0x200000, BOOT_MEMORY_USABLE);
	fake_give(0x180000, UINT64_MAX, BOOT_MEMORY_RESERVED);
	assert_taken(memory_start());
	assert_int_equal(memory_map().count, 2);
	assert_region(1, 0x180000, 1ull << 52, BOOT_MEMORY_RESERVED);
}

TEST(what_the_processor_cannot_address_is_not_there)
{
	fake_start_empty();
	fake.physical_end = 1ull << 36;
	fake_give(0x100000, 0x100000, BOOT_MEMORY_USABLE);
	fake_give((1ull << 36) - 0x2000, 0x10000, BOOT_MEMORY_USABLE);
	fake_give(1ull << 40, 0x10000, BOOT_MEMORY_USABLE);
	fake_give(1ull << 41, 0x10000, BOOT_MEMORY_ACPI_NVS);
	assert_taken(memory_start());
	assert_int_equal(memory_map().count, 2);
	assert_region(1, (1ull << 36) - 0x2000, 1ull << 36, BOOT_MEMORY_USABLE);
	assert_true(memory_end() == 1ull << 36);
}

/* --- Any map ---------------------------------------------------------------- */

static uint64_t random64(uint32_t *seed)
{
	uint64_t high = fake_random(seed), middle = fake_random(seed);

	return high << 48 ^ middle << 24 ^ fake_random(seed);
}

/* Small numbers, most of them near page borders, or wild ones. */
static uint64_t random_place(uint32_t *seed)
{
	static const uint64_t corners[] = { 0, 0xa0000, 0x100000, 1ull << 32, 1ull << 52 };
	uint64_t place = fake_random(seed) % 0x400 * 0x1000;

	switch (fake_random(seed) % 8) {
	case 0:  return random64(seed);
	case 1:  return place + fake_random(seed) % 0x2000 - 0x1000;
	case 2:  return corners[fake_random(seed) % 5] + fake_random(seed) % 3 - 1;
	default: return place;
	}
}

static void give_anything(uint32_t *seed, uint32_t kind)
{
	uint64_t sizes[] = { 0, 1, 0x800, 0x1000, fake_random(seed) % 0x100000, random64(seed) };

	fake_give(random_place(seed), sizes[fake_random(seed) % 6], kind);
}

static void try_start(void)
{
	TRY(memory_start());
}

static void try_take(uint64_t size_bytes)
{
	TRY(take(size_bytes, PAGE, 0));
}

static void try_reserve(uint64_t base, uint64_t size_bytes)
{
	TRY(memory_reserve(base, size_bytes, BOOT_MEMORY_RESERVED));
}

static void reserve_somewhere(uint32_t *seed)
{
	uint64_t base = random_place(seed), wild = random64(seed);

	try_reserve(base, fake_random(seed) % 4 ? fake_random(seed) % 0x4000 : wild);
}

static void take_and_reserve(uint32_t *seed)
{
	for (int i = 0; i < 40; i++) {
		try_take(fake_random(seed) % 0x20000 + 1);
		fake_check_order();
	}
	for (int i = 0; i < 10; i++) {
		reserve_somewhere(seed);
		assert_true(!fake.error || fake.error == ERROR_MEMORY_MAP);
		fake_check_order();
	}
}

/* A refusal is that of a map without usable memory, and says so. */
TEST(any_map_comes_out_as_it_must)
{
	static const uint32_t kinds[] = { BOOT_MEMORY_USABLE,   BOOT_MEMORY_LOADER_RECLAIMABLE,
		                          BOOT_MEMORY_RESERVED, BOOT_MEMORY_ACPI_RECLAIMABLE,
		                          BOOT_MEMORY_ACPI_NVS, BOOT_MEMORY_FRAME_ZERO,
		                          BOOT_MEMORY_BAD };
	uint32_t seed = 3;
	int refused = 0;

	for (int round = 0; round < 1500; round++) {
		fake_start_empty();
		if (round % 2)
			fake.physical_end = 1ull << (36 + round % 17);
		for (int i = (int)(fake_random(&seed) % 50); i >= 0; i--)
			give_anything(&seed, kinds[fake_random(&seed) % 7]);
		try_start();
		if (fake.error) {
			assert_int_equal(fake.error, ERROR_MEMORY_MAP);
			refused++;
			continue;
		}
		fake_check_map(fake.regions, fake.region_count);
		take_and_reserve(&seed);
	}
	assert_in_range(refused, 1, 500);
}
