/* disk: the drive we were started from, by a driver of our own where there is
 * one for it (drive.h), else through the firmware (edd.h).
 *
 * A driver brings whole sectors straight to their destination. The rest goes
 * through a window in low memory, the one place of this program that a
 * firmware address must reach. The window remembers what it holds: small reads
 * near each other cost one. */
#include "boot/bios/disk.h"

#include <string.h>

#include "boot/base/firmware.h"
#include "boot/base/stop.h"
#include "boot/bios/drive.h"
#include "boot/bios/edd.h"
#include "boot/bios/memlayout.h"

#define WINDOW_BYTES (BOUNCE_SECTORS * SECTOR_SIZE)
#define AHEAD_BYTES  0x8000       /* least to ask the firmware for */
#define DIRECT_BYTES WINDOW_BYTES /* least to read past the window */
#define CHECK_LBA    1            /* the GPT's header: unique */
#define TRIES        5

static struct {
	uint8_t number;       /* the firmware's */
	uint32_t sector_size; /* SECTOR_SIZE; 2048 on a CD */
	struct drive driver;
	bool driven;                 /* else the firmware reads */
	uint64_t first_lba, end_lba; /* what the window holds */
} disk;

static uint8_t *const window = (uint8_t *)BOUNCE_BASE;

/* From here on the firmware reads, and starts afresh. */
static void drop_driver(void)
{
	disk.driver.release();
	disk.driven = false;
	edd_reset(disk.number);
}

bool disk_distrust(void)
{
	bool driven = disk.driven;

	if (driven)
		drop_driver();
	disk.end_lba = disk.first_lba;
	return driven;
}

static bool window_has(uint64_t offset_bytes)
{
	uint64_t lba = offset_bytes / disk.sector_size;

	return lba >= disk.first_lba && lba < disk.end_lba;
}

/* The sector to compare by, as the firmware reads it; NULL: it does not. */
static const uint8_t *known_sector(void)
{
	if (!window_has(CHECK_LBA * SECTOR_SIZE)) {
		if (edd_read(disk.number, CHECK_LBA, 1, window) != 0)
			return NULL;
		disk.first_lba = CHECK_LBA;
		disk.end_lba = CHECK_LBA + 1;
	}
	return window + (CHECK_LBA - disk.first_lba) * SECTOR_SIZE;
}

/* The driver must read what the firmware has read. That comes first: a driver
 * may have taken from the firmware what it reads with. */
static void try_driver(bool (*find)(uint8_t drive, struct drive *driver))
{
	static _Alignas(16) uint8_t ours[SECTOR_SIZE];
	const uint8_t *known;

	if (disk.driven || disk.sector_size != SECTOR_SIZE)
		return;
	known = known_sector();
	disk.driven = known && find(disk.number, &disk.driver);
	if (disk.driven &&
	    !(disk.driver.read(CHECK_LBA, ours, 1) && memcmp(known, ours, sizeof ours) == 0))
		drop_driver();
}

void disk_start(uint8_t drive)
{
	disk.number = drive;
	disk.sector_size = edd_sector_size(drive);
	try_driver(ide_find);
}

void disk_start_rest(void)
{
	try_driver(ahci_find);
}

void disk_leave(void)
{
	if (disk.driven)
		disk.driver.release();
}

uint32_t firmware_boot_drive(void)
{
	return disk.number;
}

/* Copies quickly under a translator too: eight bytes an iteration. */
static void copy(void *to, const void *from, size_t size_bytes)
{
	size_t words = size_bytes / 8, bytes = size_bytes % 8;

	__asm__ volatile("rep movsq" : "+D"(to), "+S"(from), "+c"(words) : : "memory");
	__asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(bytes) : : "memory");
}

static uint64_t clamp(uint64_t value, uint64_t low, uint64_t high)
{
	if (value < low)
		return low;
	return value > high ? high : value;
}

/* Reads up to sector_count sectors with the driver; returns how many came. */
static uint64_t driver_read(uint64_t lba, void *to, uint64_t sector_count)
{
	const struct drive *driver = &disk.driver;

	if (!disk.driven)
		return 0;
	if (sector_count > driver->sectors_max)
		sector_count = driver->sectors_max;
	if (lba < driver->end_lba && sector_count > driver->end_lba - lba)
		sector_count = driver->end_lba - lba;
	if (lba < driver->end_lba && driver->read(lba, to, (uint32_t)sector_count))
		return sector_count;
	drop_driver();
	return 0;
}

/* Reads into the window with the firmware; returns how many sectors came. Asks
 * for less after a failure: some firmware has a smaller limit than it should. */
static uint64_t firmware_read(uint64_t lba, uint64_t sector_count)
{
	uint8_t status = 0;

	for (int i = 0; i < TRIES; i++) {
		status = edd_read(disk.number, lba, (uint16_t)sector_count, window);
		if (!status)
			return sector_count;
		edd_reset(disk.number);
		sector_count = (sector_count + 3) / 4;
	}
	stop(ERROR_DISK_READ,
	     "the disk (drive %) fails to read sector %: firmware status %, tried % times",
	     FACTS(HEX(disk.number), NUMBER(lba), HEX(status), NUMBER(TRIES)));
}

/* Fills the window from a sector on, with that at least. A driver fills it
 * whole, at the price of one sector. */
static void window_fill_from(uint64_t lba, uint64_t end_bytes)
{
	uint64_t size = disk.sector_size, count;

	disk.first_lba = lba;
	disk.end_lba = lba;
	count = driver_read(lba, window, WINDOW_BYTES / size);
	if (!count)
		count = firmware_read(lba, clamp((end_bytes + size - 1) / size - lba,
		                                 AHEAD_BYTES / size, WINDOW_BYTES / size));
	disk.end_lba += count;
}

/* For the bytes from offset_bytes to end_bytes, with the first of them at least.
 * What the disk begins with, all of it will be asked for: partition table,
 * loader; but the disk may end before, or give less than it was asked for. */
static void window_fill(uint64_t offset_bytes, uint64_t end_bytes)
{
	if (end_bytes <= WINDOW_BYTES) {
		window_fill_from(0, end_bytes);
		if (window_has(offset_bytes))
			return;
	}
	window_fill_from(offset_bytes / disk.sector_size, end_bytes);
}

static size_t read_window(uint64_t offset_bytes, void *to, size_t size_bytes)
{
	uint64_t skip, count;

	if (!window_has(offset_bytes))
		window_fill(offset_bytes, offset_bytes + size_bytes);
	skip = offset_bytes - disk.first_lba * disk.sector_size;
	count = (disk.end_lba - disk.first_lba) * disk.sector_size - skip;
	if (count > size_bytes)
		count = size_bytes;
	copy(to, window + skip, count);
	return count;
}

/* Reads past the window what is worth it; returns the bytes, 0 if none are. */
static size_t read_direct(uint64_t offset_bytes, void *to, size_t size_bytes)
{
	if (size_bytes < DIRECT_BYTES || offset_bytes % SECTOR_SIZE || (uintptr_t)to % 2 ||
	    window_has(offset_bytes))
		return 0;
	return SECTOR_SIZE * driver_read(offset_bytes / SECTOR_SIZE, to, size_bytes / SECTOR_SIZE);
}

void firmware_disk_read(uint64_t offset_bytes, void *to, size_t size_bytes)
{
	uint8_t *at = to;

	while (size_bytes) {
		size_t count = read_direct(offset_bytes, at, size_bytes);

		if (!count)
			count = read_window(offset_bytes, at, size_bytes);
		at += count;
		offset_bytes += count;
		size_bytes -= count;
	}
}
