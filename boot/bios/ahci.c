/* ahci: SATA disks behind an AHCI controller (Serial ATA AHCI 1.3.1; the
 * command FIS: Serial ATA 3.0, 10.3.4).
 *
 * Firmware seldom says which controller and port a drive has. So it is made to
 * show it: a port is the drive's if what INT 13h was just told to read stands
 * in that port's command list, twice. */
#include <stddef.h>
#include <string.h>

#include "boot/base/pci.h"
#include "boot/bios/ata.h"
#include "boot/bios/drive.h"
#include "boot/bios/edd.h"

#define CLASS_AHCI 0x010601 /* mass storage, SATA, AHCI 1 */
#define BAR_AHCI   5

/* The controller's registers, in words of 32 bits. */
#define HBA_CONTROL  1
#define HBA_PORTS    3 /* a bit for each port that exists */
#define HBA_PORT(n)  (64 + 32 * (n))
#define PORTS_MAX    32
#define CONTROL_AHCI 0x80000000

/* A port's, likewise. */
#define PORT_LIST      0 /* command list; upper half follows */
#define PORT_RECEIVED  2 /* received FISes; upper half follows */
#define PORT_EVENTS    4
#define PORT_INTERRUPT 5
#define PORT_COMMAND   6
#define PORT_TASK      8
#define PORT_SIGNATURE 9
#define PORT_LINK      10
#define PORT_ERRORS    12
#define PORT_ISSUE     14

#define COMMAND_START           0x0001
#define COMMAND_RECEIVE         0x0010
#define COMMAND_RECEIVE_RUNNING 0x4000
#define COMMAND_LIST_RUNNING    0x8000
#define EVENTS_FATAL            0x78000000 /* task file, host bus, interface */
#define TASK_BUSY               (ATA_BUSY | ATA_REQUEST)
#define TASK_ERROR              (ATA_FAULT | ATA_ERROR)
#define SIGNATURE_DISK          0x00000101
#define LINK_MASK               0x0000000f
#define LINK_UP                 0x00000003

#define FIS_COMMAND    0x27
#define FIS_IS_COMMAND 0x80

struct command_header {
	uint16_t flags; /* length of the FIS in words */
	uint16_t region_count;
	volatile uint32_t moved_bytes;
	uint32_t table, table_high, reserved[4];
};
_Static_assert(sizeof(struct command_header) == 32, "AHCI 4.2.2");
#define FLAGS_FIS_WORDS 5

struct command_fis {
	uint8_t type, flags, command, features;
	uint8_t lba_0, lba_8, lba_16, device;
	uint8_t lba_24, lba_32, lba_40, features_8;
	uint8_t count_0, count_8, reserved[6];
};
_Static_assert(sizeof(struct command_fis) == 20, "SATA 10.3.4");

struct region {
	uint32_t address, address_high, reserved;
	uint32_t last_byte; /* size - 1 */
};
#define REGION_BYTES (4u << 20)
#define REGIONS_MAX  8
#define SECTORS_MAX  65535 /* 0 would mean 65536 */

struct command_table {
	struct command_fis fis;
	uint8_t rest[0x80 - sizeof(struct command_fis)];
	struct region regions[REGIONS_MAX];
};
_Static_assert(offsetof(struct command_table, regions) == 0x80, "AHCI 4.2.3");

static _Alignas(1024) struct command_header list[32];
static _Alignas(256) uint8_t received[256];
static _Alignas(128) struct command_table table;

static struct {
	volatile uint32_t *port;
	pci_t controller;
	uint16_t pci_command; /* these as the firmware had them */
	uint32_t list[2], received[2], interrupt;
	uint64_t end_lba;
} ahci;

static bool wait_clear(size_t reg, uint32_t bits)
{
	uint64_t start = cpu_read_tsc();

	while (ahci.port[reg] & bits)
		if (drive_expired(start))
			return false;
	return true;
}

