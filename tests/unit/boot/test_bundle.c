/* boot/file/bundle.c: files in memory, found, read, and refused when damaged. The
 * bundle is made here from abi/bundle.h alone; it lies in exactly as many
 * bytes as it has, so that a read beyond them is caught. */
#include "tests/unit/boot/fake.h"

#include "abi/bundle.h"
#include "boot/file/bundle.h"

#define PAGE    BUNDLE_PAGE_SIZE
#define MEMBERS 3
#define SIZE    (5u * PAGE)

static uint8_t *bytes;
static size_t size_bytes;
static struct bundle bundle;
static struct file file;

static struct bundle_header *header(void)
{
	return (struct bundle_header *)bytes;
}

static struct bundle_member *member(size_t i)
{
	return (struct bundle_member *)(bytes + sizeof(struct bundle_header)) + i;
}

static void seal(void)
{
	size_t count = le32_get(header()->member_count);
	size_t directory = sizeof(struct bundle_header) + count * sizeof(struct bundle_member);

	header()->crc = le32_of(0);
	if (directory <= size_bytes)
		header()->crc = le32_of(fake_crc32(bytes, directory));
}

static void put_member(size_t i, const char *path, uint64_t offset, uint64_t size)
{
	*member(i) = (struct bundle_member){ le64_of(offset), le64_of(size), "" };
	strcpy(member(i)->path, path);
}

/* boot/kernel of two pages less ten bytes, boot/empty, boot/data of one byte. */
static void make_bundle(void)
{
	for (size_t i = 0; i < SIZE; i++)
		bytes[i] = (uint8_t)(i / 7);
	size_bytes = SIZE;
	*header() = (struct bundle_header){
		.version = le32_of(BUNDLE_VERSION),
		.size_bytes = le64_of(SIZE),
		.member_count = le32_of(MEMBERS),
	};
	memcpy(header()->magic, BUNDLE_MAGIC, sizeof header()->magic);
	put_member(0, "boot/kernel", PAGE, 2 * PAGE - 10);
	put_member(1, "boot/empty", 3 * PAGE, 0);
	put_member(2, "boot/data", 4 * PAGE, 1);
	seal();
}

static void setup(void)
{
	assert_int_equal(posix_memalign((void **)&bytes, PAGE, SIZE), 0);
	make_bundle();
}

static void teardown(void)
{
	free(bytes);
}
AROUND_EACH_TEST(setup, teardown);

static void open_it(void)
{
	bundle_open(&bundle, bytes, size_bytes);
}

static int error_of_open(void)
{
	TRY(open_it());
	return fake.error;
}

TEST(finds_files_and_reads_them)
{
	uint8_t read[100];

	assert_taken(open_it());
	assert_true(bundle_file_open(&bundle, &file, "boot/kernel"));
	assert_true(file.size_bytes == 2 * PAGE - 10);
	assert_ptr_equal(file.in_place, bytes + PAGE);
	bundle_file_read(&file, 2 * PAGE - 110, read, sizeof read);
	assert_memory_equal(read, bytes + 3 * PAGE - 110, sizeof read);
	assert_true(bundle_file_open(&bundle, &file, "BOOT/Data"));
	assert_true(file.size_bytes == 1);
	assert_true(bundle_file_open(&bundle, &file, "boot/empty"));
	assert_true(file.size_bytes == 0);
}

TEST(tells_what_is_not_there)
{
	assert_taken(open_it());
	assert_false(bundle_file_open(&bundle, &file, "boot/kerne"));
	assert_false(bundle_file_open(&bundle, &file, "boot/kernel2"));
	assert_false(bundle_file_open(&bundle, &file, ""));
}

TEST(memory_beyond_it_does_not_matter)
{
	header()->size_bytes = le64_of(SIZE - PAGE);
	put_member(2, "boot/data", 3 * PAGE, PAGE);
	seal();
	assert_taken(open_it());
	assert_true(bundle.size_bytes == SIZE - PAGE);
}

TEST(what_is_no_bundle_is_named)
{
	bytes[0] = 'X';
	assert_refused(ERROR_BUNDLE, open_it());
	assert_string_equal(fake.sentence, "what came with the loader is not a bundle of files");
	make_bundle();
	size_bytes = sizeof(struct bundle_header) - 1;
	assert_refused(ERROR_BUNDLE, open_it());
	assert_refused(ERROR_BUNDLE, bundle_open(&bundle, NULL, 0));
}

