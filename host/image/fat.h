#pragma once
/* fat: a FAT volume written at once (Microsoft FAT specification 1.03).
 *
 * Size alone decides between FAT12, FAT16 and FAT32. Every file and directory is
 * contiguous; directories come first, then files in their order. Clusters are
 * aligned to 4 KiB in the volume. docs/format.md says what each byte is.
 *
 * Plan a geometry, place the tree in it, then write: files (which finds their
 * checksums), tables and directories, and last the boot sector, whose serial number
 * may depend on all that. Failures are reported and false. */
#include "abi/sector.h"
#include "host/image/fat_tree.h"
#include "host/image/output.h"

#define FAT_ALIGNMENT_SECTORS 8u
#define FAT_SECTORS_MAX       0xffffffffu
#define FAT_TABLES            2u
#define FAT_MEDIA             0xf8u         /* a fixed disk */
#define FAT_LABEL             "INGOT      " /* 11 bytes */

struct fat_geometry {
	uint32_t bits;    /* 12, 16 or 32 */
	uint32_t sectors; /* of the volume */
	uint32_t cluster_sectors;
	uint32_t reserved_sectors; /* before the first table */
	uint32_t table_sectors;    /* of each of the two tables */
	uint32_t root_sectors;     /* 0 on FAT32 */
	uint32_t cluster_count;
};

struct fat_volume {
	struct output *output;
	uint64_t first_lba; /* where the volume begins in the output */
	struct fat_geometry geometry;
	const struct fat_tree *tree;
	uint32_t clusters_used; /* as fat_place found */
	int64_t epoch_seconds;  /* the time of every entry, UTC */
};

/* False where no volume should be: too small, too large, or so near to the
 * limit between two kinds that careless readers take it for the other. */
bool fat_geometry_plan(struct fat_geometry *geometry, uint64_t sectors);
uint32_t fat_geometry_cluster_bytes(const struct fat_geometry *geometry);

/* Gives each node its clusters, without regard to their number; how many they
 * are in all. */
uint64_t fat_place(const struct fat_tree *tree, const struct fat_geometry *geometry);

bool fat_write_files(const struct fat_volume *volume, struct arena scratch);
bool fat_write_folders(const struct fat_volume *volume, struct arena scratch);
bool fat_write_tables(const struct fat_volume *volume, struct arena scratch);
bool fat_write_boot(const struct fat_volume *volume, uint32_t serial);

/* Where a cluster, or a directory's or file's first byte, lies in the output. */
uint64_t fat_cluster_offset(const struct fat_volume *volume, uint32_t cluster);
