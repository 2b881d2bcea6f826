#pragma once
/* iso: what makes a CD of an image: an ISO 9660 volume, and the El Torito
 * catalog by which BIOS and UEFI start from it (docs/format.md).
 *
 * All of it lies between the partition table and the EFI system partition; no
 * byte of a file is there twice. In blocks of ISO_BLOCK_SIZE:
 *
 *   16..18	volume descriptors: primary, boot record, end
 *   19		boot catalog
 *   20		what a BIOS loads from a CD: sector 0 again
 *   24..55	stage 2: IMAGE_ISO_STAGE2_LBA
 *   56..511	path tables and directories */
#include "abi/iso.h"
#include "host/image/fat.h"

#define ISO_BOOT_BLOCK 20

/* Descriptors, catalog and directories around the EFI system partition `files`,
 * for an image of so many sectors of 512 bytes; is_bios: block 20 is there. */
bool iso_write(const struct fat_volume *files, uint64_t sectors, bool is_bios,
               struct arena scratch);
