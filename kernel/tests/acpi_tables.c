/* Firmware's tables, decoded: those of the machine, and made-up ones with
 * every kind of entry and of damage. */
#include <ingot/acpi_tables.h>
#include <ingot/boot.h>
#include <ingot/memory.h>
#include <ingot/test.h>
#include <stdlib.h>
#include <string.h>

#include "made_table.h"

TEST(acpi_madt_lists_the_cpus_that_the_loader_found)
{
	const struct acpi_header *table;
	struct acpi_madt madt;
	struct acpi_madt_item item;
	size_t cpus = 0, io_apics = 0;

	REQUIRE(acpi_find_table("APIC", &table) == NULL);
	REQUIRE(acpi_madt_open(&madt, table) == NULL);
	CHECK_EQ(madt.local_apic, 0xfee00000);
	while (acpi_madt_next(&madt, &item)) {
		cpus += item.kind == ACPI_MADT_CPU && item.cpu.is_enabled;
		io_apics += item.kind == ACPI_MADT_IO_APIC;
	}
	CHECK(madt.error == NULL);
	CHECK_EQ(cpus, boot_info_get()->cpus.count);
	CHECK(io_apics >= 1);
}

TEST(acpi_fixed_describes_this_machine)
{
	const struct acpi_header *table;
	struct acpi_fadt_info fixed;

	REQUIRE(acpi_find_table("FACP", &table) == NULL);
	REQUIRE(acpi_fadt_get(table, &fixed) == NULL);
	CHECK(fixed.sci_irq > 0 && fixed.sci_irq < 24);
	CHECK(fixed.pm_timer_port != 0);
	CHECK(fixed.may_have_8042);
	CHECK(acpi_get_table(fixed.dsdt, "DSDT", &table) == NULL);
}

TEST(acpi_hpet_describes_this_machine)
{
	const struct acpi_header *table;
	struct acpi_hpet hpet;

	if (acpi_find_table("HPET", &table)) /* -machine hpet=off */
		return;
	REQUIRE(acpi_hpet_get(table, &hpet) == NULL);
	CHECK_EQ(hpet.address, 0xfed00000);
	CHECK(hpet.comparator_count >= 3);
}

/* Two CPUs, one of them an x2APIC that is off; one of everything else. */
static const uint8_t every_kind[] = {
	0x00, 0x00, 0xe0, 0xfe, 1,    0,    0,  0, /* local APIC, has PICs */
	0,    8,    3,    7,    1,    0,    0,  0,  9,    16, 0,    0,    0x00, 1,    0,    0,
	2,    0,    0,    0,    0x34, 0x12, 0,  0,  1,    12, 5,    0,    0x00, 0x00, 0xc0, 0xfe,
	24,   0,    0,    0,    2,    10,   0,  9,  20,   0,  0,    0,    0x0f, 0, /* low, level */
	2,    10,   0,    0,    2,    0,    0,  0,  0,    0,                       /* as the bus */
	2,    10,   1,    4,    9,    0,    0,  0,  0,    0,                       /* another bus */
	3,    8,    0x05, 0,    17,   0,    0,  0,                                 /* high, edge */
	4,    6,    0xff, 0,    0,    1,    10, 12, 0,    0,  0x78, 0x56, 0,    0,    1,    0,
	0,    0,    0x80, 4,    0xaa, 0xbb, /* a vendor's own */
	5,    12,   0,    0,    0,    0,    0,  0,  0x10, 0,  0,    0,
};

static struct acpi_header *make_madt(size_t body_bytes)
{
	return made_table("APIC", every_kind, body_bytes);
}

TEST(acpi_madt_decodes_every_kind)
{
	struct acpi_header *table = make_madt(sizeof every_kind);
	struct acpi_madt madt;
	struct acpi_madt_item item;

	REQUIRE(acpi_madt_open(&madt, table) == NULL);
	CHECK_EQ(madt.local_apic, 0x1000000000);
	CHECK(madt.has_pic);
	REQUIRE(acpi_madt_next(&madt, &item));
	CHECK(item.kind == ACPI_MADT_CPU && item.cpu.is_enabled && !item.cpu.is_addable);
	CHECK(item.cpu.acpi_id == 3 && item.cpu.apic_id == 7);
	REQUIRE(acpi_madt_next(&madt, &item));
	CHECK(item.kind == ACPI_MADT_CPU && !item.cpu.is_enabled && item.cpu.is_addable);
	CHECK(item.cpu.acpi_id == 0x1234 && item.cpu.apic_id == 256);
	REQUIRE(acpi_madt_next(&madt, &item));
	CHECK(item.kind == ACPI_MADT_IO_APIC && item.io_apic.id == 5);
	CHECK(item.io_apic.address == 0xfec00000 && item.io_apic.first_gsi == 24);
	REQUIRE(acpi_madt_next(&madt, &item));
	CHECK(item.kind == ACPI_MADT_OVERRIDE && item.override.irq == 9 && item.override.gsi == 20);
	CHECK(item.override.trigger.is_active_low && item.override.trigger.is_level);
	REQUIRE(acpi_madt_next(&madt, &item));
	CHECK(item.override.irq == 0 && item.override.gsi == 2);
	CHECK(!item.override.trigger.is_active_low && !item.override.trigger.is_level);
	REQUIRE(acpi_madt_next(&madt, &item));
	CHECK(item.kind == ACPI_MADT_NMI_INPUT && item.nmi_input.gsi == 17);
	CHECK(!item.nmi_input.trigger.is_active_low && !item.nmi_input.trigger.is_level);
	REQUIRE(acpi_madt_next(&madt, &item));
	CHECK(item.kind == ACPI_MADT_LOCAL_NMI && item.local_nmi.acpi_id == ACPI_MADT_ALL_CPUS);
	CHECK_EQ(item.local_nmi.pin, 1);
	REQUIRE(acpi_madt_next(&madt, &item));
	CHECK(item.kind == ACPI_MADT_LOCAL_NMI && item.local_nmi.acpi_id == 0x5678);
	CHECK(!acpi_madt_next(&madt, &item));
	CHECK(madt.error == NULL);
	free(table);
}

