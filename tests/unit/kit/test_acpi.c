/* kit/acpi/acpi.c and acpi_tables.c on tables as bad as firmware makes them. All
 * physical memory is one block of the test's, which the sanitizer watches: what is
 * not in it is not mapped. */
#include <ingot/acpi.h>
#include <ingot/acpi_tables.h>
#include <ingot/boot_info.h>
#include <ingot/memory.h>
#include <ingot/paging.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/unit.h"

#define BASE        0x100000u /* of the block, physical */
#define BLOCK_MAX   0x40000u
#define HEADER_SIZE 36u
#define ROOT        BASE

static uint8_t *block;
static size_t size; /* of the block */
static unsigned looked_up;

void *memory_to_virtual(phys_t physical)
{
	return (void *)((uintptr_t)block + (physical - BASE)); /* wherever that is */
}

bool paging_is_mapped(uint64_t address, size_t size_bytes)
{
	uint64_t at = address - (uint64_t)(uintptr_t)block;

	looked_up++;
	return at <= size && size_bytes <= size - at;
}

const struct boot_info *boot_info_get(void)
{
	static struct boot_info info = { .acpi_rsdp = ROOT };

	return &info;
}

/* --- Making tables ----------------------------------------------------------- */

/* A new block: its end is the end of memory. */
static void start(size_t size_bytes)
{
	free(block);
	size = size_bytes;
	block = calloc(1, size);
	looked_up = 0;
	assert_non_null(block);
}

static void tear_down(void)
{
	free(block);
	block = NULL;
}
AROUND_ALL_TESTS(NULL, tear_down);

static uint8_t *at(uint64_t physical)
{
	return block + (physical - BASE);
}

static void put(uint64_t physical, uint64_t value, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		at(physical)[i] = (uint8_t)(value >> 8 * i);
}

static void sum(uint64_t physical, size_t bytes, size_t sum_at)
{
	uint8_t total = 0;

	at(physical)[sum_at] = 0;
	for (size_t i = 0; i < bytes; i++)
		total = (uint8_t)(total + at(physical)[i]);
	at(physical)[sum_at] = (uint8_t)-total;
}

static void seal(uint64_t physical, uint32_t bytes)
{
	put(physical + 4, bytes, 4);
	sum(physical, bytes, 9);
}

static void table(uint64_t physical, const char *signature, uint32_t bytes)
{
	memcpy(at(physical), signature, 4);
	seal(physical, bytes);
}

static void make_root(uint8_t revision, uint64_t rsdt, uint64_t xsdt)
{
	memcpy(at(ROOT), "RSD PTR ", 8);
	at(ROOT)[15] = revision;
	put(ROOT + 16, rsdt, 4);
	put(ROOT + 20, 36, 4);
	put(ROOT + 24, xsdt, 8);
	sum(ROOT, 20, 8);
	sum(ROOT, 36, 32);
}

#define RSDT   (BASE + 0x100)
#define XSDT   (BASE + 0x200)
#define FIRST  (BASE + 0x1001) /* where nothing is aligned */
#define SECOND (BASE + 0x2003)

/* Both directories, of two tables: FACP there, APIC here. */
static void make_usual(void)
{
	start(0x3000);
	table(FIRST, "APIC", 44);
	table(SECOND, "FACP", 200);
	put(RSDT + HEADER_SIZE, SECOND, 4);
	put(RSDT + HEADER_SIZE + 4, FIRST, 4);
	table(RSDT, "RSDT", HEADER_SIZE + 8);
	put(XSDT + HEADER_SIZE, SECOND, 8);
	put(XSDT + HEADER_SIZE + 8, FIRST, 8);
	table(XSDT, "XSDT", HEADER_SIZE + 16);
	make_root(2, RSDT, XSDT);
}

