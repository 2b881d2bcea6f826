#include "boot/file/crc32.h"

#include <string.h>

#define SLICES         8
#define LARGE_SIZE_MIN 0x4000 /* bytes: from here on large tables pay */

/* Four bits at a time: a table that fits a cache line. */
static uint32_t update_small(uint32_t crc, const uint8_t *at, size_t count)
{
	static const uint32_t table[16] = {
		0x00000000, 0x1db71064, 0x3b6e20c8,       0x26d930ac, 0x76dc4190, 0x6b6b51f4,
		0x4db26158, 0x5005713c, CRC32_POLYNOMIAL, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
		0x9b64c2b0, 0x86d3d2d4, 0xa00ae278,       0xbdbdf21c,
	};

	while (count--) {
		crc ^= *at++;
		crc = crc >> 4 ^ table[crc & 15];
		crc = crc >> 4 ^ table[crc & 15];
	}
	return crc;
}

static void tables_make(uint32_t tables[SLICES][256])
{
	for (unsigned byte = 0; byte < 256; byte++) {
		uint8_t first = (uint8_t)byte, zero = 0;

		tables[0][byte] = update_small(0, &first, 1);
		for (int i = 1; i < SLICES; i++)
			tables[i][byte] = update_small(tables[i - 1][byte], &zero, 1);
	}
}

/* Eight bytes at a time: tables[i][b] is what byte b comes to when i more have
 * followed it. The tables are made when a large file first needs them. */
static uint32_t update_large(uint32_t crc, const uint8_t *at, size_t count)
{
	static uint32_t tables[SLICES][256];

	if (!tables[0][1])
		tables_make(tables);
	for (; count >= SLICES; count -= SLICES, at += SLICES) {
		uint64_t word;

		memcpy(&word, at, sizeof word);
		word ^= crc;
		crc = 0;
#pragma GCC unroll 8
		for (int i = 0; i < SLICES; i++)
			crc ^= tables[SLICES - 1 - i][word >> 8 * i & 255];
	}
	return update_small(crc, at, count);
}

uint32_t crc32_update(uint32_t crc, const void *bytes, size_t count)
{
	return count < LARGE_SIZE_MIN ? update_small(crc, bytes, count)
	                              : update_large(crc, bytes, count);
}
