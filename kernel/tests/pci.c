/* PCI: the devices of the machine, and a made-up bus with damaged ones. */
#include <ingot/acpi.h>
#include <ingot/boot.h>
#include <ingot/pci.h>
#include <ingot/test.h>
#include <stdlib.h>
#include <string.h>

#define VENDOR_INTEL   0x8086
#define VENDOR_RED_HAT 0x1b36
#define VENDOR_VIRTIO  0x1af4
#define VENDOR_BOCHS   0x1234

TEST(pci_has_a_host_bridge_first)
{
	const struct pci_device *first;

	CHECK(pci_start() == NULL);
	CHECK(pci_get_count() >= 3);
	first = pci_get(0);
	REQUIRE(first != NULL);
	CHECK_STR_EQ(pci_get_class_name(first->base_class, first->subclass), "host bridge");
	CHECK(first->bus == 0 && first->slot == 0 && first->function == 0);
	CHECK(pci_get(pci_get_count()) == NULL);
}

TEST(pci_express_is_reached_by_memory)
{
	const struct acpi_header *table;
	bool has_mcfg = acpi_find_table("MCFG", &table) == NULL;

	REQUIRE(pci_start() == NULL);
	for (size_t i = 0; pci_get(i); i++)
		CHECK_EQ(pci_get(i)->config != NULL, has_mcfg);
}

TEST(pci_finds_by_class_and_by_id)
{
	const struct pci_device *bridge, *same;

	REQUIRE(pci_start() == NULL);
	bridge = pci_find_class(NULL, 6, 1);
	REQUIRE(bridge != NULL);
	CHECK_EQ(bridge->vendor, VENDOR_INTEL);
	same = pci_find_id(NULL, bridge->vendor, bridge->device);
	CHECK_EQ(same, bridge);
	CHECK(pci_find_id(bridge, bridge->vendor, bridge->device) == NULL);
	CHECK(pci_find_class(NULL, 0x7f, 0) == NULL);
}

/* The ISA bridge of both chipsets is not alone in its slot. */
TEST(pci_lists_every_function_of_a_slot)
{
	const struct pci_device *isa;
	size_t functions = 0;

	REQUIRE(pci_start() == NULL);
	isa = pci_find_class(NULL, 6, 1);
	REQUIRE(isa != NULL);
	for (size_t i = 0; pci_get(i); i++)
		functions += pci_get(i)->bus == isa->bus && pci_get(i)->slot == isa->slot;
	CHECK(functions >= 2);
}

TEST(pci_sizes_bars_and_puts_them_back)
{
	const struct pci_device *vga;

	REQUIRE(pci_start() == NULL);
	vga = pci_find_id(NULL, VENDOR_BOCHS, 0x1111);
	if (!vga) /* -vga none or another */
		return;
	CHECK_EQ(vga->bars[0].size_bytes, 16 * MiB);
	CHECK(vga->bars[0].is_prefetchable && !vga->bars[0].is_port);
	CHECK_EQ(vga->bars[0].address % (16 * MiB), 0);
	CHECK_EQ(vga->bars[2].size_bytes, 4096);
	CHECK_EQ(vga->bars[1].size_bytes, 0);
	CHECK_EQ(pci_read32(vga, 0x10) & ~15u, vga->bars[0].address);
	CHECK(pci_read16(vga, PCI_COMMAND) & PCI_COMMAND_MEMORY);
}

/* The rest is there if the machine was given it (ingot.yaml does). */
TEST(pci_finds_what_is_behind_a_bridge)
{
	const struct pci_device *bridge, *behind;

	REQUIRE(pci_start() == NULL);
	bridge = pci_find_id(NULL, VENDOR_RED_HAT, 1);
	REQUIRE(bridge != NULL);
	CHECK_EQ(bridge->header, PCI_HEADER_BRIDGE);
	CHECK(bridge->secondary_bus > bridge->bus);
	CHECK(bridge->subordinate_bus >= bridge->secondary_bus);
	behind = pci_find_class(NULL, 4, 3);
	REQUIRE(behind != NULL);
	CHECK_EQ(behind->bus, bridge->secondary_bus);
	CHECK_STR_EQ(pci_get_class_name(behind->base_class, behind->subclass), "HD audio device");
}

TEST(pci_knows_msi)
{
	const struct pci_device *audio;
	struct pci_msix msix;
	struct pci_msi msi;

	REQUIRE(pci_start() == NULL);
	audio = pci_find_class(NULL, 4, 3);
	REQUIRE(audio != NULL);
	REQUIRE(pci_get_msi(audio, &msi) == NULL);
	CHECK(msi.vector_count == 1 && msi.is_64_bit);
	CHECK_STR_EQ(pci_get_msix(audio, &msix), "the device does not support MSI-X");
}

TEST(pci_knows_msix_and_wide_bars)
{
	const struct pci_device *rng;
	struct pci_msix msix;

	REQUIRE(pci_start() == NULL);
	rng = pci_find_id(NULL, VENDOR_VIRTIO, 0x1005);
	REQUIRE(rng != NULL);
	REQUIRE(pci_get_msix(rng, &msix) == NULL);
	CHECK_EQ(msix.vector_count, 2);
	CHECK_EQ(msix.table_bar, 1);
	CHECK_EQ(rng->bars[0].is_port, true);
	CHECK_EQ(rng->bars[0].size_bytes, 32);
	CHECK_EQ(rng->bars[4].is_64_bit, true);
	CHECK_EQ(rng->bars[4].size_bytes, 16 * KiB);
	CHECK_EQ(rng->bars[5].size_bytes, 0);
	CHECK(pci_find_capability(rng, PCI_CAPABILITY_VENDOR, 0) != 0);
}

