#pragma once
/* gpt: the partition table of an image: protective MBR, GUID partition table
 * and its copy at the end of the disk (UEFI 2.10, 5.2.3 and 5.3). */
#include "abi/gpt.h"
#include "abi/mbr.h"
#include "host/image/output.h"

#define GPT_ENTRIES_SECTORS 32u /* GPT_ENTRY_COUNT entries */
#define GPT_FIRST_USABLE    (GPT_HEADER_LBA + 1 + GPT_ENTRIES_SECTORS)
#define GPT_END_SECTORS     (GPT_ENTRIES_SECTORS + 1) /* kept at the disk's end */

struct gpt_partition {
	struct gpt_guid type, id;
	uint64_t first_lba, last_lba; /* inclusive */
	const char *name;             /* ASCII, at most GPT_NAME_UNITS */
};

struct gpt_disk {
	uint64_t sectors;
	struct gpt_guid id;
	const struct gpt_partition *partitions;
	size_t partition_count;
};

/* A GUID of 16 bytes of a hash: version 8 (RFC 9562, 5.8), in stored order. */
struct gpt_guid gpt_guid_of_hash(const uint8_t *hash);

/* Both headers and both arrays of entries. */
bool gpt_write(struct output *output, const struct gpt_disk *disk);

/* An image lies on a larger disk, open as fd: the copy of the table goes to the disk's
 * end, where UEFI and partitioners look for it, and its place in the image is empty.
 * Without a table nothing is written. False with errno set. */
bool gpt_move_end(int fd, uint64_t image_sectors, uint64_t disk_sectors);

/* The partition record and the signature; leaves the code area alone. An active record
 * is against UEFI 2.10, table 5.4, and for BIOSes that look for one. */
void gpt_protect(struct mbr *mbr, uint64_t sectors, bool is_active);