/* Stops the port's engines, as 10.1.2 wants it before addresses change. */
static bool port_stop(void)
{
	ahci.port[PORT_COMMAND] &= ~(uint32_t)COMMAND_START;
	if (!wait_clear(PORT_COMMAND, COMMAND_LIST_RUNNING))
		return false;
	ahci.port[PORT_COMMAND] &= ~(uint32_t)COMMAND_RECEIVE;
	return wait_clear(PORT_COMMAND, COMMAND_RECEIVE_RUNNING);
}

static bool port_run(const uint32_t *command_list, const uint32_t *receive)
{
	if (!port_stop())
		return false;
	for (size_t i = 0; i < 2; i++) {
		ahci.port[PORT_LIST + i] = command_list[i];
		ahci.port[PORT_RECEIVED + i] = receive[i];
	}
	ahci.port[PORT_ERRORS] = ahci.port[PORT_ERRORS];
	ahci.port[PORT_EVENTS] = ahci.port[PORT_EVENTS];
	ahci.port[PORT_COMMAND] |= COMMAND_RECEIVE;
	if (!wait_clear(PORT_TASK, TASK_BUSY))
		return false;
	ahci.port[PORT_COMMAND] |= COMMAND_START;
	return true;
}

static void describe(uint32_t address, uint32_t size_bytes)
{
	uint16_t count = 0;

	while (size_bytes) {
		uint32_t part = size_bytes < REGION_BYTES ? size_bytes : REGION_BYTES;

		table.regions[count++] = (struct region){ address, 0, 0, part - 1 };
		address += part;
		size_bytes -= part;
	}
	list[0] = (struct command_header){
		.flags = FLAGS_FIS_WORDS,
		.region_count = count,
		.table = (uint32_t)(uintptr_t)&table,
	};
}

/* Lets the port do what stands in the table, and waits for all its bytes. */
static bool issue(void *to, uint32_t size_bytes)
{
	describe((uint32_t)(uintptr_t)to, size_bytes);
	__asm__ volatile("" : : : "memory");
	ahci.port[PORT_EVENTS] = ahci.port[PORT_EVENTS];
	ahci.port[PORT_ISSUE] = 1;
	for (uint64_t start = cpu_read_tsc(); ahci.port[PORT_ISSUE] & 1;)
		if (ahci.port[PORT_EVENTS] & EVENTS_FATAL || drive_expired(start))
			return false;
	__asm__ volatile("" : : : "memory");
	return !(ahci.port[PORT_EVENTS] & EVENTS_FATAL) &&
	       !(ahci.port[PORT_TASK] & (TASK_BUSY | TASK_ERROR)) &&
	       list[0].moved_bytes == size_bytes;
}

static bool ahci_read(uint64_t lba, void *to, uint32_t sector_count)
{
	table.fis = (struct command_fis){
		.type = FIS_COMMAND,
		.flags = FIS_IS_COMMAND,
		.command = ATA_READ_DMA_EXT,
		.device = ATA_DEVICE_LBA,
		.lba_0 = (uint8_t)lba,
		.lba_8 = (uint8_t)(lba >> 8),
		.lba_16 = (uint8_t)(lba >> 16),
		.lba_24 = (uint8_t)(lba >> 24),
		.lba_32 = (uint8_t)(lba >> 32),
		.lba_40 = (uint8_t)(lba >> 40),
		.count_0 = (uint8_t)sector_count,
		.count_8 = (uint8_t)(sector_count >> 8),
	};
	return issue(to, sector_count * SECTOR_SIZE);
}

static void ahci_release(void)
{
	port_run(ahci.list, ahci.received);
	ahci.port[PORT_INTERRUPT] = ahci.interrupt;
	pci_set_command(ahci.controller, ahci.pci_command);
}

static bool identify(void)
{
	static _Alignas(2) uint16_t words[IDENTIFY_WORDS];

	table.fis = (struct command_fis){ .type = FIS_COMMAND,
		                          .flags = FIS_IS_COMMAND,
		                          .command = ATA_IDENTIFY };
	if (!issue(words, sizeof words))
		return false;
	memcpy(&ahci.end_lba, &words[IDENTIFY_END_LBA], sizeof ahci.end_lba);
	return (words[IDENTIFY_COMMANDS] & IDENTIFY_LBA48_MASK) == IDENTIFY_LBA48;
}

