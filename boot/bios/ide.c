/* ide: ATA disks behind a PCI IDE controller with bus mastering.
 *
 * Sources: Programming Interface for Bus Master IDE Controller 1.0; PCI IDE
 * Controller 1.0. */
#include <stddef.h>
#include <string.h>

#include "boot/base/pci.h"
#include "boot/bios/ata.h"
#include "boot/bios/drive.h"
#include "boot/bios/edd.h"

#define CLASS_IDE           0x0101 /* mass storage, IDE */
#define INTERFACE_MASTER    0x80
#define INTERFACE_NATIVE(c) (1u << 2 * (c)) /* channel c's ports are BARs */
#define BAR_MASTER          4

/* Task file: offsets from the channel's first port. */
#define ATA_DATA     0
#define ATA_COUNT    2
#define ATA_LBA_LOW  3
#define ATA_LBA_MID  4
#define ATA_LBA_HIGH 5
#define ATA_DEVICE   6
#define ATA_COMMAND  7 /* reads as status, and ends the interrupt */

#define ATA_DEVICE_ONES  0xa0 /* of ATA_DEVICE: obsolete, always one */
#define ATA_NO_INTERRUPT 0x02 /* nIEN, of the control port */

/* Bus master: offsets from the channel's eight ports. */
#define MASTER_COMMAND 0
#define MASTER_STATUS  2
#define MASTER_TABLE   4
#define MASTER_START   0x01
#define MASTER_READ    0x08 /* from the disk to memory */
#define MASTER_ACTIVE  0x01
#define MASTER_ERROR   0x02
#define MASTER_EVENTS  0x06 /* error, interrupt: written to be cleared */

/* A region of memory: even, and within one 64 KiB block. */
struct region {
	uint32_t address;
	uint16_t size_bytes; /* 0: 64 KiB */
	uint16_t flags;
};
#define REGION_LAST  0x8000
#define REGION_BLOCK 0x10000u
#define REGIONS_MAX  512
/* A buffer may begin within a block, which takes one region more. */
#define SECTORS_MAX ((REGIONS_MAX - 1) * REGION_BLOCK / SECTOR_SIZE)

/* 4 KiB, at their own size: they cross no 64 KiB line. */
static _Alignas(4096) struct region regions[REGIONS_MAX];
_Static_assert(sizeof regions == 4096, "one page");

static struct {
	pci_t controller;
	uint16_t pci_command; /* as the firmware had it */
	uint16_t io, control, master;
	uint8_t device;
	uint64_t end_lba;
} ide;

/* Until the device neither is busy nor wants data moved; its status, or
 * ATA_BUSY if that does not happen. The status is valid 400 ns after a command
 * or a selection: a port takes at least 100 to read. */
static uint8_t wait_idle(uint8_t busy_bits)
{
	uint64_t start = cpu_read_tsc();
	uint8_t status;

	for (int i = 0; i < 4; i++)
		cpu_in8(ide.control);
	do {
		status = cpu_in8(ide.control);
		if (!(status & busy_bits))
			return status;
	} while (!drive_expired(start));
	return ATA_BUSY;
}

static bool is_idle(void)
{
	return !(wait_idle(ATA_BUSY | ATA_REQUEST) & ATA_BUSY);
}

static bool select_device(void)
{
	if (!is_idle())
		return false;
	cpu_out8(ide.io + ATA_DEVICE, ATA_DEVICE_ONES | ATA_DEVICE_LBA | ide.device);
	return is_idle();
}

static void read_words(uint16_t *to, size_t count)
{
	__asm__ volatile("rep insw"
	                 : "+D"(to), "+c"(count)
	                 : "d"((uint16_t)(ide.io + ATA_DATA))
	                 : "memory");
}

/* Whether the device takes 48-bit addresses, and the firmware has chosen a DMA
 * mode for it: then the controller's timing has been set as well. */
static bool identify(void)
{
	static uint16_t words[IDENTIFY_WORDS];
	uint8_t status;

	if (!select_device())
		return false;
	cpu_out8(ide.io + ATA_COMMAND, ATA_IDENTIFY);
	status = wait_idle(ATA_BUSY);
	if (status & (ATA_BUSY | ATA_ERROR) || !(status & ATA_REQUEST))
		return false;
	read_words(words, IDENTIFY_WORDS);
	cpu_in8(ide.io + ATA_COMMAND);
	memcpy(&ide.end_lba, &words[IDENTIFY_END_LBA], sizeof ide.end_lba);
	return (words[IDENTIFY_COMMANDS] & IDENTIFY_LBA48_MASK) == IDENTIFY_LBA48 &&
	       (words[IDENTIFY_MULTIWORD] | words[IDENTIFY_ULTRA]) & IDENTIFY_SELECTED;
}

static void describe(uint32_t address, uint32_t size_bytes)
{
	struct region *region = regions;

	while (size_bytes) {
		uint32_t part = REGION_BLOCK - address % REGION_BLOCK;

		if (part > size_bytes)
			part = size_bytes;
		*region++ = (struct region){ address, (uint16_t)part, 0 };
		address += part;
		size_bytes -= part;
	}
	region[-1].flags = REGION_LAST;
}

