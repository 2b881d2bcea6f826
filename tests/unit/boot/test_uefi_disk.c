/* boot/uefi/disk.c on a disk with blocks that cannot be read: every byte that is
 * asked for comes, or the disk is refused with the place of the block.
 * Runs on x86_64 alone. */
#include "tests/unit/boot/fake.h"

#define firmware_disk_read uefi_disk_read
void uefi_disk_read(uint64_t offset_bytes, void *to, size_t size_bytes);
#include "boot/uefi/disk.c"

#define BLOCKS_MAX 4096u
#define DISK_BYTES (BLOCKS_MAX * 512u)

struct uefi uefi;
static uint8_t bytes[DISK_BYTES];
static struct efi_block_media media;
static unsigned fails[BLOCKS_MAX]; /* how often a block will fail */
static bool has_failed[BLOCKS_MAX];
static unsigned calls;

static EFI_CALL efi_status read_media(struct efi_block_io *self, uint32_t media_id, uint64_t lba,
                                      size_t size_bytes, void *to)
{
	uint32_t block = media.block_size_bytes;

	(void)self;
	(void)media_id;
	calls++;
	assert_int_equal(size_bytes % block, 0);
	assert_true(size_bytes > 0 && lba + size_bytes / block <= media.last_block + 1);
	memset(to, 0xee, size_bytes);
	for (uint64_t i = lba; i < lba + size_bytes / block; i++)
		if (fails[i]) {
			fails[i]--;
			has_failed[i] = true;
			return EFI_ERROR_OF(7);
		}
	memcpy(to, bytes + lba * block, size_bytes);
	return 0;
}

static struct efi_block_io io = { .media = &media, .read_blocks = read_media };

void *uefi_protocol(efi_handle handle, const struct efi_guid *protocol)
{
	(void)handle;
	(void)protocol;
	return &io;
}

static void start(uint32_t block_bytes)
{
	media = (struct efi_block_media){ .block_size_bytes = block_bytes,
		                          .last_block = DISK_BYTES / block_bytes - 1 };
	for (uint32_t i = 0; i < DISK_BYTES; i++)
		bytes[i] = (uint8_t)(i * 7 + i / 256 + i / 65536);
	memset(fails, 0, sizeof fails);
	memset(has_failed, 0, sizeof has_failed);
	calls = 0;
	memset(&disk, 0, sizeof disk);
	uefi_disk_start(&media);
}

static uint8_t got[DISK_BYTES];

static void assert_reads(uint64_t at, size_t size)
{
	memset(got, 0, size);
	assert_taken(uefi_disk_read(at, got, size));
	assert_memory_equal(got, bytes + at, size);
}

TEST(reads_what_lies_there)
{
	start(512);
	assert_reads(0, DISK_BYTES);
	assert_reads(511, 2);
	assert_reads(DISK_BYTES - 1, 1);
	assert_refused(ERROR_DISK_READ, uefi_disk_read(DISK_BYTES, got, 1));
}

TEST(a_block_that_fails_for_a_while_is_read_again)
{
	start(512);
	fails[100] = TRIES - 1;
	assert_reads(51000, 1000);
	start(512);
	fails[100] = 4 * TRIES;
	assert_reads(0, 1000000);
}

/* A window and a large read hold more than was asked for, or can be had. */
TEST(a_block_that_nobody_asks_for_does_no_harm)
{
	start(512);
	fails[3] = UINT32_MAX;
	assert_reads(100, 1000);
	assert_reads(4 * 512, 100);
	assert_reads(4 * 512, 1000000);
}

TEST(the_block_that_fails_is_named)
{
	start(512);
	fails[2000] = UINT32_MAX;
	assert_refused(ERROR_DISK_READ, uefi_disk_read(1000 * 512, got, 1001 * 512));
	assert_string_equal(fake.sentence, "the disk fails to read 512 bytes at byte 1024000 of "
	                                   "the partition: firmware status 0x8000000000000007, "
	                                   "tried 3 times");
	assert_reads(1000 * 512, 1000 * 512);
	start(4096);
	fails[100] = UINT32_MAX;
	assert_refused(ERROR_DISK_READ, uefi_disk_read(100 * 4096 + 5, got, 1));
	assert_non_null(strstr(fake.sentence, "read 4096 bytes at byte 409600 of"));
}

/* Whatever fails, wherever: the right bytes, or a refusal that names a block that
 * fails and was asked for. */
static void read_somewhere(uint32_t *seed, uint32_t block)
{
	uint64_t at = fake_random(seed) % DISK_BYTES;
	size_t size = 1 + fake_random(seed) % (fake_random(seed) % 2 ? 3000 : 400000), named;
	const char *place;

	if (size > DISK_BYTES - at)
		size = DISK_BYTES - at;
	memset(got, 0, size);
	TRY(uefi_disk_read(at, got, size));
	if (!fake.error) {
		assert_memory_equal(got, bytes + at, size);
		return;
	}
	assert_int_equal(fake.error, ERROR_DISK_READ);
	place = strstr(fake.sentence, "at byte ");
	assert_non_null(place);
	named = strtoul(place + strlen("at byte "), NULL, 10);
	assert_true(named + block > at && named < at + size);
	assert_true(has_failed[named / block]);
}

TEST(any_disk_gives_its_bytes_or_is_refused)
{
	uint32_t seed = 11;

	for (int round = 0; round < 60; round++) {
		uint32_t block = round % 3 ? 512 : 2048;

		start(block);
		for (unsigned i = fake_random(&seed) % 12 + 1; i > 0; i--)
			fails[fake_random(&seed) % (DISK_BYTES / block)] =
				fake_random(&seed) % 2 ? UINT32_MAX / 2 : fake_random(&seed) % 40;
		for (int i = 0; i < 50; i++)
			read_somewhere(&seed, block);
	}
	assert_true(calls < 60 * 50 * 100);
}
