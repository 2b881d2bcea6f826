/* boot/smp/acpi_tables.c: tables found, and tables that are nonsense. They lie in
 * the fake machine's memory. */
#include "tests/unit/boot/fake.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "boot/smp/acpi_tables.h"

#define TABLES      300u /* more than are looked at */
#define HEADER_SIZE 36u
#define RSDP_SIZE   36u

#define MEMORY_SIZE (1u << 20)
#define MEMORY_AT   0x30000000 /* an RSDT has 32 bits for an address */

static uint8_t *memory;
static size_t used;
static uint8_t *rsdp, *xsdt;

uint64_t firmware_acpi_rsdp(void)
{
	return (uintptr_t)rsdp;
}

static uint8_t *take(size_t size)
{
	uint8_t *at = memory + used;

	used += (size + 15) & ~(size_t)15;
	assert_true(used <= MEMORY_SIZE);
	return memset(at, 0, size);
}

static void put32(uint8_t *at, uint32_t value)
{
	memcpy(at, &value, sizeof value);
}

static void put64(uint8_t *at, uint64_t value)
{
	memcpy(at, &value, sizeof value);
}

static void make_sum_right(uint8_t *table, uint32_t size)
{
	uint8_t sum = 0;

	table[9] = 0;
	for (uint32_t i = 0; i < size; i++)
		sum = (uint8_t)(sum + table[i]);
	table[9] = (uint8_t)-sum;
}

static uint8_t *make_table(const char *signature, uint32_t size)
{
	uint8_t *table = take(size);

	memcpy(table, signature, 4);
	memcpy(table + 4, &size, sizeof size);
	make_sum_right(table, size);
	return table;
}

static void list_table(size_t number, const uint8_t *table)
{
	put64(xsdt + HEADER_SIZE + 8 * number, (uintptr_t)table);
	make_sum_right(xsdt, HEADER_SIZE + 8 * TABLES);
}

static void map_memory(void)
{
	int zeros = open("/dev/zero", O_RDWR);

	memory = mmap((void *)MEMORY_AT, MEMORY_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE, zeros,
	              0);
	close(zeros);
	assert_true(memory != MAP_FAILED && (uintptr_t)memory + MEMORY_SIZE < UINT32_MAX);
}

static void setup(void)
{
	if (!memory)
		map_memory();
	fake_start_empty();
	fake.memory_limit = UINT64_MAX;
	used = 0;
	rsdp = take(RSDP_SIZE);
	rsdp[15] = 2; /* it has an XSDT */
	xsdt = make_table("XSDT", HEADER_SIZE + 8 * TABLES);
	put64(rsdp + 24, (uintptr_t)xsdt);
}
AROUND_EACH_TEST(setup, NULL);

TEST(a_table_is_found)
{
	const uint8_t *other = make_table("HPET", 56), *table = make_table("APIC", 60);

	list_table(0, other);
	list_table(7, table);
	assert_true(acpi_table_find("APIC").bytes == table);
	assert_int_equal(acpi_table_find("APIC").size_bytes, 60);
	assert_null(acpi_table_find("FACP").bytes);
}

TEST(a_damaged_table_is_passed_over)
{
	uint8_t *bad = make_table("APIC", 60), *good = make_table("APIC", 60);
	uint32_t monstrous = UINT32_MAX;

	list_table(0, bad);
	list_table(1, good);
	bad[50]++;
	assert_true(acpi_table_find("APIC").bytes == good);
	bad[50]--;
	memcpy(bad + 4, &monstrous, sizeof monstrous);
	assert_true(acpi_table_find("APIC").bytes == good);
	list_table(0, (const uint8_t *)16); /* page 0 is nobody's table */
	assert_true(acpi_table_find("APIC").bytes == good);
}

/* Each entry may cost the sum of a megabyte: a hundred thousand are a hang. */
TEST(the_list_has_a_limit)
{
	const uint8_t *table = make_table("APIC", 60);

	list_table(255, table);
	assert_true(acpi_table_find("APIC").bytes == table);
	list_table(255, NULL);
	list_table(256, table);
	assert_null(acpi_table_find("APIC").bytes);
}

TEST(no_tables_at_all)
{
	rsdp = NULL;
	assert_null(acpi_table_find("APIC").bytes);
}

static const uint8_t *find(void)
{
	return acpi_table_find("APIC").bytes;
}

/* An RSDT below 4 GiB: the loader reaches no other, and so the test puts it there. */
static uint8_t *make_rsdt(const uint8_t *table)
{
	uint8_t *rsdt = make_table("RSDT", HEADER_SIZE + 4);

	put32(rsdt + HEADER_SIZE, (uint32_t)(uintptr_t)table);
	make_sum_right(rsdt, HEADER_SIZE + 4);
	put32(rsdp + 16, (uint32_t)(uintptr_t)rsdt);
	return rsdt;
}

