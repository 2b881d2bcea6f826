/* Firmware that lies: tables of the tests' own, which boot info leads to. */
#include <ingot/acpi.h>
#include <ingot/apic.h>
#include <ingot/boot.h>
#include <ingot/cpu.h>
#include <ingot/irq.h>
#include <ingot/memory.h>
#include <ingot/page.h>
#include <ingot/pci.h>
#include <ingot/smp.h>
#include <ingot/tar.h>
#include <ingot/test.h>
#include <stdlib.h>
#include <string.h>

#include "made_table.h"

BOOT_CONFIG(.smp = BOOT_ON)

static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
}
ENTRY_POINT(kernel_main)

const char *acpi_power_off(void); /* kit/acpi/acpi_power.h */

#define TABLES_MAX 4

/* Boot info is read-only: here, ring 0 writes to it all the same. */
static struct boot_info *boot(void)
{
	cpu_write_cr0(cpu_read_cr0() & ~(uint64_t)X86_CR0_WP);
	return (struct boot_info *)(uintptr_t)boot_info_get();
}

/* A root of revision 0, whose tables lie below 4 GiB. */
static void install(struct acpi_header *const *tables, size_t count)
{
	static struct {
		char signature[8];
		uint8_t checksum;
		char oem_id[6];
		uint8_t revision;
		struct le32 rsdt;
	} *root;
	struct le32 entries[TABLES_MAX];

	_Static_assert(sizeof *root == 20, "ACPI 6.5, 5.2.5.3");
	for (size_t i = 0; i < count; i++)
		entries[i] = le32_of((uint32_t)memory_to_physical(tables[i]));
	root = calloc(1, sizeof *root);
	REQUIRE(root != NULL);
	memcpy(root->signature, "RSD PTR ", sizeof root->signature);
	root->rsdt = le32_of((uint32_t)memory_to_physical(made_table("RSDT", entries,
	                                                             count * sizeof entries[0])));
	made_table_sum(root, sizeof *root, &root->checksum);
	boot()->acpi_rsdp = memory_to_physical(root);
}

/* ---- Power: FADT (ACPI 6.5, 5.2.9) and DSDT ---- */

#define FADT_SIZE          256
#define FADT_DSDT          40
#define FADT_SMI_COMMAND   48
#define FADT_PM1A_CONTROL  64
#define FADT_FLAGS         112
#define FADT_SLEEP_CONTROL 244 /* address space, width, offset, size, address */
#define HARDWARE_REDUCED   (1u << 20)

#define PORT_OF_NOBODY      0x1230 /* reads as ones: ACPI owns the machine */
#define PORT_THAT_IS_ZERO   0x3f9  /* COM1's interrupts, which are off */
#define PORT_WITHOUT_EFFECT 0x80

struct lie {
	uint32_t smi_command, pm1a, flags;
	uint8_t sleep_space;
	bool has_no_s5;
};

static void put32(uint8_t *table, size_t offset, uint32_t value)
{
	struct le32 field = le32_of(value);

	memcpy(table + offset, &field, sizeof field);
}

static const char *power_off_by(struct lie lie)
{
	/* No operation; Name (_S5, Package (2) { 5, 5 }) */
	static const uint8_t s5[] = { 0xa3, 0x08, '_',  'S', '5',  '_', 0x12,
		                      0x07, 2,    0x0a, 5,   0x0a, 5 };
	uint8_t body[FADT_SIZE] = { 0 };
	struct acpi_header *dsdt = made_table("DSDT", s5, lie.has_no_s5 ? 4 : sizeof s5);
	struct acpi_header *fadt;

	put32(body, FADT_DSDT, (uint32_t)memory_to_physical(dsdt));
	put32(body, FADT_SMI_COMMAND, lie.smi_command);
	put32(body, FADT_PM1A_CONTROL, lie.pm1a);
	put32(body, FADT_FLAGS, lie.flags);
	body[FADT_SLEEP_CONTROL] = lie.sleep_space;
	fadt = made_table("FACP", body + sizeof *fadt, sizeof body - sizeof *fadt);
	install(&fadt, 1);
	return acpi_power_off();
}

TEST(power_off_by_nonsense)
{
	CHECK_STR_EQ(power_off_by((struct lie){ .has_no_s5 = true }),
	             "the ACPI DSDT has no readable \\_S5 package");
	CHECK_STR_EQ(power_off_by((struct lie){ .pm1a = 0 }),
	             "the ACPI PM1 control registers are not I/O ports");
	CHECK_STR_EQ(power_off_by((struct lie){ .pm1a = 0x10000 }),
	             "the ACPI PM1 control registers are not I/O ports");
	CHECK_STR_EQ(power_off_by((struct lie){ .pm1a = PORT_THAT_IS_ZERO,
	                                        .smi_command = PORT_WITHOUT_EFFECT }),
	             "the firmware does not enable ACPI mode");
	CHECK_STR_EQ(power_off_by((struct lie){ .pm1a = PORT_OF_NOBODY }),
	             "ACPI power-off had no effect");
	CHECK_STR_EQ(power_off_by((struct lie){ .flags = HARDWARE_REDUCED, .sleep_space = 0x7f }),
	             "the ACPI sleep control register is not accessible");
}

