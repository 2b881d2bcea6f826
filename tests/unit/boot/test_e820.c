/* boot/bios/e820.c: INT 15h E820h as firmware answers it, and what becomes of the
 * map. The BIOS is a list of the test's.
 * Runs on x86_64 alone. */
#include "tests/unit/boot/fake.h"

#include "boot/base/bda.h"
#include "boot/memory/memory.h"

static uint16_t low_kib;
#undef BDA_LOW_MEMORY
#define BDA_LOW_MEMORY ((uintptr_t)&low_kib)

#define firmware_memory_map   e820_memory_map
#define firmware_memory_limit e820_memory_limit
#define firmware_physical_end e820_physical_end
#define firmware_allocate     e820_allocate
#define firmware_allocate_low e820_allocate_low
#define firmware_take         e820_take
size_t e820_memory_map(struct boot_memory_region *regions, size_t limit);
uint64_t e820_memory_limit(void);
uint64_t e820_physical_end(void);
uint64_t e820_allocate(uint64_t size_bytes, uint64_t alignment, uint64_t phase);
uint64_t e820_allocate_low(void);
bool e820_take(uint64_t base, uint64_t size_bytes);
#include "boot/bios/e820.c"

#define ENTRIES_MAX 4096
#define USABLE      1
#define KEPT        0xdead /* in registers that a call may leave as they were */

/* The firmware: its list, and its habits. */
static struct {
	struct e820_entry list[ENTRIES_MAX];
	size_t count;
	uint32_t size;        /* what it says came, 20 or 24 */
	uint32_t written;     /* and what did */
	bool has_no_end;      /* begins again after the last entry */
	bool ends_by_carry;   /* EBX is never 0 */
	bool has_no_function; /* as of before 1999 */
	bool spoils;          /* all registers that it may */
	unsigned calls;
} bios;

static void write_entry(const struct e820_entry *entry)
{
	memcpy(&buffer, entry, bios.written);
}

void bios_call(uint8_t number, struct bios_registers *regs)
{
	size_t at = regs->ebx;

	assert_int_equal(number, 0x15);
	assert_int_equal(regs->eax, 0xe820);
	assert_int_equal(regs->edx, SMAP);
	assert_true(regs->ecx >= 20);
	assert_int_equal(regs->es * 16u + regs->edi, (uintptr_t)&buffer & 0xfffff);
	bios.calls++;
	regs->flags = 0;
	if (bios.has_no_function || at >= bios.count) {
		regs->flags = X86_FLAGS_CF;
		regs->eax = 0x8600;
		return;
	}
	write_entry(&bios.list[at]);
	regs->eax = SMAP;
	regs->ecx = bios.size;
	regs->ebx = at + 1 < bios.count || bios.ends_by_carry ? (uint32_t)at + 1 : 0;
	if (bios.has_no_end && !regs->ebx)
		regs->ebx = 1;
	if (bios.spoils)
		regs->edx = regs->edi = regs->esi = regs->ebp = KEPT;
}

static void give(uint64_t base, uint64_t size_bytes, uint32_t type)
{
	assert_true(bios.count < ENTRIES_MAX);
	bios.list[bios.count++] = (struct e820_entry){ base, size_bytes, type, ATTRIBUTE_ENABLED };
}

static void setup(void)
{
	fake_start_empty();
	memset(&bios, 0, sizeof bios);
	bios.size = 20;
	bios.written = 24;
	low_kib = 639;
}
AROUND_EACH_TEST(setup, NULL);

/* A PC with 128 MiB. */
static void give_usual(void)
{
	give(0, 0x9fc00, USABLE);
	give(0x9fc00, 0x400, 2);
	give(0xf0000, 0x10000, 2);
	give(0x100000, 0x7ee0000, USABLE);
	give(0x7fe0000, 0x20000, 2);
	give(0xfffc0000, 0x40000, 2);
}

static void start_map(void)
{
	fake.region_count = e820_memory_map(fake.regions, MEMORY_FIRMWARE_REGIONS_MAX);
	memory_start();
}

