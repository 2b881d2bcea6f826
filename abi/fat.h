#pragma once
/* fat: FAT12, FAT16 and FAT32 volumes (Microsoft FAT specification, 1.03).
 *
 * The count of clusters alone decides the kind of a volume:
 * < FAT12_CLUSTERS_END is FAT12, < FAT16_CLUSTERS_END is FAT16, else FAT32. */
#include <stddef.h>

#include "le.h"
#include "sector.h"

#define FAT12_CLUSTERS_END 4085u
#define FAT16_CLUSTERS_END 65525u
#define FAT32_CLUSTERS_END 0x0ffffff6u
#define FAT_FIRST_CLUSTER  2u

#define FAT_SHORT_SIZE 11    /* bytes of an 8.3 name, without its dot */
#define FAT_SHORT_BASE 8     /* of them, before the dot */
#define FAT_LONG_UNITS 13    /* UTF-16 units in one entry of a long name */
#define FAT_LONG_LAST  0x40u /* of fat_long_entry.order */
#define FAT_DELETED    0xe5  /* as the first byte of an entry */

#define FAT32_INFO_LEAD  0x41615252u /* signatures */
#define FAT32_INFO       0x61417272u
#define FAT32_INFO_TRAIL 0xaa550000u

struct fat_bpb { /* offset 0 of the volume */
	uint8_t jump[3];
	uint8_t oem_name[8];
	struct le16 sector_size_bytes;
	uint8_t cluster_sectors;
	struct le16 reserved_sectors;
	uint8_t fat_count;
	struct le16 root_entries;     /* 0 on FAT32 */
	struct le16 total_sectors_16; /* 0: see total_sectors_32 */
	uint8_t media;
	struct le16 fat_sectors_16; /* 0 on FAT32 */
	struct le16 track_sectors;
	struct le16 heads;
	struct le32 hidden_sectors;
	struct le32 total_sectors_32;
};

struct fat_ebpb { /* after the BPB; on FAT32 after fat32_bpb */
	uint8_t drive;
	uint8_t reserved;
	uint8_t boot_signature; /* 0x29: the next three are there */
	struct le32 serial;
	uint8_t label[11];
	uint8_t kind[8]; /* for people only */
};

struct fat32_bpb {
	struct le32 fat_sectors;
	struct le16 flags;
	struct le16 version;
	struct le32 root_cluster;
	struct le16 info_sector;
	struct le16 backup_sector;
	uint8_t reserved[12];
};

struct fat32_info {
	struct le32 lead_signature; /* FAT32_INFO_LEAD */
	uint8_t reserved[480];
	struct le32 info_signature; /* FAT32_INFO */
	struct le32 free_clusters;
	struct le32 next_free;
	uint8_t reserved_end[12];
	struct le32 trail_signature; /* FAT32_INFO_TRAIL */
};

enum {
	FAT_ATTRIBUTE_READ_ONLY = 0x01,
	FAT_ATTRIBUTE_VOLUME = 0x08,
	FAT_ATTRIBUTE_DIRECTORY = 0x10,
	FAT_ATTRIBUTE_ARCHIVE = 0x20,
	FAT_ATTRIBUTE_LONG_NAME = 0x0f,
};

struct fat_entry {
	uint8_t name[FAT_SHORT_SIZE]; /* 8.3, upper case, padded with spaces */
	uint8_t attributes;
	uint8_t lower_case; /* 0x08: name, 0x10: extension in lower case */
	uint8_t created_tenths;
	struct le16 created_time;
	struct le16 created_date;
	struct le16 accessed_date;
	struct le16 first_cluster_high;
	struct le16 written_time;
	struct le16 written_date;
	struct le16 first_cluster_low;
	struct le32 size_bytes;
};

struct fat_long_entry { /* stands before its fat_entry */
	uint8_t order;  /* 1.., | FAT_LONG_LAST on the last, which comes first */
	struct le16 name1[5];
	uint8_t attributes; /* FAT_ATTRIBUTE_LONG_NAME */
	uint8_t type;
	uint8_t checksum; /* fat_checksum of its fat_entry */
	struct le16 name2[6];
	struct le16 first_cluster; /* 0 */
	struct le16 name3[2];
};

/* What ties long entries to their short one. */
static inline uint8_t fat_checksum(const uint8_t short_name[FAT_SHORT_SIZE])
{
	uint8_t sum = 0;

	for (int i = 0; i < FAT_SHORT_SIZE; i++)
		sum = (uint8_t)((sum >> 1 | sum << 7) + short_name[i]);
	return sum;
}

_Static_assert(sizeof(struct fat_bpb) == 36, "BPB");
_Static_assert(sizeof(struct fat_ebpb) == 26, "extended BPB");
_Static_assert(sizeof(struct fat32_bpb) == 28, "FAT32 BPB");
_Static_assert(sizeof(struct fat32_info) == SECTOR_SIZE, "FSInfo");
_Static_assert(sizeof(struct fat_entry) == 32, "directory entry");
_Static_assert(sizeof(struct fat_long_entry) == 32, "long name entry");
_Static_assert(offsetof(struct fat_entry, size_bytes) == 28, "directory entry");
