/* What of partition tables whole images do not show; those are in test_image. */
#include <string.h>

#include "host/image/gpt.h"
#include "tests/unit/unit.h"

TEST(guids_say_that_they_are_hashes)
{
	uint8_t hash[16];

	for (int fill = 0; fill < 256; fill += 255) {
		memset(hash, fill, sizeof hash);
		struct gpt_guid guid = gpt_guid_of_hash(hash);
		assert_int_equal(guid.byte[7] >> 4, 8); /* version */
		assert_int_equal(guid.byte[8] >> 6, 2); /* variant */
		assert_int_equal(guid.byte[0], fill);
		assert_int_equal(guid.byte[15], fill);
	}
}

static struct mbr_partition protect(uint64_t sectors)
{
	struct mbr mbr;

	memset(&mbr, 0xcc, sizeof mbr);
	gpt_protect(&mbr, sectors);
	assert_int_equal(mbr.code[0], 0xcc);
	assert_int_equal(le32_get(mbr.disk_signature), 0);
	assert_int_equal(le16_get(mbr.signature), 0xaa55);
	assert_int_equal(mbr.partitions[1].type, 0);
	assert_int_equal(mbr.partitions[0].status, 0);
	return mbr.partitions[0];
}

static void assert_chs(struct mbr_partition whole, uint32_t head, uint32_t sector,
                       uint32_t cylinder)
{
	assert_int_equal(whole.last_chs[0], head);
	assert_int_equal(whole.last_chs[1] & 0x3f, sector);
	assert_int_equal(whole.last_chs[2] | (whole.last_chs[1] & 0xc0) << 2, cylinder);
}

TEST(the_end_in_cylinders)
{
	assert_chs(protect(2048), 32, 32, 0);
	assert_chs(protect(255 * 63), 254, 63, 0);
	assert_chs(protect(255 * 63 + 1), 0, 1, 1);
	assert_chs(protect(1024 * 255 * 63), 254, 63, 1023);
	struct mbr_partition beyond = protect(1024 * 255 * 63 + 1);
	assert_memory_equal(beyond.last_chs, "\xff\xff\xff", 3);
}

TEST(disks_beyond_32_bits)
{
	assert_int_equal(le32_get(protect(0x100000000ull).sector_count), 0xffffffff);
	assert_int_equal(le32_get(protect(0x100000001ull).sector_count), 0xffffffff);
	assert_int_equal(le32_get(protect(0xffffffffull).sector_count), 0xfffffffe);
}