static void assert_usual(void)
{
	assert_taken(start_map());
	assert_int_equal(fake_kind_at(0), BOOT_MEMORY_FRAME_ZERO);
	assert_int_equal(fake_kind_at(LOADER_BASE), BOOT_MEMORY_LOADER_RECLAIMABLE);
	assert_int_equal(fake_kind_at(LOADER_END - 1), BOOT_MEMORY_LOADER_RECLAIMABLE);
	assert_int_equal(fake_kind_at(LOADER_END), BOOT_MEMORY_USABLE);
	assert_int_equal(fake_kind_at(0x9efff), BOOT_MEMORY_USABLE);
	assert_int_equal(fake_kind_at(0x9f000), BOOT_MEMORY_RESERVED);
	assert_int_equal(fake_kind_at(0xfffff), BOOT_MEMORY_RESERVED);
	assert_int_equal(fake_kind_at(0x100000), BOOT_MEMORY_USABLE);
	assert_int_equal(fake_kind_at(0x7fe0000), BOOT_MEMORY_RESERVED);
	assert_true(memory_end() == 0x7fe0000);
	fake_check_map(fake.regions, fake.region_count);
}

TEST(a_usual_map)
{
	give_usual();
	assert_usual();
	assert_int_equal(bios.calls, 6);
}

TEST(habits_of_firmware)
{
	give_usual();
	bios.spoils = true;
	assert_usual();
	bios.ends_by_carry = true;
	assert_usual();
	bios.size = 24;
	assert_usual();
	bios.size = 100; /* more than there is room for */
	assert_usual();
}

/* ACPI 3.0: with 24 bytes, bit 0 of the last four says whether they count. */
TEST(entries_that_do_not_count)
{
	give_usual();
	give(0x200000, 0x1000, 2);
	bios.list[6].attributes = 0;
	assert_taken(start_map());
	assert_int_equal(fake_kind_at(0x200000), BOOT_MEMORY_RESERVED);
	bios.size = 24;
	assert_usual();
	bios.written = 20; /* and it has never heard of them */
	assert_taken(start_map());
	assert_int_equal(fake_kind_at(0x200000), BOOT_MEMORY_RESERVED);
	bios.written = 24;
	bios.list[6].attributes = 0xfffffffe;
	assert_usual();
	bios.list[6].attributes = 0xffffffff;
	assert_taken(start_map());
	assert_int_equal(fake_kind_at(0x200000), BOOT_MEMORY_RESERVED);
}

TEST(types)
{
	static const uint32_t types[] = { 0, 2, 3, 4, 5, 6, 7, 12, 13, 0xffffffff };

	give_usual();
	for (uint64_t i = 0; i < sizeof types / sizeof types[0]; i++)
		give(0x200000 + 0x2000 * i, 0x1000, types[i]);
	assert_taken(start_map());
	for (uint64_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		uint32_t kind = fake_kind_at(0x200000 + 0x2000 * i);

		assert_int_equal(kind, types[i] == 3   ? BOOT_MEMORY_ACPI_RECLAIMABLE
		                       : types[i] == 4 ? BOOT_MEMORY_ACPI_NVS
		                       : types[i] == 5 ? BOOT_MEMORY_BAD
		                                       : BOOT_MEMORY_RESERVED);
	}
}

/* Memory is said to be where the firmware's data, the screen and ROMs are. */
TEST(usable_memory_below_1_mib_that_is_none)
{
	give(0, 0x8000000, USABLE);
	assert_taken(start_map());
	assert_int_equal(fake_kind_at(0x9efff), BOOT_MEMORY_USABLE);
	for (uint64_t at = 0x9f000; at < 0x100000; at += 0x1000)
		assert_int_equal(fake_kind_at(at), BOOT_MEMORY_RESERVED);
	assert_int_equal(fake_kind_at(0x100000), BOOT_MEMORY_USABLE);
	assert_true(memory_find_low() == 0x9e000);
	low_kib = 0xffff;
	assert_taken(start_map());
	assert_int_equal(fake_kind_at(0x9ffff), BOOT_MEMORY_USABLE);
	assert_int_equal(fake_kind_at(0xa0000), BOOT_MEMORY_RESERVED);
	low_kib = 600;
	assert_taken(start_map());
	assert_int_equal(fake_kind_at(0x95fff), BOOT_MEMORY_USABLE);
	assert_int_equal(fake_kind_at(0x96000), BOOT_MEMORY_RESERVED);
	low_kib = LOW_MEMORY_KIB - 1;
	assert_refused(ERROR_LOW_MEMORY, start_map());
}