/* ---- A bus made of memory: what is written stays ---- */

static uint8_t *bus;

static void bus_begin(void)
{
	bus = aligned_alloc(4096, MiB);
	REQUIRE(bus != NULL);
	memset(bus, 0xff, MiB);
}

static uint8_t *put_device(unsigned slot, unsigned function, uint8_t header)
{
	uint8_t *config = bus + (slot * 8 + function) * 4096;

	memset(config, 0, 4096);
	memcpy(config, (uint8_t[]){ 0x34, 0x12, 0x78, 0x56 }, 4);
	config[0x0e] = header;
	return config;
}

static size_t scan(struct pci_device *list, size_t max)
{
	const struct pci_range range = { .segment = 1, .ecam = bus };

	return pci_scan_range(&range, list, max);
}

TEST(pci_counts_more_than_it_has_room_for)
{
	struct pci_device list[2];

	bus_begin();
	put_device(0, 0, 0x80);
	put_device(0, 7, 0);
	put_device(0, 3, 0);
	put_device(9, 0, 0);
	put_device(9, 1, 0);  /* function 0 says that it is alone */
	put_device(10, 1, 0); /* there is no function 0 */
	CHECK_EQ(scan(list, 2), 4);
	CHECK_EQ(list[0].vendor, 0x1234);
	CHECK_EQ(list[0].device, 0x5678);
	CHECK(list[1].slot == 0 && list[1].function == 3);
	free(bus);
}

TEST(pci_capabilities_in_a_circle_come_to_an_end)
{
	struct pci_device list[1];
	uint8_t *config;

	bus_begin();
	config = put_device(0, 0, 0);
	config[6] = 0x10;
	config[0x34] = 0x43; /* low bits are reserved */
	memcpy(config + 0x40, (uint8_t[]){ 0x09, 0x50 }, 2);
	memcpy(config + 0x50, (uint8_t[]){ 0x05, 0x40, 0x0c, 0 }, 4);
	REQUIRE(scan(list, 1) == 1);
	CHECK_EQ(list[0].msi, 0x50);
	CHECK_EQ(list[0].msix, 0);
	CHECK_EQ(pci_find_capability(&list[0], 0x09, 0x50), 0x40);
	config[0x34] = 0x10; /* into the BARs */
	REQUIRE(scan(list, 1) == 1);
	CHECK_EQ(list[0].msi, 0);
	free(bus);
}

TEST(pci_refuses_interrupts_that_make_no_sense)
{
	struct pci_device list[1];
	struct pci_msix msix;
	struct pci_msi msi;
	uint8_t *config;

	bus_begin();
	config = put_device(0, 0, 0);
	config[6] = 0x10;
	config[0x34] = 0x40;
	memcpy(config + 0x40, (uint8_t[]){ 0x05, 0x50, 0x0e, 0 }, 4);
	memcpy(config + 0x50, (uint8_t[]){ 0x11, 0, 0xff, 7, 0, 0, 0, 0, 1 }, 9);
	REQUIRE(scan(list, 1) == 1);
	CHECK_STR_EQ(pci_get_msi(&list[0], &msi), "the MSI capability has a reserved vector count");
	CHECK_STR_EQ(pci_get_msix(&list[0], &msix), "the MSI-X table is outside its BAR");
	config[0x54] = 7; /* there is no BAR 7 */
	CHECK_STR_EQ(pci_get_msix(&list[0], &msix), "the MSI-X table is outside its BAR");
	free(bus);
}

/* The last BAR says that it has an upper half, which would be elsewhere. */
TEST(pci_bars_stay_in_their_registers)
{
	struct pci_device list[2];
	uint8_t *config;

	bus_begin();
	config = put_device(0, 0, 0x80);
	config[0x24] = 0x04;
	config[0x28] = 0x77;
	config = put_device(0, 1, PCI_HEADER_BRIDGE);
	config[0x14] = 0x04;
	config[0x18] = 0;
	config[0x19] = 5;
	config[0x1a] = 9;
	REQUIRE(scan(list, 2) == 2);
	CHECK(!list[0].bars[5].is_64_bit);
	CHECK(!list[1].bars[1].is_64_bit);
	CHECK(list[1].secondary_bus == 5 && list[1].subordinate_bus == 9);
	CHECK_EQ(bus[0x28], 0x77);
	free(bus);
}

TEST(pci_has_words_for_classes)
{
	CHECK_STR_EQ(pci_get_class_name(0x01, 0x08), "NVMe controller");
	CHECK_STR_EQ(pci_get_class_name(0x01, 0x77), "storage controller");
	CHECK_STR_EQ(pci_get_class_name(0x0c, 0x03), "USB controller");
	CHECK_STR_EQ(pci_get_class_name(0x60, 0x00), "unknown device");
}
