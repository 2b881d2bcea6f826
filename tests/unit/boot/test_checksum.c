/* boot/elf/checksum.c and boot/file/crc32.c: files in memory and files that are read. */
#include "tests/unit/boot/fake.h"

#include "boot/elf/checksum.h"
#include "boot/file/crc32.h"
#include "boot/memory/memory.h"

#define RAM_BYTES  (8u << 20)
#define FILE_BYTES (2500000u) /* two whole pieces and a part */

static uint8_t content[FILE_BYTES];
static uint64_t bytes_read;

void file_read(struct file *file, uint64_t offset_bytes, void *to, uint64_t size_bytes)
{
	assert_true(offset_bytes + size_bytes <= file->size_bytes);
	memcpy(to, content + offset_bytes, size_bytes);
	bytes_read += size_bytes;
}

static void set_up(void)
{
	uint32_t seed = 1;

	for (size_t i = 0; i < FILE_BYTES; i++)
		content[i] = (uint8_t)fake_random(&seed);
	bytes_read = 0;
	fake_start_ram(RAM_BYTES);
	memory_start();
}

static void tear_down(void)
{
	fake_end();
}
AROUND_EACH_TEST(set_up, tear_down);

TEST(sizes_and_places_of_all_kinds)
{
	uint32_t seed = 7;

	assert_int_equal(~crc32_update(CRC32_START, "123456789", 9) & 0xffffffff, 0xcbf43926);
	for (int round = 0; round < 200; round++) {
		size_t size = fake_random(&seed) % 40000, at = fake_random(&seed) % 64;

		assert_int_equal(~crc32_update(CRC32_START, content + at, size) & 0xffffffff,
		                 fake_crc32(content + at, size));
	}
}

TEST(a_sum_goes_on)
{
	uint32_t crc = crc32_update(CRC32_START, content, 100001);

	crc = crc32_update(crc, content + 100001, FILE_BYTES - 100001);
	assert_int_equal(~crc & 0xffffffff, fake_crc32(content, FILE_BYTES));
}

TEST(a_file_that_is_read)
{
	struct conf_file named = { "boot/kernel", fake_crc32(content, FILE_BYTES), true };
	struct file file = { .size_bytes = FILE_BYTES };

	assert_taken(checksum_check_file(&file, &named));
	assert_int_equal(bytes_read, FILE_BYTES);
	content[FILE_BYTES - 1] ^= 1;
	assert_refused(ERROR_CHECKSUM, checksum_check_file(&file, &named));
	assert_non_null(strstr(fake.sentence, "boot/kernel is damaged, or not the one that "
	                                      "boot/ingot.conf means: CRC-32 0x"));
}

TEST(a_file_in_its_place)
{
	struct conf_file named = { "boot/kernel", fake_crc32(content, 5000), true };
	struct file file = { .size_bytes = 5000, .in_place = content };

	assert_taken(checksum_check_file(&file, &named));
	assert_int_equal(bytes_read, 0);
	file.size_bytes = 4999;
	assert_refused(ERROR_CHECKSUM, checksum_check_file(&file, &named));
}

TEST(an_empty_file)
{
	struct conf_file named = { "boot/kernel", 0, true };
	struct file file = { 0 };

	assert_taken(checksum_check_file(&file, &named));
	assert_taken(checksum_check(NULL, 0, &named));
	named.crc = 1;
	assert_refused(ERROR_CHECKSUM, checksum_check(NULL, 0, &named));
}