static bool port_take(void)
{
	const uint32_t ours[2] = { (uint32_t)(uintptr_t)list };
	const uint32_t receive[2] = { (uint32_t)(uintptr_t)received };

	for (size_t i = 0; i < 2; i++) {
		ahci.list[i] = ahci.port[PORT_LIST + i];
		ahci.received[i] = ahci.port[PORT_RECEIVED + i];
	}
	ahci.interrupt = ahci.port[PORT_INTERRUPT];
	ahci.pci_command = pci_command(ahci.controller);
	ahci.port[PORT_INTERRUPT] = 0;
	pci_set_command(ahci.controller, ahci.pci_command | PCI_COMMAND_BUS_MASTER);
	if (port_run(ours, receive) && identify())
		return true;
	ahci_release();
	return false;
}

/* The port works for the firmware, with lists that we can look at. */
static bool port_is_in_use(void)
{
	return (ahci.port[PORT_LINK] & LINK_MASK) == LINK_UP &&
	       ahci.port[PORT_SIGNATURE] == SIGNATURE_DISK &&
	       ahci.port[PORT_COMMAND] & COMMAND_START && ahci.port[PORT_LIST] &&
	       !ahci.port[PORT_LIST + 1];
}

/* Whether the port's first command was to read sector lba < 256 alone. Queued
 * commands have the count in other fields: the place decides. */
static bool port_has_read(uint8_t lba)
{
	const struct command_header *header = (const void *)(uintptr_t)ahci.port[PORT_LIST];
	const struct command_fis *fis = (const void *)(uintptr_t)header->table;

	if (!fis || header->table_high || fis->type != FIS_COMMAND)
		return false;
	if (fis->command != ATA_READ_DMA && fis->command != ATA_READ_DMA_EXT &&
	    fis->command != ATA_READ_QUEUED)
		return false;
	return fis->lba_0 == lba && !fis->lba_8 && !fis->lba_16 && !(fis->device & 15);
}

/* Sector 1 last: where all disks were asked for sector 0, one has moved on. */
static bool port_is_of(uint8_t drive)
{
	static _Alignas(SECTOR_SIZE) uint8_t sector[SECTOR_SIZE];

	for (uint8_t lba = 0; lba < 2; lba++) {
		if (edd_read(drive, lba, 1, sector) != 0)
			return false;
		__asm__ volatile("" : : : "memory");
		if (!port_has_read(lba))
			return false;
	}
	return true;
}

/* Looks for the drive at one controller; true with ahci.port set. */
static bool controller_has(uint8_t drive)
{
	uint32_t bar = pci_bar(ahci.controller, BAR_AHCI);
	volatile uint32_t *hba = (void *)(uintptr_t)(bar & PCI_BAR_MEMORY_MASK);

	if (!hba || bar & PCI_BAR_IS_PORT || !(pci_command(ahci.controller) & PCI_COMMAND_MEMORY) ||
	    !(hba[HBA_CONTROL] & CONTROL_AHCI))
		return false;
	for (size_t i = 0; i < PORTS_MAX; i++) {
		ahci.port = hba + HBA_PORT(i);
		if (hba[HBA_PORTS] >> i & 1 && port_is_in_use() && port_is_of(drive))
			return true;
	}
	return false;
}

bool ahci_find(uint8_t drive, struct drive *driver)
{
	ahci.controller = PCI_NONE;
	while ((ahci.controller = pci_next(ahci.controller, CLASS_AHCI)) != PCI_NONE)
		if (controller_has(drive)) {
			if (!port_take())
				return false;
			*driver = (struct drive){ ahci_read, ahci_release, SECTORS_MAX,
				                  ahci.end_lba };
			return true;
		}
	return false;
}
