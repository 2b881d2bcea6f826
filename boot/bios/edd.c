#include "boot/bios/edd.h"

#include <string.h>

#include "abi/bits.h"
#include "abi/sector.h"
#include "abi/x86.h"
#include "boot/bios/ata.h"
#include "boot/bios/thunk.h"

#define EDD_RESET      0x0000
#define EDD_READ       0x4200
#define EDD_PARAMETERS 0x4800

#define SIZE_MAX_SANE 4096 /* of a sector */

#define PATH_KEY       0xbedd
#define PATH_SIZE_EDD3 36 /* from the key to the checksum */
#define PATH_SIZE_EDD4 44
#define TABLE_SIZE     16
#define FAR_NONE       0xffffffff

struct edd_packet {
	uint8_t size, reserved;
	uint16_t sector_count;
	uint16_t offset, segment;
	uint64_t lba;
};
_Static_assert(sizeof(struct edd_packet) == 16, "EDD 1.1");

/* What AH=48h returns; from `key` on since EDD 3.0. */
struct __attribute__((packed)) edd_parameters {
	uint16_t size, flags;
	uint32_t cylinders, heads, track_sectors;
	uint64_t sectors;
	uint16_t sector_size;
	uint16_t table_offset, table_segment;
	uint16_t key;
	uint8_t path_size, reserved[3];
	char bus[4];
	char interface[8];
	uint8_t pci_bus, pci_device, pci_function, channel, reserved2[4];
	uint8_t device;
	uint8_t rest[17];
};
_Static_assert(sizeof(struct edd_parameters) == 74, "EDD-4");

/* The device parameter table (EDD 1.1): where an ATA drive's ports are. */
struct __attribute__((packed)) edd_table {
	uint16_t io_base, control_port;
	uint8_t device;
	uint8_t rest[11];
};
_Static_assert(sizeof(struct edd_table) == TABLE_SIZE, "EDD 1.1");

/* One call with DS:SI at something below 1 MiB. */
static struct bios_registers call(uint32_t function, uint8_t drive, const void *low)
{
	struct bios_registers regs = { .eax = function, .edx = drive };

	regs.ds = (uint16_t)((uintptr_t)low >> 4);
	regs.esi = (uintptr_t)low & 15;
	bios_call(0x13, &regs);
	return regs;
}

uint8_t edd_read(uint8_t drive, uint64_t lba, uint16_t sector_count, void *low)
{
	static struct edd_packet packet; /* .bss: below 1 MiB */
	struct bios_registers regs;
	uint8_t status;

	packet = (struct edd_packet){
		.size = sizeof packet,
		.sector_count = sector_count,
		.offset = (uintptr_t)low & 15,
		.segment = (uint16_t)((uintptr_t)low >> 4),
		.lba = lba,
	};
	regs = call(EDD_READ, drive, &packet);
	status = regs.eax >> 8 & 0xff;
	if (regs.flags & X86_FLAGS_CF)
		return status ? status : 0xff;
	return 0;
}

void edd_reset(uint8_t drive)
{
	call(EDD_RESET, drive, NULL);
}

/* The size word is not asked: some firmware returns a path and says 30. */
static bool has_path(const struct edd_parameters *told)
{
	return told->key == PATH_KEY &&
	       (told->path_size == PATH_SIZE_EDD3 || told->path_size == PATH_SIZE_EDD4) &&
	       sums_to_zero(&told->key, told->path_size);
}

/* Takes the ports from the table, if the table and the path agree. */
static bool take_table(struct edd_place *place, const struct edd_parameters *told)
{
	uint32_t far = (uint32_t)told->table_segment << 16 | told->table_offset;
	struct edd_table table;

	if (far == 0 || far == FAR_NONE)
		return false;
	memcpy(&table, (const void *)((uintptr_t)told->table_segment * 16 + told->table_offset),
	       sizeof table);
	if (!sums_to_zero(&table, sizeof table))
		return false;
	place->io_base = table.io_base;
	place->control_port = table.control_port;
	place->second = table.device & ATA_DEVICE_SECOND;
	return told->device == place->second;
}

static void copy_trimmed(char *to, const char *from, size_t size)
{
	memcpy(to, from, size);
	while (size && to[size - 1] == ' ')
		size--;
	to[size] = '\0';
}

/* What the firmware knows of a drive, of which there is one; NULL if it does not
 * say. */
static const struct edd_parameters *ask(uint8_t drive)
{
	static struct edd_parameters told; /* .bss: below 1 MiB */
	static bool asked, answered;

	if (!asked) {
		told = (struct edd_parameters){ .size = sizeof told };
		answered = !(call(EDD_PARAMETERS, drive, &told).flags & X86_FLAGS_CF);
		asked = true;
	}
	return answered ? &told : NULL;
}

uint32_t edd_sector_size(uint8_t drive)
{
	const struct edd_parameters *told = ask(drive);
	uint32_t size = told ? told->sector_size : 0;

	if (size < SECTOR_SIZE || size > SIZE_MAX_SANE || !is_power_of_two(size))
		return SECTOR_SIZE;
	return size;
}

bool edd_locate(uint8_t drive, struct edd_place *place)
{
	const struct edd_parameters *told = ask(drive);

	if (!told || !has_path(told) || memcmp(told->bus, "PCI ", sizeof told->bus) != 0)
		return false;
	*place = (struct edd_place){
		.pci_bus = told->pci_bus,
		.pci_device = told->pci_device,
		.pci_function = told->pci_function,
	};
	copy_trimmed(place->interface, told->interface, sizeof told->interface);
	return strcmp(place->interface, "ATA") != 0 || take_table(place, told);
}
