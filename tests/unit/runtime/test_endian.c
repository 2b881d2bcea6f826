/* <endian.h> and <byteswap.h>: against bytes that are put in their order one by one. */
#include "../../../runtime/include/byteswap.h"
#include "../../../runtime/include/endian.h"
#include "rt.h"

/* The number whose bytes in memory are x's, the highest first. */
static uint64_t big(uint64_t x, size_t size)
{
	unsigned char bytes[8] = { 0 };
	uint16_t two;
	uint32_t four;
	uint64_t eight;

	for (size_t i = 0; i < size; i++)
		bytes[i] = (unsigned char)(x >> 8 * (size - 1 - i));
	memcpy(&two, bytes, sizeof two);
	memcpy(&four, bytes, sizeof four);
	memcpy(&eight, bytes, sizeof eight);
	return size == 2 ? two : size == 4 ? four : eight;
}

static uint64_t swapped(uint64_t x, size_t size)
{
	uint64_t y = 0;

	for (size_t i = 0; i < size; i++)
		y |= (x >> 8 * i & 0xff) << 8 * (size - 1 - i);
	return y;
}

static uint64_t little(uint64_t x, size_t size)
{
	return big(swapped(x, size), size);
}

TEST(bytes_are_put_in_order)
{
	for (int round = 0; round < 10000; round++) {
		uint64_t x = random_bits();
		uint16_t two = (uint16_t)x;
		uint32_t four = (uint32_t)x;

		assert_int_equal(htobe16(two), big(two, 2));
		assert_int_equal(htobe32(four), big(four, 4));
		assert_int_equal(htobe64(x), big(x, 8));
		assert_int_equal(htole16(two), little(two, 2));
		assert_int_equal(htole32(four), little(four, 4));
		assert_int_equal(htole64(x), little(x, 8));
		assert_int_equal(be16toh(htobe16(two)), two);
		assert_int_equal(be32toh(htobe32(four)), four);
		assert_int_equal(be64toh(htobe64(x)), x);
		assert_int_equal(le16toh(htole16(two)), two);
		assert_int_equal(le32toh(htole32(four)), four);
		assert_int_equal(le64toh(htole64(x)), x);
		assert_int_equal(bswap_16(two), swapped(two, 2));
		assert_int_equal(bswap_32(four), swapped(four, 4));
		assert_int_equal(bswap_64(x), swapped(x, 8));
	}
	assert_int_equal(BYTE_ORDER == LITTLE_ENDIAN, little(1, 4) == 1);
	assert_int_equal(BYTE_ORDER == BIG_ENDIAN, big(1, 4) == 1);
}
