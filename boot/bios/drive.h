#pragma once
/* drive: a disk driver of the loader's own (AHCI, IDE), past the firmware.
 *
 * Firmware is often slow: SeaBIOS moves every word of an IDE disk through the
 * processor, and any BIOS needs its data copied up from low memory. A driver
 * here reads by DMA straight to where the data belongs.
 *
 * A driver never writes to a disk. It takes a drive only if that is beyond
 * doubt the one that the firmware calls by the number; it leaves no interrupt
 * behind; every wait of it ends; release puts the controller back as the
 * firmware had it, which then reads as before. What is in doubt is left to the
 * firmware: a drive that is not found costs speed, a wrong one the boot. */
#include <stdbool.h>
#include <stdint.h>

#include "abi/sector.h"
#include "boot/base/cpu.h"

/* Some seconds on any processor: what hangs this long will not come. */
#define DRIVE_WAIT_CYCLES_MAX (8ull << 30)

struct drive {
	/* Whole sectors, at most sectors_max, to an even address below 4 GiB.
	 * False: an error, or no answer in time. */
	bool (*read)(uint64_t lba, void *to, uint32_t sector_count);
	void (*release)(void);
	uint32_t sectors_max;
	uint64_t end_lba; /* one past the last sector */
};

/* Each: whether it drives the firmware's drive, and then how; else all is as it
 * was. From then to the release the firmware is not asked to read. */
bool ide_find(uint8_t drive, struct drive *driver);
bool ahci_find(uint8_t drive, struct drive *driver);

/* Whether a wait that began at a time stamp has lasted too long. */
static inline bool drive_expired(uint64_t tsc_start)
{
	__asm__ volatile("pause");
	return cpu_read_tsc() - tsc_start > DRIVE_WAIT_CYCLES_MAX;
}
