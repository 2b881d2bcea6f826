/* Firmware's tables: those of the machine are found, damaged ones refused with
 * a reason. */
#include <ingot/acpi.h>
#include <ingot/boot.h>
#include <ingot/mapping.h>
#include <ingot/memory.h>
#include <ingot/page.h>
#include <ingot/test.h>
#include <stdlib.h>
#include <string.h>

#include "made_table.h"

TEST(acpi_describes_this_machine)
{
	const struct acpi_header *table;

	REQUIRE(acpi_find_table("FACP", &table) == NULL);
	CHECK(memcmp(table->signature, "FACP", 4) == 0);
	REQUIRE(acpi_find_table("APIC", &table) == NULL);
	CHECK(memcmp(table->signature, "APIC", 4) == 0);
}

TEST(acpi_says_what_is_missing)
{
	const struct acpi_header *table;

	CHECK_STR_EQ(acpi_find_table("NONE", &table), "no ACPI table with this signature");
}

static const char *refusal_of(const struct acpi_header *table)
{
	const struct acpi_header *again;

	return acpi_get_table(memory_to_physical(table), "TEST", &again);
}

TEST(acpi_refuses_damaged_tables)
{
	struct acpi_header *table = made_table("TEST", (char[64]){ 0 }, 64);

	CHECK(refusal_of(table) == NULL);
	table->revision++;
	CHECK_STR_EQ(refusal_of(table), "an ACPI table has a wrong checksum");
	table->size_bytes = le32_of(sizeof *table - 1);
	CHECK_STR_EQ(refusal_of(table), "an ACPI table has an invalid length");
	table->size_bytes = le32_of(UINT32_MAX);
	CHECK_STR_EQ(refusal_of(table), "an ACPI table has an invalid length");
	table->signature[3] = 'X';
	CHECK_STR_EQ(refusal_of(table), "an ACPI table has the wrong signature");
	free(table);
}

TEST(acpi_refuses_addresses_without_memory)
{
	const struct acpi_header *table;

	CHECK_STR_EQ(acpi_get_table(boot_info_get()->physical_memory_size_bytes, "TEST", &table),
	             "an ACPI table is not mapped");
}

/* The second page of two is taken out of the physical map meanwhile. */
TEST(acpi_refuses_tables_that_leave_memory)
{
	phys_t pages = page_alloc_order(1, PAGE_ZONE_ANY);
	uint64_t end = (uint64_t)memory_to_virtual(pages) + PAGE_SIZE;
	struct acpi_header *table = (struct acpi_header *)end - 1;

	memcpy(table->signature, "TEST", sizeof table->signature);
	table->size_bytes = le32_of(100);
	REQUIRE(mapping_remove(end, PAGE_SIZE) == NULL);
	CHECK_STR_EQ(refusal_of(table), "the end of an ACPI table is not mapped");
	REQUIRE(mapping_add(end, pages + PAGE_SIZE, PAGE_SIZE, MAPPING_WRITE) == NULL);
	page_free(pages);
}

/* A root pointer of the tests' own: 5.2.5.3. */
struct root {
	char signature[8];
	uint8_t checksum;
	char oem_id[6];
	uint8_t revision;
	struct le32 rsdt, size_bytes;
	struct le64 xsdt;
	uint8_t extended_checksum, reserved[3];
};

/* What is found of "TEST", and why if nothing is. */
struct found {
	const struct acpi_header *table;
	const char *reason;
};

static void seal_root(struct root *root)
{
	made_table_sum(root, 20, &root->checksum);
	made_table_sum(root, sizeof *root, &root->extended_checksum);
}

static struct found find_from(const struct root *root)
{
	struct found found = { NULL, NULL };

	found.reason = acpi_find_table_from(memory_to_physical(root), "TEST", &found.table);
	return found;
}

static struct root *make_root(const struct acpi_header *entry, uint8_t revision)
{
	struct root *root = calloc(1, sizeof *root);
	struct le64 wide = le64_of(memory_to_physical(entry));
	struct le32 narrow = le32_of((uint32_t)memory_to_physical(entry));

	REQUIRE(root != NULL);
	memcpy(root->signature, "RSD PTR ", sizeof root->signature);
	root->revision = revision;
	root->size_bytes = le32_of(sizeof *root);
	if (revision == 0)
		root->rsdt = le32_of((uint32_t)memory_to_physical(made_table("RSDT", &narrow,
		                                                             sizeof narrow)));
	else
		root->xsdt = le64_of(memory_to_physical(made_table("XSDT", &wide, sizeof wide)));
	seal_root(root);
	return root;
}

TEST(acpi_follows_both_kinds_of_directory)
{
	struct acpi_header *table = made_table("TEST", NULL, 0);
	struct root *old = make_root(table, 0), *new = make_root(table, 2);

	CHECK_EQ(find_from(old).table, table);
	CHECK_EQ(find_from(new).table, table);
	table->revision++;
	CHECK_STR_EQ(find_from(old).reason, "an ACPI table has a wrong checksum");
	free(memory_to_virtual(le32_get(old->rsdt)));
	free(memory_to_virtual(le64_get(new->xsdt)));
	free(old);
	free(new);
	free(table);
}

TEST(acpi_refuses_damaged_roots)
{
	struct acpi_header *table = made_table("TEST", NULL, 0);
	struct root *root = make_root(table, 2);
	void *xsdt = memory_to_virtual(le64_get(root->xsdt));
	const struct acpi_header *found;

	root->extended_checksum++;
	CHECK_STR_EQ(find_from(root).reason, "the ACPI RSDP is damaged");
	root->size_bytes = le32_of(UINT32_MAX);
	seal_root(root);
	CHECK_STR_EQ(find_from(root).reason, "the ACPI RSDP is damaged");
	root->size_bytes = le32_of(20);
	seal_root(root);
	CHECK_STR_EQ(find_from(root).reason, "the ACPI RSDP is damaged");
	root->size_bytes = le32_of(sizeof *root);
	root->xsdt = le64_of(UINT64_MAX - 8);
	seal_root(root);
	CHECK_STR_EQ(find_from(root).reason, "an ACPI table is not mapped");
	root->checksum++;
	CHECK_STR_EQ(find_from(root).reason, "the ACPI RSDP is damaged");
	CHECK_STR_EQ(acpi_find_table_from(0, "TEST", &found), "no ACPI tables found");
	CHECK_STR_EQ(acpi_find_table_from(UINT64_MAX, "TEST", &found),
	             "the ACPI RSDP is not mapped");
	free(xsdt);
	free(table);
	free(root);
}
