/* boot/smp/acpi_tables.c: tables found, and tables that are nonsense. They lie in
 * the fake machine's memory. */
#include "tests/unit/boot/fake.h"

#include "boot/smp/acpi_tables.h"

#define TABLES      300u /* more than are looked at */
#define HEADER_SIZE 36u
#define RSDP_SIZE   36u

static uint8_t memory[1 << 20];
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
	assert_true(used <= sizeof memory);
	return memset(at, 0, size);
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

static void setup(void)
{
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