TEST(one_mebibyte)
{
	give(0, 0x9fc00, USABLE);
	give(0xf0000, 0x10000, 2);
	assert_taken(start_map());
	assert_true(memory_end() == 0x9f000);
	assert_true(memory_find(0x1000, 0x1000, 0) == 0x9e000);
	assert_int_equal(memory_find(0x100000, 0x1000, 0), 0);
}

TEST(no_map)
{
	assert_refused(ERROR_MEMORY_MAP, start_map());
	give_usual();
	bios.has_no_function = true;
	assert_refused(ERROR_MEMORY_MAP, start_map());
	assert_non_null(strstr(fake.sentence, "provides no memory map"));
	bios.has_no_function = false;
	bios.size = 16;
	assert_refused(ERROR_MEMORY_MAP, start_map());
}

TEST(maps_without_end)
{
	give_usual();
	bios.has_no_end = true;
	assert_refused(ERROR_MEMORY_MAP, start_map());
	assert_non_null(strstr(fake.sentence, "exceeds 125 entries"));
	for (size_t i = 0; i < bios.count; i++)
		bios.list[i].size_bytes = 0;
	bios.calls = 0;
	assert_refused(ERROR_MEMORY_MAP, start_map());
	assert_non_null(strstr(fake.sentence, "does not end after 1024 entries"));
	assert_in_range(bios.calls, CALLS_MAX, CALLS_MAX + 1);
}

TEST(thousands_of_entries)
{
	for (uint64_t i = 0; i < 4000; i++)
		give(0x100000 + i * 0x2000, 0x1000, USABLE);
	assert_refused(ERROR_MEMORY_MAP, start_map());
	bios.count = 125;
	assert_taken(start_map());
	fake_check_map(fake.regions, fake.region_count);
}

/* What the map comes to is tests/unit/boot/test_memory.c's; here that nothing is
 * lost on the way, with every habit. */
static void give_anything(uint32_t *seed)
{
	uint64_t wild = (uint64_t)fake_random(seed) << 40 ^ fake_random(seed);
	uint64_t base = fake_random(seed) % 6 ? fake_random(seed) % 0x200 * 0x1000 : wild;
	uint64_t sizes[] = { 0, 1, 0x800, fake_random(seed) % 0x100000, wild, UINT64_MAX };

	give(base + fake_random(seed) % 2, sizes[fake_random(seed) % 6], fake_random(seed) % 8);
	bios.list[bios.count - 1].attributes = fake_random(seed) % 4 ? 1 : 0;
}

static void try_start(void)
{
	TRY(start_map());
}

static void check_nothing_is_lost(void)
{
	size_t at = OURS;

	for (size_t i = 0; i < bios.count; i++) {
		const struct e820_entry *entry = &bios.list[i];

		if (!entry->size_bytes || (bios.size == 24 && !entry->attributes))
			continue;
		assert_true(fake.regions[at].base == entry->base);
		assert_true(fake.regions[at].size_bytes == entry->size_bytes);
		assert_int_equal(fake.regions[at++].kind, e820_kind(entry->type));
	}
	assert_int_equal(at, fake.region_count);
}

TEST(any_map_comes_out_as_it_must)
{
	uint32_t seed = 9;
	int taken = 0;

	for (int round = 0; round < 1000; round++) {
		setup();
		bios.size = round % 2 ? 24 : 20;
		bios.spoils = round % 3;
		bios.ends_by_carry = round % 5;
		for (int i = (int)(fake_random(&seed) % 60); i >= 0; i--)
			give_anything(&seed);
		try_start();
		taken += !fake.error;
		if (fake.error)
			continue;
		check_nothing_is_lost();
		fake_check_map(fake.regions, fake.region_count);
		for (uint64_t at = 0xa0000; at < 0x100000; at += 0x1000)
			assert_false(fake_kind_at(at) == BOOT_MEMORY_USABLE);
	}
	assert_true(taken > 700);
}
