#pragma once
/* image: a disk image that BIOS and UEFI start from (docs/format.md).
 *
 *   sector 0      protective MBR with stage 1
 *   1..33         GUID partition table
 *   40..2047      BIOS boot partition: stage 2
 *   2048..        EFI system partition: FAT12, FAT16 or FAT32, with the files
 *   last 33       the partition table's copy
 *
 * An ISO image is that too, with the descriptors of a CD (iso.h) in the gap
 * before the EFI system partition, where stage 2 makes room for them.
 *
 * The same request makes the same bytes, on every host: what must be unique is
 * taken from a hash of the content. */
#include "abi/mbr.h"
#include "abi/sector.h"
#include "host/image/image_file.h"
#include "host/image/image_format.h"

#define IMAGE_STEP_BYTES     (1u << 20) /* images are multiples of this */
#define IMAGE_STAGE2_LBA     40u
#define IMAGE_ISO_STAGE2_LBA 96u
#define IMAGE_ISO_STAGE2_END 224u
#define IMAGE_ESP_LBA        2048u
#define IMAGE_SPARE_BYTES    (1u << 20) /* left free for the user: that, */
#define IMAGE_SPARE_PART     4u         /* or this part of what is used */
#define IMAGE_SIZE_MAX_BYTES (1ull << 40)

struct image_request {
	enum image_format format; /* IMAGE_RAW or IMAGE_ISO */
	struct bytes stage1;      /* at most MBR_SIZE, or empty: no BIOS start */
	struct bytes stage2;      /* STAGE2_SECTORS_MAX sectors, or empty */
	bool is_active;           /* the protective MBR's record */
	const struct image_file *files;
	size_t file_count;
	int64_t epoch_seconds;   /* of all time stamps; UTC, 1980..2107 */
	uint64_t min_size_bytes; /* 0: as small as fits */
	enum os_durability durability;
};

/* Writes the image under a temporary name beside path, then renames it: on
 * failure, which is reported, nothing is left behind and an old image stays.
 * Sources are read once, through a small buffer. */
bool image_write(const char *path, const struct image_request *request, struct arena scratch);