static const char *find(const char *signature, uint64_t *physical)
{
	const struct acpi_header *found = NULL;
	const char *why = acpi_find_table(signature, &found);

	*physical = found ? (uint64_t)((const uint8_t *)found - block) + BASE : 0;
	assert_true((why == NULL) == (found != NULL));
	return why;
}

static void assert_found(const char *signature, uint64_t wanted)
{
	uint64_t physical;

	assert_null(find(signature, &physical));
	assert_true(physical == wanted);
}

static void assert_missing(const char *signature, const char *wanted)
{
	uint64_t physical;

	assert_string_equal(find(signature, &physical), wanted);
}

/* --- Finding ------------------------------------------------------------------ */

TEST(nothing_need_be_aligned)
{
	make_usual();
	assert_found("APIC", FIRST);
	assert_found("FACP", SECOND);
	make_root(0, RSDT, 0);
	assert_found("APIC", FIRST);
}

TEST(a_directory_that_is_no_good_has_a_second)
{
	make_usual();
	make_root(2, RSDT, 0);
	assert_found("APIC", FIRST);
	make_root(2, RSDT, UINT64_MAX - 4);
	assert_found("APIC", FIRST);
	make_root(2, RSDT, BASE + 0x2ff0);
	assert_found("APIC", FIRST);
	at(XSDT)[40]++;
	make_root(2, RSDT, XSDT);
	assert_found("APIC", FIRST);
	at(RSDT)[36]++;
	assert_missing("APIC", "an ACPI table has a wrong checksum");
	make_root(2, 0, XSDT);
	assert_missing("APIC", "an ACPI table has a wrong checksum");
	make_root(2, 0, 0);
	assert_missing("APIC", "an ACPI table is not mapped");
	make_root(2, SECOND, 0);
	assert_missing("APIC", "an ACPI table has the wrong signature");
}

TEST(entries_that_lead_nowhere_are_passed_over)
{
	make_usual();
	for (uint64_t i = 0; i < 6; i++)
		put(XSDT + HEADER_SIZE + 8 * i,
		    (const uint64_t[]){ 0, UINT64_MAX, BASE + 0x2fff, 1ull << 63, ROOT, FIRST }[i],
		    8);
	seal(XSDT, HEADER_SIZE + 48);
	assert_found("APIC", FIRST);
	assert_missing("FACP", "no ACPI table with this signature");
	seal(XSDT, HEADER_SIZE + 47); /* the last is cut */
	assert_missing("APIC", "no ACPI table with this signature");
	seal(XSDT, HEADER_SIZE);
	assert_missing("APIC", "no ACPI table with this signature");
}

TEST(of_two_the_first_sound_one)
{
	make_usual();
	memcpy(at(SECOND), "APIC", 4);
	seal(SECOND, 200);
	assert_found("APIC", SECOND);
	at(SECOND)[100]++;
	assert_found("APIC", FIRST);
	put(SECOND + 4, UINT32_MAX, 4);
	assert_found("APIC", FIRST);
	put(SECOND + 4, 0x1000, 4); /* leaves memory */
	assert_found("APIC", FIRST);
	at(FIRST)[9]++;
	assert_missing("APIC", "the end of an ACPI table is not mapped");
}

/* A directory of a megabyte, all of it one damaged table: no reason to add its bytes
 * up so often. */
TEST(damaged_tables_have_a_limit)
{
	uint32_t count = 5000;

	start(BLOCK_MAX);
	make_root(2, 0, XSDT);
	table(BASE + 0x20000, "APIC", 0x1000);
	at(BASE + 0x20000)[100]++;
	for (uint64_t i = 0; i < count; i++)
		put(XSDT + HEADER_SIZE + 8 * i, BASE + 0x20000, 8);
	table(XSDT, "XSDT", HEADER_SIZE + 8 * count);
	assert_missing("APIC", "an ACPI table has a wrong checksum");
	assert_in_range(looked_up, 10, 100);
}

/* --- Decoding ----------------------------------------------------------------- */

