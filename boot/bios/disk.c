/* disk: reads through INT 13h, extended (Phoenix EDD 1.1, function 42h).
 *
 * Sectors arrive in the bounce buffer, the one place of this program that a
 * firmware address must reach, and go from there to their destination once.
 * The buffer remembers what it holds: small reads near each other cost one
 * call. */
#include <stdbool.h>

#include "abi/x86.h"
#include "boot/bios/disk.h"
#include "boot/bios/memlayout.h"
#include "boot/bios/thunk.h"
#include "boot/firmware.h"
#include "boot/stop.h"

#define SECTOR_SIZE     512
#define SECTOR_SIZE_MAX 4096
#define AHEAD_BYTES     4096	/* least to read: small reads come in flocks */
#define TRIES           5
#define EDD_READ        0x4200
#define EDD_FACTS       0x4800
#define EDD_FACTS_SIZE  26	/* of version 1 */
#define EDD_RESET       0x0000

struct edd_packet {
	uint8_t size, reserved;
	uint16_t sector_count;
	uint16_t offset, segment;
	uint64_t lba;
};
_Static_assert(sizeof(struct edd_packet) == 16, "EDD 1.1");

struct edd_facts {
	uint16_t size, flags;
	uint32_t cylinders, heads, track_sectors;
	uint64_t sector_count;
	uint16_t sector_size;
};
_Static_assert(offsetof(struct edd_facts, sector_size) == 24, "EDD 1.1");

static struct {
	uint8_t drive;
	uint32_t sector_size;		/* 512; 2048 on a CD */
	uint64_t first_lba, end_lba;	/* what the bounce buffer holds */
} disk;

/* Firmware that does not say, or says what cannot be, means a disk's 512. */
static uint32_t ask_sector_size(void)
{
	static struct edd_facts facts;		/* .bss: below 1 MiB */
	struct bios_registers regs = { .eax = EDD_FACTS, .edx = disk.drive };
	uint32_t size;

	facts = (struct edd_facts){ .size = EDD_FACTS_SIZE };
	regs.ds = (uint16_t)((uintptr_t)&facts >> 4);
	regs.esi = (uintptr_t)&facts & 15;
	bios_call(0x13, &regs);
	size = facts.sector_size;
	if (regs.flags & X86_FLAGS_CF || size < SECTOR_SIZE || size > SECTOR_SIZE_MAX ||
	    size & (size - 1))
		return SECTOR_SIZE;
	return size;
}

void disk_start(uint8_t drive)
{
	disk.drive = drive;
	disk.sector_size = ask_sector_size();
}

uint32_t firmware_boot_drive(void)
{
	return disk.drive;
}

/* Copies quickly under a translator too: eight bytes an iteration. */
static void copy(void *to, const void *from, size_t size_bytes)
{
	size_t words = size_bytes / 8, bytes = size_bytes % 8;

	__asm__ volatile("rep movsq" : "+D"(to), "+S"(from), "+c"(words) : : "memory");
	__asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(bytes) : : "memory");
}

/* One firmware call; the firmware's status, 0 when all sectors have come. */
static uint8_t read_once(uint64_t lba, uint16_t sector_count)
{
	static struct edd_packet packet;	/* .bss: below 1 MiB */
	struct bios_registers regs = { .eax = EDD_READ, .edx = disk.drive };
	uint8_t status;

	packet = (struct edd_packet){
		.size = sizeof(packet),
		.sector_count = sector_count,
		.segment = BOUNCE_SEGMENT,
		.lba = lba,
	};
	regs.ds = (uint16_t)((uintptr_t)&packet >> 4);
	regs.esi = (uintptr_t)&packet & 15;
	bios_call(0x13, &regs);
	status = regs.eax >> 8 & 0xff;
	if (regs.flags & X86_FLAGS_CF)
		return status ? status : 0xff;
	return 0;
}

static void reset(void)
{
	struct bios_registers regs = { .eax = EDD_RESET, .edx = disk.drive };

	bios_call(0x13, &regs);
}

/* Fills the bounce buffer from lba on; returns how many sectors came. Asks for
 * less after a failure: some firmware has a smaller limit than it should. */
static uint64_t bounce_fill(uint64_t lba, uint64_t sector_count)
{
	uint8_t status = 0;

	disk.end_lba = disk.first_lba;
	for (int i = 0; i < TRIES; i++) {
		status = read_once(lba, (uint16_t)sector_count);
		if (!status) {
			disk.first_lba = lba;
			disk.end_lba = lba + sector_count;
			return sector_count;
		}
		reset();
		sector_count = (sector_count + 3) / 4;
	}
	stop(ERROR_DISK_READ, "the disk (drive %) fails to read sector %: "
	     "firmware status %, tried % times",
	     FACTS(HEX(disk.drive), NUMBER(lba), HEX(status), NUMBER(TRIES)));
}

static uint64_t clamp(uint64_t value, uint64_t low, uint64_t high)
{
	if (value < low)
		return low;
	return value > high ? high : value;
}

/* How many sectors to read from lba on, for the bytes that end at end_bytes. */
static uint64_t sectors_until(uint64_t lba, uint64_t end_bytes)
{
	uint64_t size = disk.sector_size;
	uint64_t wanted = (end_bytes + size - 1) / size - lba;

	return clamp(wanted, AHEAD_BYTES / size, BOUNCE_SECTORS * SECTOR_SIZE / size);
}

void firmware_disk_read(uint64_t offset_bytes, void *to, size_t size_bytes)
{
	uint8_t *at = to;

	while (size_bytes) {
		uint64_t lba = offset_bytes / disk.sector_size, skip, count;

		if (lba < disk.first_lba || lba >= disk.end_lba)
			bounce_fill(lba, sectors_until(lba, offset_bytes + size_bytes));
		skip = offset_bytes - disk.first_lba * disk.sector_size;
		count = (disk.end_lba - disk.first_lba) * disk.sector_size - skip;
		if (count > size_bytes)
			count = size_bytes;
		copy(at, (const uint8_t *)BOUNCE_BASE + skip, count);
		at += count;
		offset_bytes += count;
		size_bytes -= count;
	}
}
