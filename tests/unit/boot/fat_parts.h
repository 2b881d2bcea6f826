#pragma once
/* fat_parts: pieces of FAT volumes by the specification and by nothing of ours, for tests
 * and fuzzers that make some. */
#include <stdint.h>
#include <string.h>

#include "abi/fat.h"

/* In a table of 12, 16 or 32 bits an entry. */
static inline void fat_parts_link(uint8_t *table, uint32_t bits, uint32_t from, uint32_t to)
{
	uint8_t *at = table + (size_t)from * bits / 8;

	if (bits == 12 && from & 1) {
		at[0] = (uint8_t)((at[0] & 0x0f) | to << 4);
		at[1] = (uint8_t)(to >> 4);
	} else if (bits == 12) {
		at[0] = (uint8_t)to;
		at[1] = (uint8_t)((at[1] & 0xf0) | (to >> 8 & 0x0f));
	} else {
		for (uint32_t i = 0; i < bits / 8; i++)
			at[i] = (uint8_t)(to >> 8 * i);
	}
}

/* Of a directory; name is 8.3, eleven characters. */
static inline void fat_parts_entry(uint8_t *at, const char *name, uint8_t attributes,
                                   uint32_t first, uint32_t size_bytes)
{
	struct fat_entry entry = {
		.attributes = attributes,
		.first_cluster_high = le16_of((uint16_t)(first >> 16)),
		.first_cluster_low = le16_of((uint16_t)first),
		.size_bytes = le32_of(size_bytes),
	};

	memcpy(entry.name, name, sizeof entry.name);
	memcpy(at, &entry, sizeof entry);
}
