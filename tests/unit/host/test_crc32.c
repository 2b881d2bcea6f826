/* The checksum of GPT, against the catalogued check value and a bit-by-bit
 * computation. */
#include "host/image/crc32.h"
#include "tests/unit/unit.h"

static uint32_t slow_crc(const uint8_t *data, size_t size)
{
	uint32_t crc = 0xffffffff;

	for (size_t i = 0; i < size; i++) {
		crc ^= data[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
	}
	return ~crc;
}

static void fill(uint8_t *data, size_t size)
{
	uint32_t state = 12345;

	for (size_t i = 0; i < size; i++) {
		state = state * 1664525 + 1013904223;
		data[i] = (uint8_t)(state >> 24);
	}
}

TEST(known_values)
{
	assert_int_equal(crc32_add(0, "", 0), 0);
	assert_int_equal(crc32_add(0, "123456789", 9), 0xcbf43926);
	assert_int_equal(crc32_add(0, "a", 1), 0xe8b7be43);
}

TEST(every_size_and_alignment)
{
	uint8_t data[128];

	fill(data, sizeof data);
	for (size_t start = 0; start < 9; start++)
		for (size_t size = 0; size + start <= sizeof data; size++)
			assert_int_equal(crc32_add(0, data + start, size),
			                 slow_crc(data + start, size));
}

TEST(pieces_make_the_whole)
{
	uint8_t data[100];

	fill(data, sizeof data);
	for (size_t cut = 0; cut <= sizeof data; cut++) {
		uint32_t first = crc32_add(0, data, cut);
		assert_int_equal(crc32_add(first, data + cut, sizeof data - cut),
		                 slow_crc(data, sizeof data));
	}
}