/* ---- Interrupts: MADT (5.2.12) ---- */

static void install_madt(size_t io_apics)
{
	struct __attribute__((packed)) {
		struct le32 local_apic, flags;
		struct __attribute__((packed)) {
			uint8_t type, size_bytes, id, reserved;
			struct le32 address, first_gsi;
		} io_apic[16];
	} body = { .local_apic = le32_of(0xfee00000) };
	struct acpi_header *madt;

	for (size_t i = 0; i < io_apics; i++) {
		body.io_apic[i].type = 1;
		body.io_apic[i].size_bytes = sizeof body.io_apic[i];
		body.io_apic[i].address = le32_of(0xfec00000);
		body.io_apic[i].first_gsi = le32_of((uint32_t)(24 * i));
	}
	madt = made_table("APIC", &body, 8 + io_apics * sizeof body.io_apic[0]);
	install(&madt, 1);
}

TEST(interrupts_by_nonsense)
{
	boot()->acpi_rsdp = 0;
	CHECK_STR_EQ(irq_start(), "no ACPI tables found");
	install_madt(0);
	CHECK_STR_EQ(irq_start(), "the ACPI MADT lists no I/O APIC");
	install_madt(9);
	CHECK_STR_EQ(irq_start(), "more I/O APICs than IO_APICS_MAX");
}

/* ---- PCI Express: MCFG (PCI Firmware 3.3, 4.1.2) ---- */

#define BUS_BYTES (1u << 20) /* of 32 slots, 8 functions, a page each */

static void install_mcfg(uint64_t address, uint16_t segment, uint8_t last_bus)
{
	struct __attribute__((packed)) {
		uint8_t reserved[8];
		struct le64 address;
		struct le16 segment;
		uint8_t first_bus, last_bus, reserved_too[4];
	} body = { .address = le64_of(address), .segment = le16_of(segment), .last_bus = last_bus };
	struct acpi_header *mcfg = made_table("MCFG", &body, sizeof body);

	install(&mcfg, 1);
}

TEST(pci_where_no_memory_is)
{
	install_mcfg(1ull << 50, 0, 255);
	CHECK_STR_EQ(pci_start(), "the MCFG memory is not mapped");
	CHECK(pci_get_count() > 0); /* by ports */
}

TEST(pci_where_it_is_not)
{
	install_mcfg(page_alloc_order(8, PAGE_ZONE_ANY), 0, 0);
	CHECK_STR_EQ(pci_start(), "the MCFG address is not PCI Express configuration space");
	CHECK(pci_get_count() > 0);
}

/* Two buses of another segment, full. */
TEST(pci_of_too_many_devices)
{
	phys_t buses = page_alloc_contiguous(2 * BUS_BYTES / PAGE_SIZE);

	REQUIRE(buses != 0);
	for (uint32_t at = 0; at < 2 * BUS_BYTES; at += PAGE_SIZE) {
		uint8_t *config = memory_to_virtual(buses + at);

		memcpy(config, "\x34\x12\x11\x11", 4);
		config[14] = 0x80; /* of several functions */
	}
	install_mcfg(buses, 1, 1);
	CHECK_STR_EQ(pci_start(), "more PCI devices than PCI_DEVICES_MAX");
	CHECK_EQ(pci_get_count(), PCI_DEVICES_MAX);
}

/* ---- Modules ---- */

TEST(module_that_is_nowhere)
{
	static struct boot_module module = { .name = "initrd.tar",
		                             .base = 1ull << 50,
		                             .size_bytes = 5 };
	const char *reason = NULL;
	struct tar tar;

	boot()->modules = (struct boot_modules){ &module, 1 };
	CHECK_STR_EQ(tar_open_module(&tar, "initrd.tar"), "the module is not mapped");
}

/* ---- A CPU that the loader parked, it says; waited for with -icount ---- */

TEST(cpu_that_does_not_come)
{
	static struct boot_mailbox mailbox;
	static struct boot_cpu cpus[2];

	cpus[0] = boot()->cpus.list[0];
	cpus[1] = (struct boot_cpu){ .state = BOOT_CPU_PARKED, .apic_id = 77, .mailbox = &mailbox };
	boot()->cpus = (struct boot_cpus){ cpus, 2 };
	CHECK_STR_EQ(smp_start(NULL), "a parked CPU did not start within SMP_WAIT_CYCLES_MAX");
	CHECK_EQ(smp_get_count(), 1);
}
