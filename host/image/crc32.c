#include "host/image/crc32.h"

#include <stdbool.h>

#include "abi/crc32.h"

#define LANES 8

/* lanes[n][b]: the CRC of byte b with n zero bytes after it. Eight table
 * look-ups that do not wait for each other take eight bytes at once. */
static uint32_t lanes[LANES][256];

static void make_lanes(void)
{
	for (uint32_t byte = 0; byte < 256; byte++) {
		uint32_t crc = byte;

		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? CRC32_POLYNOMIAL : 0);
		lanes[0][byte] = crc;
	}
	for (int lane = 1; lane < LANES; lane++)
		for (int byte = 0; byte < 256; byte++)
			lanes[lane][byte] = lanes[lane - 1][byte] >> 8 ^
			                    lanes[0][lanes[lane - 1][byte] & 0xff];
}

static uint32_t add_eight(uint32_t crc, const uint8_t *data)
{
	uint32_t low = crc ^ ((uint32_t)data[0] | (uint32_t)data[1] << 8 | (uint32_t)data[2] << 16 |
	                      (uint32_t)data[3] << 24);

	return lanes[7][low & 0xff] ^ lanes[6][low >> 8 & 0xff] ^ lanes[5][low >> 16 & 0xff] ^
	       lanes[4][low >> 24] ^ lanes[3][data[4]] ^ lanes[2][data[5]] ^ lanes[1][data[6]] ^
	       lanes[0][data[7]];
}

uint32_t crc32_add(uint32_t crc, const void *data, size_t size_bytes)
{
	static bool made;
	const uint8_t *next = data;

	if (!made)
		make_lanes();
	made = true;
	crc = ~crc;
	for (; size_bytes >= LANES; size_bytes -= LANES, next += LANES)
		crc = add_eight(crc, next);
	for (; size_bytes; size_bytes--, next++)
		crc = crc >> 8 ^ lanes[0][(crc ^ *next) & 0xff];
	return ~crc;
}