/* The upper halves go first: each register remembers its last two values. */
static void command_read(uint64_t lba, uint32_t sector_count)
{
	cpu_out8(ide.io + ATA_COUNT, (uint8_t)(sector_count >> 8));
	cpu_out8(ide.io + ATA_LBA_LOW, (uint8_t)(lba >> 24));
	cpu_out8(ide.io + ATA_LBA_MID, (uint8_t)(lba >> 32));
	cpu_out8(ide.io + ATA_LBA_HIGH, (uint8_t)(lba >> 40));
	cpu_out8(ide.io + ATA_COUNT, (uint8_t)sector_count);
	cpu_out8(ide.io + ATA_LBA_LOW, (uint8_t)lba);
	cpu_out8(ide.io + ATA_LBA_MID, (uint8_t)(lba >> 8));
	cpu_out8(ide.io + ATA_LBA_HIGH, (uint8_t)(lba >> 16));
	cpu_out8(ide.io + ATA_COMMAND, ATA_READ_DMA_EXT);
}

/* All regions filled: the last of them may follow the device's own end. */
static bool wait_master(void)
{
	uint64_t start = cpu_read_tsc();

	while (cpu_in8(ide.master + MASTER_STATUS) & MASTER_ACTIVE)
		if (drive_expired(start))
			return false;
	return true;
}

static bool ide_read(uint64_t lba, void *to, uint32_t sector_count)
{
	uint16_t status_port = ide.master + MASTER_STATUS;
	uint8_t status;
	bool done;

	if (!select_device())
		return false;
	describe((uint32_t)(uintptr_t)to, sector_count * SECTOR_SIZE);
	cpu_out32(ide.master + MASTER_TABLE, (uint32_t)(uintptr_t)regions);
	cpu_out8(ide.master + MASTER_COMMAND, MASTER_READ);
	cpu_out8(status_port, cpu_in8(status_port) | MASTER_EVENTS);
	command_read(lba, sector_count);
	cpu_out8(ide.master + MASTER_COMMAND, MASTER_READ | MASTER_START);
	status = wait_idle(ATA_BUSY | ATA_REQUEST);
	done = !(status & (ATA_BUSY | ATA_FAULT | ATA_ERROR)) && wait_master();
	cpu_out8(ide.master + MASTER_COMMAND, 0);
	cpu_in8(ide.io + ATA_COMMAND);
	return done && !(cpu_in8(status_port) & MASTER_ERROR);
}

static void ide_release(void)
{
	cpu_out8(ide.control, 0);
	pci_set_command(ide.controller, ide.pci_command);
}

/* The first port of a channel as PCI has it; 0 if it is none. */
static uint16_t channel_io(uint32_t interface, unsigned channel)
{
	uint32_t bar = pci_bar(ide.controller, 2 * channel);

	if (!(interface & INTERFACE_NATIVE(channel)))
		return channel ? 0x170 : 0x1f0;
	return bar & PCI_BAR_IS_PORT ? (uint16_t)(bar & PCI_BAR_PORT_MASK) : 0;
}

/* The controller and its channel, if PCI and the firmware agree on them. */
static bool take_place(const struct edd_place *place)
{
	uint32_t class, interface, bar;
	unsigned channel = 0;

	ide.controller = pci_address(place->pci_bus, place->pci_device % PCI_SLOTS,
	                             place->pci_function % PCI_FUNCTIONS);
	class = pci_read(ide.controller, PCI_CLASS);
	interface = class >> 8 & 0xff;
	bar = pci_bar(ide.controller, BAR_MASTER);
	if (class >> 16 != CLASS_IDE || !(interface & INTERFACE_MASTER) ||
	    !(bar & PCI_BAR_IS_PORT) || !(bar & PCI_BAR_PORT_MASK) || !place->io_base)
		return false;
	while (channel_io(interface, channel) != place->io_base)
		if (++channel == 2)
			return false;
	ide.pci_command = pci_command(ide.controller);
	ide.io = place->io_base;
	ide.control = place->control_port;
	ide.master = (uint16_t)((bar & PCI_BAR_PORT_MASK) + 8 * channel);
	ide.device = place->second ? ATA_DEVICE_SECOND : 0;
	return ide.control && ide.pci_command & PCI_COMMAND_PORTS;
}

bool ide_find(uint8_t drive, struct drive *driver)
{
	struct edd_place place;

	if (!edd_locate(drive, &place) || strcmp(place.interface, "ATA") != 0 ||
	    !take_place(&place))
		return false;
	cpu_out8(ide.control, ATA_NO_INTERRUPT);
	pci_set_command(ide.controller, ide.pci_command | PCI_COMMAND_BUS_MASTER);
	if (!identify()) {
		ide_release();
		return false;
	}
	*driver = (struct drive){ ide_read, ide_release, SECTORS_MAX, ide.end_lba };
	return true;
}
