/* boot/file/gpt.c: where the EFI system partition lies. */
#include "tests/unit/boot/fake.h"

#include "abi/gpt.h"
#include "boot/file/gpt.h"

#define DISK_SIZE   (64 * 512)
#define ENTRIES_LBA 2
#define ENTRIES     4

static struct partition found;

static struct gpt_header *header(void)
{
	return (struct gpt_header *)(fake.disk + 512);
}

static struct gpt_entry *entry(size_t i)
{
	return (struct gpt_entry *)(fake.disk + ENTRIES_LBA * 512) + i;
}

static void seal(void)
{
	header()->entries_crc = le32_of(fake_crc32(entry(0), ENTRIES * sizeof(struct gpt_entry)));
	header()->header_crc = le32_of(0);
	header()->header_crc = le32_of(fake_crc32(fake.disk + 512, GPT_HEADER_SIZE));
}

static void make_disk(void)
{
	fake_start_disk(DISK_SIZE);
	memcpy(header()->signature, GPT_SIGNATURE, 8);
	header()->header_size = le32_of(GPT_HEADER_SIZE);
	header()->entries_lba = le64_of(ENTRIES_LBA);
	header()->entry_count = le32_of(ENTRIES);
	header()->entry_size = le32_of(sizeof(struct gpt_entry));
	entry(0)->type = (struct gpt_guid){ GPT_TYPE_BIOS_BOOT };
	entry(0)->first_lba = le64_of(34);
	entry(0)->last_lba = le64_of(40);
	entry(2)->type = (struct gpt_guid){ GPT_TYPE_ESP };
	entry(2)->first_lba = le64_of(41);
	entry(2)->last_lba = le64_of(50);
	seal();
}

static void find(void)
{
	found = gpt_find_esp();
}

static int error_of_find(void)
{
	TRY(find());
	return fake.error;
}

TEST(finds_the_esp)
{
	make_disk();
	assert_taken(find());
	assert_true(found.base_bytes == 41 * 512);
	assert_true(found.size_bytes == 10 * 512);
	assert_true(found.device.first_lba == 41 && found.device.sector_count == 10);
	assert_memory_equal(found.device.partition_guid, entry(2)->id.byte, 16);
	assert_memory_equal(found.device.disk_guid, header()->disk_guid.byte, 16);
}

TEST(crc_is_that_of_the_standard)
{
	assert_int_equal(fake_crc32("123456789", 9), 0xcbf43926);
}

TEST(every_damaged_bit_is_noticed)
{
	make_disk();
	for (size_t bit = 0; bit < GPT_HEADER_SIZE * 8; bit++) {
		fake.disk[512 + bit / 8] ^= (uint8_t)(1 << bit % 8);
		assert_int_not_equal(error_of_find(), 0);
		fake.disk[512 + bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	for (size_t byte = 0; byte < ENTRIES * sizeof(struct gpt_entry); byte++) {
		fake.disk[1024 + byte] ^= 0x10;
		assert_int_equal(error_of_find(), ERROR_GPT);
		fake.disk[1024 + byte] ^= 0x10;
	}
	assert_taken(find());
}

TEST(a_table_without_an_esp_is_named)
{
	make_disk();
	memset(entry(2), 0, sizeof(struct gpt_entry));
	seal();
	assert_refused(ERROR_ESP, find());
}

TEST(an_empty_disk_is_named)
{
	fake_start_disk(DISK_SIZE);
	assert_refused(ERROR_GPT, find());
}

TEST(senseless_numbers_are_refused)
{
	make_disk();
	entry(2)->last_lba = le64_of(40);
	seal();
	assert_refused(ERROR_GPT, find());
	make_disk();
	entry(2)->last_lba = le64_of(UINT64_MAX);
	seal();
	assert_refused(ERROR_GPT, find());
	make_disk();
	header()->entry_size = le32_of(64);
	seal();
	assert_refused(ERROR_GPT, find());
	make_disk();
	header()->entry_count = le32_of(0xffffffff);
	seal();
	assert_refused(ERROR_GPT, find());
	make_disk();
	header()->entries_lba = le64_of(UINT64_MAX / 512);
	seal();
	assert_refused(ERROR_GPT, find());
}

static void end(void)
{
	fake_end();
}
AROUND_ALL_TESTS(NULL, end);