/* Where the XSDT is none, or damaged, the RSDT counts; neither is a reason to read
 * what is not there. */
TEST(the_other_list_of_tables)
{
	const uint8_t *table;

	table = make_table("APIC", 60);
	make_rsdt(table);
	assert_null(find());
	xsdt[40]++;
	assert_true(find() == table);
	put64(rsdp + 24, 0);
	assert_true(find() == table);
	put64(rsdp + 24, UINT64_MAX - 7);
	assert_true(find() == table);
	rsdp[15] = 0;
	put64(rsdp + 24, (uintptr_t)xsdt);
	assert_true(find() == table);
}

TEST(lists_that_make_no_sense)
{
	const uint8_t *table = make_table("APIC", 60);

	list_table(0, table);
	assert_true(find() == table);
	put64(rsdp + 24, 0);
	assert_null(find());
	put64(rsdp + 24, (uintptr_t)table);
	assert_null(find());
	put64(rsdp + 24, (uintptr_t)xsdt);
	for (uint32_t size = 0; size < HEADER_SIZE + 8; size++) {
		put32(xsdt + 4, size);
		make_sum_right(xsdt, size < 10 ? 10 : size);
		assert_null(find());
	}
	put32(xsdt + 4, HEADER_SIZE + 8);
	make_sum_right(xsdt, HEADER_SIZE + 8);
	assert_true(find() == table);
}

/* XSDT entries of 8 bytes lie at 4 modulo 8, and tables may lie anywhere. */
TEST(nothing_need_be_aligned)
{
	uint8_t *table = take(80) + 3;

	memcpy(table, "APIC", 4);
	put32(table + 4, 60);
	make_sum_right(table, 60);
	list_table(2, table);
	assert_true(find() == table);
	rsdp = memcpy(take(RSDP_SIZE + 1) + 1, rsdp, RSDP_SIZE);
	assert_true(find() == table);
}

TEST(entries_beyond_memory)
{
	uint8_t *table = make_table("APIC", 60);

	put64(xsdt + HEADER_SIZE, UINT64_MAX);
	put64(xsdt + HEADER_SIZE + 8, UINT64_MAX - 35);
	list_table(2, (const uint8_t *)(uintptr_t)-4096);
	fake.memory_limit = (uintptr_t)memory + MEMORY_SIZE;
	list_table(5, table);
	assert_true(find() == table);
	fake.memory_limit = (uintptr_t)table + 60;
	assert_true(find() == table);
	fake.memory_limit--;
	assert_null(find());
	fake.memory_limit = (uintptr_t)rsdp + 20;
	assert_null(find());
}

TEST(of_two_the_first_sound_one)
{
	uint8_t *first = make_table("APIC", 60), *second = make_table("APIC", 70);

	list_table(0, first);
	list_table(1, second);
	assert_true(find() == first);
	put32(first + 4, 20);
	assert_true(find() == second);
	put32(first + 4, 60);
	first[59]++;
	assert_int_equal(acpi_table_find("APIC").size_bytes, 70);
}

/* The fake machine has memory in one place alone. */
static void make_address_readable(uint8_t *at, size_t size)
{
	uint64_t address = 0;

	memcpy(&address, at, size);
	if (address >= 4096 && address < (uintptr_t)memory)
		address = (uintptr_t)memory + address % used;
	memcpy(at, &address, size);
}

static void damage(uint32_t *seed)
{
	for (int i = (int)(fake_random(seed) % 6); i >= 0; i--)
		memory[fake_random(seed) % used] = (uint8_t)fake_random(seed);
	for (size_t i = 0; i < TABLES; i++)
		make_address_readable(xsdt + HEADER_SIZE + 8 * i, 8);
	make_address_readable(rsdp + 24, 8);
	make_address_readable(rsdp + 16, 4);
}

/* Bytes that change in all that is read: a sound table or none. */
TEST(damage_of_any_kind)
{
	uint32_t seed = 21;
	int found = 0;

	for (int round = 0; round < 20000; round++) {
		struct acpi_table table;

		setup();
		for (size_t i = 0; i < 4; i++)
			list_table(i, make_table(i % 2 ? "APIC" : "FACP", 44 + (uint32_t)i * 8));
		fake.memory_limit = (uintptr_t)memory + used;
		damage(&seed);
		if (round % 2) /* else most are found out by the sum */
			make_sum_right(xsdt, HEADER_SIZE + 8 * TABLES);
		table = acpi_table_find("APIC");
		if (!table.bytes)
			continue;
		found++;
		assert_memory_equal(table.bytes, "APIC", 4);
		assert_true(table.bytes >= memory &&
		            table.bytes + table.size_bytes <= memory + used);
	}
	assert_in_range(found, 1000, 19999);
}
