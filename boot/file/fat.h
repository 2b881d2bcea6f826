#pragma once
/* fat: reads files of a FAT12, FAT16 or FAT32 volume (Microsoft FAT
 * specification 1.03), by 8.3 and by long names.
 *
 * Nothing on the volume is believed: every number is checked against the
 * volume's size, every cluster chain is followed to its end when its file is
 * opened. What does not add up stops the loader. Neighbouring clusters are one
 * run, and a run is one read straight to its destination. */
#include <stdbool.h>
#include <stdint.h>

#include "boot/file/gpt.h"

#define FAT_PATH_MAX           255 /* bytes of a path, without terminator */
#define FAT_DIRECTORY_SIZE_MAX (65536 * 32)

struct fat_volume {
	uint64_t table_bytes; /* place of the active FAT on the disk */
	uint64_t table_size_bytes;
	uint64_t data_bytes;      /* place of cluster FAT_FIRST_CLUSTER */
	uint64_t root_bytes;      /* FAT12/16: place of the root directory */
	uint32_t root_size_bytes; /* FAT12/16; 0 on FAT32 */
	uint32_t root_cluster;    /* FAT32 */
	uint32_t cluster_size_bytes;
	uint32_t cluster_end; /* one past the last valid cluster */
	uint32_t entry_bits;  /* 12, 16 or 32 */
};

/* A stretch of a file that lies in one piece on the disk. */
struct fat_run {
	uint64_t offset_bytes; /* in the file */
	uint64_t disk_bytes;
	uint64_t size_bytes;
	uint32_t last_cluster; /* 0: nothing follows */
};

struct fat_file {
	const struct fat_volume *volume;
	uint32_t first_cluster; /* 0: empty, or a fixed root directory */
	uint32_t size_bytes;
	struct fat_run run; /* the one read last */
};

void fat_open_volume(struct fat_volume *volume, struct partition partition);

/* Opens a file by its path, directories separated by '/', ASCII letters of either
 * case. False if there is no such file. */
bool fat_open(struct fat_file *file, const struct fat_volume *volume, const char *path);

/* Reads bytes that lie within the file. */
void fat_read(struct fat_file *file, uint32_t offset_bytes, void *to, uint32_t size_bytes);
