#pragma once
/* mbr: sector 0 of an image: the protective MBR (UEFI 2.10, 5.2.3) whose code
 * area holds stage 1.
 *
 * Bytes 0x003..0x059 stay free for a BIOS parameter block: firmware that
 * emulates a floppy or a disk writes there. The image writer copies the first
 * MBR_CODE_SIZE bytes of stage 1 and fills in where stage 2 lies. */
#include "sector.h"

#define MBR_SIZE            SECTOR_SIZE
#define MBR_BPB_END         0x05a /* stage 1 jumps here */
#define MBR_STAGE2_REST_SUM 0x19c /* le32: the checksum of the other sectors */
#define MBR_STAGE2_LBA      0x1a8 /* le64: first sector of stage 2 */
#define MBR_STAGE2_SECTORS  0x1b0 /* le16: what stage 1 reads, 1..STAGE2_SECTORS_MAX */
#define MBR_STAGE2_SUM      0x1b4 /* le32: the checksum of these sectors */
#define MBR_CODE_SIZE       0x1b8 /* the disk signature begins here */
#define MBR_SIGNATURE       0x1fe
#define MBR_TYPE_PROTECTIVE 0xee
#define MBR_STATUS_ACTIVE   0x80

/* Stage 2 is a flat binary, padded to whole sectors, whose first part stage 1
 * loads at STAGE2_BASE and enters in real mode with CS:IP = 0:STAGE2_BASE, DL =
 * the firmware's drive number. That part brings the rest, by a faster way than
 * the firmware's if there is one. The whole must end below the EBDA and its own
 * stacks.
 *
 * A part's checksum: from STAGE2_SUM_START, for each 32-bit word in turn, the checksum so
 * far rotated left by one bit, plus the word. No change within one word leaves it as
 * it was, and sectors of zeros have another checksum than 0. */
#define STAGE2_SUM_START   0x676f7421
#define STAGE2_BASE        0x8000
#define STAGE2_SECTORS_MAX 127 /* of all of it */
#define STAGE2_FIRST_PART  4   /* le16 in stage 2: sectors of its first part */

#ifndef __ASSEMBLER__
#include <stddef.h>

#include "le.h"

struct mbr_partition {
	uint8_t status; /* MBR_STATUS_ACTIVE or 0 */
	uint8_t first_chs[3];
	uint8_t type;
	uint8_t last_chs[3];
	struct le32 first_lba;
	struct le32 sector_count;
};

struct mbr {
	uint8_t code[MBR_STAGE2_REST_SUM];
	struct le32 stage2_rest_sum;
	uint8_t packet[MBR_STAGE2_LBA - MBR_STAGE2_REST_SUM - 4];
	struct le64 stage2_lba;
	struct le16 stage2_sectors;
	uint8_t packet_end[MBR_STAGE2_SUM - MBR_STAGE2_SECTORS - 2];
	struct le32 stage2_sum;
	struct le32 disk_signature;
	struct le16 reserved;
	struct mbr_partition partitions[4];
	struct le16 signature; /* SECTOR_BOOT_SIGNATURE */
};

_Static_assert(sizeof(struct mbr) == MBR_SIZE, "MBR");
_Static_assert(offsetof(struct mbr, stage2_rest_sum) == MBR_STAGE2_REST_SUM, "stage1.S");
_Static_assert(offsetof(struct mbr, stage2_lba) == MBR_STAGE2_LBA, "stage1.S");
_Static_assert(offsetof(struct mbr, stage2_sectors) == MBR_STAGE2_SECTORS, "stage1.S");
_Static_assert(offsetof(struct mbr, stage2_sum) == MBR_STAGE2_SUM, "stage1.S");
_Static_assert(offsetof(struct mbr, disk_signature) == MBR_CODE_SIZE, "stage1.S");
_Static_assert(offsetof(struct mbr, signature) == MBR_SIGNATURE, "MBR");
#endif
