/* Firmware's tables: those of the machine are found, damaged ones refused with
 * a reason. */
#include <ingot/acpi.h>
#include <ingot/boot.h>
#include <ingot/memory.h>
#include <ingot/test.h>
#include <stdlib.h>
#include <string.h>

TEST(acpi_describes_this_machine)
{
	const char *reason = "none";

	CHECK(acpi_find_table("FACP", &reason) != NULL);
	CHECK(acpi_find_table("APIC", &reason) != NULL);
	CHECK_STR_EQ(reason, "none");
}

TEST(acpi_says_what_is_missing)
{
	const char *reason = NULL;

	CHECK(acpi_find_table("NONE", &reason) == NULL);
	CHECK_STR_EQ(reason, "the machine has no such ACPI table");
	CHECK(acpi_find_table("NONE", NULL) == NULL);
}

static void set_checksum(struct acpi_header *table, size_t size_bytes)
{
	const uint8_t *bytes = (const uint8_t *)table;
	uint8_t sum = 0;

	table->checksum = 0;
	for (size_t i = 0; i < size_bytes; i++)
		sum = (uint8_t)(sum + bytes[i]);
	table->checksum = (uint8_t)-sum;
}

/* A table of our own in the heap, good at first. */
static struct acpi_header *make_table(size_t size_bytes)
{
	struct acpi_header *table = calloc(1, size_bytes);

	REQUIRE(table != NULL);
	memcpy(table->signature, "TEST", 4);
	table->size_bytes = le32_of((uint32_t)size_bytes);
	set_checksum(table, size_bytes);
	return table;
}

static const char *refusal_of(const struct acpi_header *table)
{
	const char *reason = "none";

	acpi_get_table(memory_to_physical(table), "TEST", &reason);
	return reason;
}

TEST(acpi_refuses_damaged_tables)
{
	struct acpi_header *table = make_table(100);

	CHECK_STR_EQ(refusal_of(table), "none");
	table->revision++;
	CHECK_STR_EQ(refusal_of(table), "an ACPI table's checksum is wrong");
	table->size_bytes = le32_of(sizeof(*table) - 1);
	CHECK_STR_EQ(refusal_of(table), "an ACPI table's size makes no sense");
	table->size_bytes = le32_of(UINT32_MAX);
	CHECK_STR_EQ(refusal_of(table), "an ACPI table's size makes no sense");
	table->signature[3] = 'X';
	CHECK_STR_EQ(refusal_of(table),
	             "an ACPI table has another signature than its place says");
	free(table);
}

TEST(acpi_refuses_addresses_without_memory)
{
	const char *reason = NULL;

	CHECK(acpi_get_table(boot_info_get()->physical_memory_size_bytes, "TEST",
	                     &reason) == NULL);
	CHECK_STR_EQ(reason, "an ACPI table lies in memory that is not mapped");
}
