/* What of partition tables whole images do not show; those are in test_image. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/base/os_file.h"
#include "host/image/crc32.h"
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
	gpt_protect(&mbr, sectors, false);
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

TEST(a_record_that_is_active)
{
	struct mbr mbr = { 0 };

	gpt_protect(&mbr, 2048, true);
	assert_int_equal(mbr.partitions[0].status, 0x80);
	assert_int_equal(mbr.partitions[0].type, 0xee);
	assert_int_equal(mbr.partitions[1].status, 0);
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

/* A disk of so many sectors with a table that ends after `image` of them. */
static int make_disk(uint64_t image, uint64_t disk, bool is_active)
{
	static const char *const name = "partition";
	char path[] = "/tmp/ingot-gpt-XXXXXX";
	const struct gpt_partition partition = { { { 1 } }, { { 2 } }, 64, image - 64, name };
	const struct gpt_disk table = { image, { { 3 } }, &partition, 1 };
	struct mbr mbr = { .code = { 0xeb } };
	struct output output;
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	close(fd);
	assert_true(output_begin(&output, path, image * SECTOR_SIZE, OS_REMADE));
	gpt_protect(&mbr, image, is_active);
	assert_true(output_write(&output, &mbr, sizeof mbr, 0));
	assert_true(gpt_write(&output, &table));
	assert_true(output_commit(&output));
	fd = open(path, O_RDWR);
	unlink(path);
	assert_int_equal(ftruncate(fd, (off_t)(disk * SECTOR_SIZE)), 0);
	return fd;
}

static void assert_header(int fd, uint64_t lba, uint64_t other_lba, uint64_t entries_lba,
                          uint64_t last_usable)
{
	struct gpt_entry entries[GPT_ENTRY_COUNT];
	struct gpt_header header;

	assert_true(os_read_at(fd, &header, sizeof header, lba * SECTOR_SIZE));
	assert_memory_equal(header.signature, GPT_SIGNATURE, 8);
	assert_int_equal(le64_get(header.this_lba), lba);
	assert_int_equal(le64_get(header.other_lba), other_lba);
	assert_int_equal(le64_get(header.entries_lba), entries_lba);
	assert_int_equal(le64_get(header.last_usable_lba), last_usable);
	assert_true(os_read_at(fd, entries, sizeof entries, entries_lba * SECTOR_SIZE));
	assert_int_equal(entries[0].type.byte[0], 1);
	assert_int_equal(le32_get(header.entries_crc), crc32_add(0, entries, sizeof entries));
	uint32_t crc = le32_get(header.header_crc);
	header.header_crc = le32_of(0);
	assert_int_equal(crc, crc32_add(0, &header, sizeof header));
}

static void check_move(uint64_t image, uint64_t disk, bool is_active)
{
	int fd = make_disk(image, disk, is_active);
	uint8_t sector[SECTOR_SIZE], zero[SECTOR_SIZE] = { 0 };
	struct mbr mbr;

	assert_true(gpt_move_end(fd, image, disk));
	assert_header(fd, 1, disk - 1, 2, disk - 34);
	assert_header(fd, disk - 1, 1, disk - 33, disk - 34);
	assert_true(os_read_at(fd, &mbr, sizeof mbr, 0));
	assert_int_equal(mbr.code[0], 0xeb);
	assert_int_equal(le32_get(mbr.partitions[0].sector_count), disk - 1);
	assert_int_equal(mbr.partitions[0].status, is_active ? 0x80 : 0);
	for (uint64_t lba = image - 33; lba < image && lba < disk - 33; lba++) {
		assert_true(os_read_at(fd, sector, sizeof sector, lba * SECTOR_SIZE));
		assert_memory_equal(sector, zero, sizeof sector);
	}
	close(fd);
}

TEST(the_copy_moves_to_the_end_of_a_larger_disk)
{
	check_move(4096, 100000, false);
	check_move(4096, 4097, true); /* the new end lies over the old one */
	check_move(4096, 4096 + 33, false);
	check_move(4096, 4096 + 20, true);
}