#define assert_header_refused(field, value) \
	do { \
		make_bundle(); \
		header()->field = (value); \
		seal(); \
		assert_refused(ERROR_BUNDLE, open_it()); \
	} while (0)

TEST(senseless_headers_are_named)
{
	assert_header_refused(version, le32_of(2));
	assert_string_equal(fake.sentence, "the bundle has version 2, not 1");
	assert_header_refused(size_bytes, le64_of(SIZE + PAGE));
	assert_string_equal(fake.sentence,
	                    "the bundle has 24576 bytes, of which 20480 were received");
	assert_header_refused(size_bytes, le64_of(SIZE - 1));
	assert_header_refused(size_bytes, le64_of(0));
	assert_header_refused(size_bytes, le64_of(UINT64_MAX));
	assert_header_refused(member_count, le32_of(BUNDLE_MEMBERS_MAX + 1));
	assert_header_refused(member_count, le32_of(UINT32_MAX));
}

TEST(a_cut_bundle_is_named)
{
	size_bytes = SIZE - PAGE;
	assert_refused(ERROR_BUNDLE, open_it());
	assert_string_equal(fake.sentence,
	                    "the bundle has 20480 bytes, of which 16384 were received");
}

TEST(a_flipped_bit_in_the_directory_is_seen)
{
	size_t directory = sizeof(struct bundle_header) + MEMBERS * sizeof(struct bundle_member);

	for (size_t i = 0; i < directory * 8; i++) {
		bytes[i / 8] ^= (uint8_t)(1 << i % 8);
		assert_int_equal(error_of_open(), ERROR_BUNDLE);
		bytes[i / 8] ^= (uint8_t)(1 << i % 8);
	}
	assert_taken(open_it());
}

static void assert_member_refused(size_t i, uint64_t offset, uint64_t size)
{
	make_bundle();
	put_member(i, "boot/x", offset, size);
	seal();
	assert_refused(ERROR_BUNDLE, open_it());
}

TEST(members_that_do_not_fit_are_named)
{
	assert_member_refused(2, 4 * PAGE, PAGE + 1);
	assert_string_equal(fake.sentence, "boot/x: 4097 bytes at 16384 do not fit the bundle");
	assert_member_refused(2, 4 * PAGE, UINT64_MAX);
	assert_member_refused(2, 4 * PAGE + 8, 1);
	assert_member_refused(2, 6 * PAGE, 0);
	assert_member_refused(2, UINT64_MAX & ~(uint64_t)(PAGE - 1), PAGE);
	assert_member_refused(0, 0, 1);
	assert_member_refused(1, 2 * PAGE, 0);
	make_bundle();
	memset(member(1)->path, 'x', BUNDLE_PATH_SIZE);
	seal();
	assert_refused(ERROR_BUNDLE, open_it());
}

/* Opens whatever it is, and touches every byte of every file in it. */
static uint32_t use_it(void)
{
	uint32_t sum = 0;

	if (error_of_open() != 0)
		return 0;
	for (uint32_t i = 0; i < bundle.member_count; i++) {
		bool found = bundle_file_open(&bundle, &file, member(i)->path);

		for (uint64_t at = 0; found && at < file.size_bytes; at++) {
			uint8_t byte;

			bundle_file_read(&file, at, &byte, 1);
			sum += byte;
		}
	}
	return sum;
}

TEST(any_damage_is_harmless)
{
	uint32_t seed = 5, taken = 0, sum = 0;

	for (int round = 0; round < 5000; round++) {
		make_bundle();
		for (uint32_t i = fake_random(&seed) % 3 + 1; i > 0; i--) {
			/* Numbers, not paths: what a reader computes with. */
			size_t at = fake_random(&seed) %
			            (sizeof(struct bundle_header) + MEMBERS * 16);

			if (at >= sizeof(struct bundle_header))
				at += (at - sizeof(struct bundle_header)) / 16 * BUNDLE_PATH_SIZE;
			bytes[at] = (uint8_t)(fake_random(&seed) % 4 ? fake_random(&seed) : 0);
		}
		seal();
		sum += use_it();
		taken += fake.error == 0;
		assert_true(fake.error == 0 || fake.error == ERROR_BUNDLE);
	}
	assert_true(taken > 0 && sum > 0);
}
