#pragma once
/* fat_name: the names of a FAT directory, 8.3 and long (FAT specification,
 * sections 6 and 7). Comparison knows ASCII only: no other name ever matches. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "abi/fat.h"

#define FAT_NAME_PARTS_MAX 20 /* 255 units */

/* A long name being put together: its entries stand last part first, right
 * before the 8.3 entry whose checksum they carry. */
struct fat_name {
	bool complete;
	uint8_t parts_left; /* the next entry must have this order */
	uint8_t checksum;
	uint16_t length; /* units */
	uint16_t units[FAT_NAME_PARTS_MAX * FAT_LONG_UNITS];
};

/* Adds one entry of attribute FAT_ATTRIBUTE_LONG_NAME. */
void fat_name_add(struct fat_name *name, const struct fat_entry *entry);

/* Whether the 8.3 entry, or the long name that ended just before it, is the
 * wanted one. */
bool fat_name_matches(const struct fat_name *name, const struct fat_entry *entry,
                      const char *wanted, size_t length);