/* All items of a MADT; why the walk ended. */
static const char *walk(const struct acpi_header *header, unsigned *count)
{
	struct acpi_madt_item item;
	struct acpi_madt madt;
	const char *why = acpi_madt_open(&madt, header);

	*count = 0;
	if (why)
		return why;
	while (acpi_madt_next(&madt, &item))
		assert_true(++*count < BLOCK_MAX);
	return madt.error;
}

static const char *walk_entries(const uint8_t *entries, uint32_t bytes, unsigned *count)
{
	start(44 + bytes);
	memcpy(at(BASE + 44), entries, bytes);
	table(BASE, "APIC", 44 + bytes);
	return walk((const struct acpi_header *)block, count);
}

TEST(entries_of_a_madt_that_make_no_sense)
{
	static const uint8_t good[] = { 0, 8, 1, 2, 1, 0, 0, 0 };
	uint8_t entries[32];
	unsigned count;

	assert_null(walk_entries(good, 0, &count));
	assert_int_equal(count, 0);
	for (uint32_t cut = 1; cut < sizeof good; cut++)
		assert_string_equal(walk_entries(good, cut, &count),
		                    "a MADT entry extends past the end of the table");
	memcpy(entries, good, sizeof good);
	memset(entries + 8, 0, 24);
	assert_string_equal(walk_entries(entries, 32, &count),
	                    "a MADT entry extends past the end of the table");
	assert_int_equal(count, 1);
	entries[8] = 9; /* an x2APIC of 8 bytes */
	entries[9] = 8;
	assert_string_equal(walk_entries(entries, 32, &count),
	                    "a MADT entry is too short for its type");
	assert_int_equal(count, 1);
	entries[8] = 0x80; /* a maker's own, of two bytes */
	entries[9] = 2;
	memcpy(entries + 10, good, sizeof good);
	assert_null(walk_entries(entries, 18, &count));
	assert_int_equal(count, 2);
}

/* Every table at random, of every length, through all that decodes: an answer, and
 * nothing is read that is not there. */
static void decode_all(void)
{
	const struct acpi_header *header = (const struct acpi_header *)block;
	struct acpi_fadt_info fixed;
	struct acpi_hpet hpet;
	struct acpi_ecam ecam;
	unsigned count, entries = 0;
	const char *why = walk(header, &count);

	assert_true(!why || *why);
	while (!acpi_mcfg_get(header, entries, &ecam))
		assert_true(ecam.first_bus <= ecam.last_bus && ++entries < size);
	why = acpi_hpet_get(header, &hpet);
	assert_true(why || hpet.address);
	why = acpi_fadt_get(header, &fixed);
	assert_true(!why || *why);
}

TEST(tables_at_random)
{
	static const char *const kinds[] = { "APIC", "MCFG", "HPET", "FACP" };

	srand(4);
	for (int round = 0; round < 20000; round++) {
		start(HEADER_SIZE + (size_t)(rand() % (round % 5 ? 64 : 300)));
		for (size_t i = 0; i < size; i++)
			block[i] = (uint8_t)(rand() % (round % 2 ? 20 : 256));
		table(BASE, kinds[rand() % 4], (uint32_t)size);
		decode_all();
	}
}

/* Directories, roots and tables with changed bytes: a sound table or a reason. */
TEST(damage_of_any_kind)
{
	unsigned found = 0;

	srand(5);
	for (int round = 0; round < 20000; round++) {
		uint64_t physical;

		make_usual();
		for (int i = rand() % 6; i >= 0; i--)
			block[rand() % 2 ? rand() % 0x300 : rand() % (int)size] = (uint8_t)rand();
		if (round % 2)
			make_root(at(ROOT)[15], RSDT, XSDT);
		if (round % 4 == 3)
			sum(XSDT, HEADER_SIZE + 16, 9);
		if (!find("APIC", &physical)) {
			found++;
			assert_memory_equal(at(physical), "APIC", 4);
		}
	}
	assert_in_range(found, 5000, 19999);
}