/* Why a walk of a MADT with these bytes behind the flags ends. */
static const char *end_of_walk(const uint8_t *entries, size_t size_bytes)
{
	uint8_t body[64] = { 0 };
	struct acpi_header *table;
	struct acpi_madt_item item;
	struct acpi_madt madt;

	memcpy(body + 8, entries, size_bytes);
	table = made_table("APIC", body, 8 + size_bytes);
	REQUIRE(acpi_madt_open(&madt, table) == NULL);
	while (acpi_madt_next(&madt, &item))
		;
	free(table);
	return madt.error;
}

TEST(acpi_madt_refuses_entries_that_make_no_sense)
{
	static const uint8_t endless[] = { 0, 0, 0, 0 };
	static const uint8_t outside[] = { 0, 9, 0, 0, 0, 0, 0, 0 };
	static const uint8_t half[] = { 0 };
	static const uint8_t small[] = { 1, 8, 0, 0, 0, 0, 0, 0 };

	CHECK_STR_EQ(end_of_walk(endless, sizeof endless),
	             "a MADT entry extends past the end of the table");
	CHECK_STR_EQ(end_of_walk(outside, sizeof outside),
	             "a MADT entry extends past the end of the table");
	CHECK_STR_EQ(end_of_walk(half, sizeof half),
	             "a MADT entry extends past the end of the table");
	CHECK_STR_EQ(end_of_walk(small, sizeof small), "a MADT entry is too short for its type");
	CHECK(end_of_walk(NULL, 0) == NULL);
}

TEST(acpi_walkers_refuse_what_is_not_their_table)
{
	struct acpi_header *table = make_madt(4);
	struct acpi_madt madt;
	struct acpi_hpet hpet;
	struct acpi_fadt_info fixed;

	CHECK_STR_EQ(acpi_madt_open(&madt, table), "the ACPI table is too short for its type");
	CHECK_STR_EQ(acpi_hpet_get(table, &hpet), "the ACPI table has a different signature");
	CHECK_STR_EQ(acpi_fadt_get(table, &fixed), "the ACPI table has a different signature");
	free(table);
}

TEST(acpi_mcfg_is_read_entry_by_entry)
{
	static const uint8_t body[8 + 40] = {
		[8 + 3] = 0xb0, [8 + 11] = 0xff, [24 + 4] = 2,
		[24 + 8] = 1,   [24 + 10] = 9,   [24 + 11] = 8,
	};
	struct acpi_header *table = made_table("MCFG", body, sizeof body);
	struct acpi_ecam ecam;

	REQUIRE(acpi_mcfg_get(table, 0, &ecam) == NULL);
	CHECK(ecam.address == 0xb0000000 && ecam.segment == 0);
	CHECK(ecam.first_bus == 0 && ecam.last_bus == 255);
	CHECK_STR_EQ(acpi_mcfg_get(table, 1, &ecam), "an MCFG bus range ends before it begins");
	CHECK_STR_EQ(acpi_mcfg_get(table, 2, &ecam), "the MCFG has no more entries");
	free(table);
}

TEST(acpi_hpet_must_be_in_memory)
{
	static const uint8_t body[20] = { 0x01, 0xa2, 0x86, 0x80, 1, 64, 0, 0, 0, 0, 0xd0, 0xfe };
	struct acpi_header *table = made_table("HPET", body, sizeof body);
	struct acpi_hpet hpet;

	CHECK_STR_EQ(acpi_hpet_get(table, &hpet), "the HPET is not memory-mapped");
	((uint8_t *)(table + 1))[4] = 0;
	REQUIRE(acpi_hpet_get(table, &hpet) == NULL);
	CHECK_EQ(hpet.address, 0xfed00000);
	CHECK_EQ(hpet.comparator_count, 3);
	CHECK(hpet.is_64_bit && hpet.replaces_legacy);
	free(table);
}
