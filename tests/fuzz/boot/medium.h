#pragma once
/* medium: what a loader is started with, a disk's image or a bundle of files, in
 * memory, and where in it the parts are that the loader believes
 * (docs/format.md). Shares nothing with the writers of either but abi/. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum area {
	/* Of a disk: disk.h. */
	AREA_STAGE2_PLACE, /* in sector 0: where stage 2 is, and its checksum */
	AREA_STAGE2,
	AREA_GPT_HEADER,
	AREA_GPT_ENTRIES, /* those in use and one more */
	AREA_VOLUME,      /* the FAT volume's parameters */
	AREA_TABLE,       /* its table, as far as it is in use */
	AREA_FOLDERS,     /* the root and boot/ */
	/* Of a bundle: bundle.h. */
	AREA_BUNDLE_HEADER,
	AREA_BUNDLE_MEMBERS, /* the list of files: those in use */
	/* Of both. */
	AREA_CONF,       /* boot/ingot.conf */
	AREA_ELF_HEADER, /* of boot/kernel */
	AREA_SEGMENTS,   /* its program headers */
	AREA_NOTES,
	AREA_RELOCATIONS, /* with the table that says where they are; or empty */
	AREA_COUNT,
};

#define MEDIUM_EXTENTS_MAX 2
#define MEDIUM_SPARED_MAX  256

struct extent {
	size_t offset, size;
};

struct medium {
	uint8_t *data;
	size_t size;
	struct extent areas[AREA_COUNT][MEDIUM_EXTENTS_MAX]; /* empty: it has none */
	struct extent kernel;                                /* the file: one piece */
	/* What UEFI's own reader needs to find and load the loader. */
	struct extent spared[MEDIUM_SPARED_MAX];
	size_t spared_count;
	/* Makes checksums right again. `data` is another's bytes, damaged. */
	void (*repair)(const struct medium *good, uint8_t *data);
};

/* A file's bytes, and their count; NULL with a message if it cannot be read. */
uint8_t *medium_read_file(const char *path, size_t *size);

void medium_set_area(struct medium *medium, enum area area, int part, size_t offset, size_t size);

/* A byte of an area, counted through its extents. */
size_t medium_area_size(const struct medium *medium, enum area area);
size_t medium_area_offset(const struct medium *medium, enum area area, size_t at);
const char *medium_area_name(enum area area);

/* Puts back, in damaged bytes, what is spared. */
void medium_spare(const struct medium *good, uint8_t *data);

/* CRC-32 (IEEE 802.3). */
uint32_t medium_crc32(const uint8_t *data, size_t size);

bool medium_complain(const char *what); /* "the file has no ..."; false */
