/* symbols: see symbols.h. */
#include "kit/base/symbols.h"

#include <string.h>

#include "abi/crc32.h"
#include "abi/symbols.h"

struct reader {
	const uint8_t *at, *end;
	const char *name; /* the last that was read */
};

static uint32_t crc_add(uint32_t crc, const uint8_t *data, size_t size_bytes)
{
	for (size_t i = 0; i < size_bytes; i++) {
		crc ^= data[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? CRC32_POLYNOMIAL : 0);
	}
	return crc;
}

static bool is_whole(const uint8_t *table, size_t size_bytes)
{
	struct symbols_header header;
	uint32_t crc;

	if (size_bytes < sizeof header)
		return false;
	memcpy(&header, table, sizeof header);
	if (memcmp(header.magic, SYMBOLS_MAGIC, sizeof header.magic) != 0 ||
	    le32_get(header.version) != SYMBOLS_VERSION)
		return false;
	crc = le32_get(header.crc);
	header.crc = le32_of(0);
	return crc == ~crc_add(crc_add(CRC32_START, (const uint8_t *)&header, sizeof header),
	                       table + sizeof header, size_bytes - sizeof header);
}

static bool read_delta(struct reader *reader, uint64_t *delta)
{
	*delta = 0;
	for (unsigned i = 0; i < SYMBOLS_DELTA_BYTES_MAX && reader->at < reader->end; i++) {
		uint8_t byte = *reader->at++;

		*delta |= (uint64_t)(byte & 0x7f) << 7 * i;
		if (!(byte & 0x80))
			return true;
	}
	return false;
}

static bool read_name(struct reader *reader)
{
	reader->name = (const char *)reader->at;
	while (reader->at < reader->end) {
		uint8_t byte = *reader->at++;

		if (byte == 0)
			return true;
		if (byte < '!' || byte > '~') /* a screen may obey it */
			return false;
	}
	return false;
}

bool symbols_find(const void *table, size_t size_bytes, uint64_t address,
                  struct symbols_place *place)
{
	const uint8_t *bytes = table;
	const struct symbols_header *header = table;
	struct reader reader = { .at = bytes + sizeof *header, .end = bytes + size_bytes };
	uint64_t begin, delta;

	if (!is_whole(bytes, size_bytes))
		return false;
	*place = (struct symbols_place){ "", 0 };
	begin = le64_get(header->base);
	while (read_delta(&reader, &delta) && read_name(&reader)) {
		begin += delta;
		if (address < begin)
			return *place->name != '\0';
		*place = (struct symbols_place){ reader.name, address - begin };
	}
	return false;
}
