#pragma once
/* disk: an image in memory, and where in it the parts are that a loader
 * believes (docs/format.md). Shares nothing with the image writer but abi/. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum disk_area {
	AREA_STAGE2_PLACE,	/* in sector 0: where stage 2 is, and its sum */
	AREA_STAGE2,
	AREA_GPT_HEADER,
	AREA_GPT_ENTRIES,	/* those in use and one more */
	AREA_VOLUME,		/* the FAT volume's parameters */
	AREA_TABLE,		/* its table, as far as it is in use */
	AREA_FOLDERS,		/* the root and boot/ */
	AREA_CONF,		/* boot/ingot.conf */
	AREA_ELF_HEADER,	/* of boot/kernel */
	AREA_SEGMENTS,		/* its program headers */
	AREA_NOTES,
	AREA_RELOCATIONS,	/* with the table that says where they are; or empty */
	AREA_COUNT,
};

#define DISK_EXTENTS_MAX 2

struct disk_extent { size_t offset, size; };

struct disk {
	uint8_t *data;
	size_t size;
	struct disk_extent areas[AREA_COUNT][DISK_EXTENTS_MAX];
	struct disk_extent kernel;	/* the file: one piece */
};

/* Reads a good image, and fills what is free in it with pages of the kernel's
 * code; false, with a message, if it is none. */
bool disk_open(struct disk *disk, const char *path);

/* A byte of an area, counted through its extents. */
size_t disk_area_size(const struct disk *disk, enum disk_area area);
size_t disk_area_offset(const struct disk *disk, enum disk_area area, size_t at);
const char *disk_area_name(enum disk_area area);

/* Makes both checksums of the first GPT right again, if its entries are there
 * to be summed. `data` is another disk's bytes, of the same size. */
void disk_repair_gpt(uint8_t *data, size_t size);

/* Whether a kernel, as its headers now are, starts in the slide of victim.c. */
bool disk_kernel_can_run(const uint8_t *data, size_t size, const struct disk *good);
