/* CDs, read back by docs/format.md alone: descriptors, boot catalog, path tables
 * and directories; what lies around them is image_reader's. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/image/image.h"
#include "image_fixture.h"
#include "image_reader.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(image_set_up, image_tear_down);

#define BLOCK 2048u

static struct image_request typical_request(void)
{
	static struct image_file files[7];

	files[0] = (struct image_file){ "boot/ingot.conf", NULL, noise(60, 3) };
	files[1] = (struct image_file){ "boot/kernel", NULL, noise(123456, 2) };
	files[2] = (struct image_file){ "EFI/BOOT/BOOTX64.EFI", NULL, noise(40000, 1) };
	files[3] = (struct image_file){ "boot/initrd-6.1.tar.gz", NULL, noise(4096, 4) };
	files[4] = (struct image_file){ "boot/_hidden", NULL, noise(5000, 5) };
	files[5] = (struct image_file){ "boot/empty", NULL, noise(0, 6) };
	files[6] = (struct image_file){ "boot/more.d/x", NULL, noise(1, 7) };
	return (struct image_request){
		.format = IMAGE_ISO,
		.stage1 = noise(512, 5),
		.stage2 = noisy_stage2(20001, 11),
		.files = files,
		.file_count = 7,
		.epoch_seconds = IMAGE_EPOCH,
	};
}

static void open_image(struct reader *reader, const struct image_request *request)
{
	const char *path = path_join(&image_arena, image_folder, "disk.iso");

	assert_true(image_write(path, request, image_arena));
	reader_open(reader, path);
}

static uint64_t little(const uint8_t *at, int size)
{
	uint64_t value = 0;

	while (size--)
		value = value << 8 | at[size];
	return value;
}

static uint64_t big(const uint8_t *at, int size)
{
	uint64_t value = 0;

	while (size--)
		value = value << 8 | *at++;
	return value;
}

/* A number in both orders. */
static uint64_t both(const uint8_t *at, int size)
{
	assert_int_equal(little(at, size), big(at + size, size));
	return little(at, size);
}

static const uint8_t *block_at(const struct reader *reader, uint64_t block)
{
	assert_true(block * BLOCK < reader->size_bytes);
	return reader->data + block * BLOCK;
}

TEST(the_primary_descriptor)
{
	struct image_request request = typical_request();
	struct reader reader;

	open_image(&reader, &request);
	const uint8_t *at = block_at(&reader, 16);
	assert_memory_equal(at, "\1CD001\1", 8);
	assert_memory_equal(at + 40, "INGOT                           ", 32);
	assert_int_equal(both(at + 80, 4), reader.size_bytes / BLOCK);
	assert_int_equal(both(at + 120, 2), 1);
	assert_int_equal(both(at + 124, 2), 1);
	assert_int_equal(both(at + 128, 2), BLOCK);
	assert_memory_equal(at + 813,
	                    "2023111422132100\0"
	                    "2023111422132100\0",
	                    34);
	assert_memory_equal(at + 847,
	                    "0000000000000000\0"
	                    "0000000000000000\0",
	                    34);
	assert_int_equal(at[881], 1);
	assert_memory_equal(block_at(&reader, 17), "\0CD001\1EL TORITO SPECIFICATION\0", 31);
	assert_int_equal(little(block_at(&reader, 17) + 71, 4), 19);
	assert_memory_equal(block_at(&reader, 18),
	                    "\xff"
	                    "CD001\1",
	                    8);
	reader_close(&reader);
}

static void check_validation(const uint8_t *at, uint8_t platform)
{
	uint16_t sum = 0;

	assert_int_equal(at[0], 1);
	assert_int_equal(at[1], platform);
	assert_memory_equal(at + 30, "\x55\xaa", 2);
	for (int i = 0; i < 32; i += 2)
		sum = (uint16_t)(sum + little(at + i, 2));
	assert_int_equal(sum, 0);
}

static void check_entry(const uint8_t *at, uint64_t block, uint64_t sectors)
{
	static const uint8_t zeros[20];

	assert_memory_equal(at, "\x88\0\0\0\0\0", 6);
	assert_int_equal(little(at + 6, 2), sectors);
	assert_int_equal(little(at + 8, 4), block);
	assert_memory_equal(at + 12, zeros, sizeof zeros);
}

TEST(the_boot_catalog)
{
	struct image_request request = typical_request();
	struct reader reader;

	open_image(&reader, &request);
	const uint8_t *at = block_at(&reader, 19);
	check_validation(at, 0);
	check_entry(at + 32, 20, 4);
	assert_memory_equal(at + 64, "\x91\xef\1\0", 4);
	check_entry(at + 96, 512, reader.esp_sectors);
	assert_int_equal(little(at + 128, 8), 0);
	reader_close(&reader);
}

TEST(a_large_partition_goes_to_the_end)
{
	struct image_request request = typical_request();
	struct reader reader;

	request.min_size_bytes = 34u << 20;
	open_image(&reader, &request);
	check_entry(block_at(&reader, 19) + 96, 512, 1);
	reader_close(&reader);
}

TEST(the_stages)
{
	struct image_request request = typical_request();
	struct reader reader;

	open_image(&reader, &request);
	assert_memory_equal(reader.data, block_at(&reader, 20), 512);
	assert_memory_equal(reader.data, request.stage1.data, 0x19c);
	assert_int_equal(little(reader.data + 0x1a8, 8), 96);
	assert_int_equal(little(reader.data + 0x1b0, 2), 11);
	assert_int_equal(reader.bios_lba, 96);
	assert_int_equal(reader.bios_sectors, 128);
	assert_memory_equal(reader_bios_partition(&reader), request.stage2.data,
	                    request.stage2.size);
	reader_close(&reader);
}

TEST(for_uefi_only)
{
	static const uint8_t zeros[BLOCK];
	struct image_request request = typical_request();
	struct reader reader;

	request.stage1.size = request.stage2.size = 0;
	open_image(&reader, &request);
	check_validation(block_at(&reader, 19), 0xef);
	check_entry(block_at(&reader, 19) + 32, 512, reader.esp_sectors);
	assert_int_equal(little(block_at(&reader, 19) + 64, 8), 0);
	assert_memory_equal(block_at(&reader, 20), zeros, BLOCK);
	reader_close(&reader);
}

/* A walk over the volume. */
struct walk {
	const struct reader *reader;
	const struct image_request *request;
	unsigned files, folders;
	bool found[512];
};

/* Marks the file of the request that has this content: where it lies in the
 * EFI system partition is where the CD's entry must point. */
static void take_file(struct walk *walk, const uint8_t *record)
{
	uint64_t size = both(record + 10, 4);

	assert_int_equal(record[25], 0);
	for (size_t i = 0; i < walk->request->file_count; i++) {
		struct bytes content = walk->request->files[i].content;
		struct reader_entry entry;

		if (walk->found[i] || content.size != size)
			continue;
		assert_true(reader_find(walk->reader, walk->request->files[i].path, &entry));
		uint64_t offset = size ? reader_cluster_offset(walk->reader, entry.first_cluster)
		                       : 0;
		if (both(record + 2, 4) * BLOCK != offset)
			continue;
		walk->found[i] = true;
		walk->files++;
		return;
	}
	fail_msg("an entry of the CD is no file of the image");
}

/* Base and type of two names, as ECMA-119, 9.3 compares them. */
static int compare(const char *a, const char *b)
{
	for (; *a && *a == *b; a++, b++)
		;
	int left = !*a || strchr(".;", *a) ? ' ' : *a, right = !*b || strchr(".;", *b) ? ' ' : *b;
	return left - right;
}

static void check_name(const uint8_t *record, bool is_folder, char *before)
{
	char name[64] = "";

	assert_true(record[32] < sizeof name);
	memcpy(name, record + 33, record[32]);
	size_t base = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
	assert_true(base > 0);
	if (is_folder) {
		assert_int_equal(name[base], '\0');
		assert_true(base <= 31);
	} else {
		assert_int_equal(name[base], '.');
		size_t type = strspn(name + base + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
		assert_string_equal(name + base + 1 + type, ";1");
		assert_true(base + type <= 30);
	}
	assert_true(compare(before, name) < 0);
	strcpy(before, name);
}

static void walk_folder(struct walk *walk, uint64_t block, uint64_t size, uint64_t above)
{
	char before[64] = "";
	const uint8_t *at = block_at(walk->reader, block), *end = at + size;
	unsigned count = 0;

	assert_int_equal(size % BLOCK, 0);
	walk->folders++;
	while (at < end) {
		uint64_t left = BLOCK - (uint64_t)(at - walk->reader->data) % BLOCK;
		bool is_folder = at[25] == 2;

		if (!at[0]) {
			at += left;
			continue;
		}
		assert_true(at[0] <= left && at[0] == (33 + at[32] + 1) / 2 * 2);
		assert_memory_equal(at + 18, "\x7b\x0b\x0e\x16\x0d\x15\0", 7);
		assert_int_equal(both(at + 28, 2), 1);
		if (count < 2) {
			assert_int_equal(at[32], 1);
			assert_int_equal(at[33], count);
			assert_int_equal(both(at + 2, 4), count ? above : block);
		} else {
			check_name(at, is_folder, before);
			if (is_folder)
				walk_folder(walk, both(at + 2, 4), both(at + 10, 4), block);
			else
				take_file(walk, at);
		}
		count++;
		at += at[0];
	}
	assert_true(count >= 2);
}

/* Both tables name the same directories; each comes after the one above it. */
static unsigned check_path_tables(const struct reader *reader)
{
	const uint8_t *primary = block_at(reader, 16);
	uint64_t size = both(primary + 132, 4);
	const uint8_t *l = block_at(reader, little(primary + 140, 4));
	const uint8_t *m = block_at(reader, big(primary + 148, 4)), *end = l + size;
	unsigned count = 0;

	while (l < end) {
		unsigned step = (8u + l[0] + 1) / 2 * 2;

		count++;
		assert_int_equal(little(l + 2, 4), big(m + 2, 4));
		assert_int_equal(little(l + 6, 2), big(m + 6, 2));
		assert_memory_equal(l + 8, m + 8, l[0]);
		assert_true(little(l + 6, 2) < count || count == 1);
		/* The directory's own entry says where it is, too. */
		assert_int_equal(both(block_at(reader, little(l + 2, 4)) + 2, 4), little(l + 2, 4));
		l += step;
		m += step;
	}
	assert_true(l == end);
	return count;
}

static void check_tree(const struct reader *reader, const struct image_request *request)
{
	static struct walk walk;
	const uint8_t *root = block_at(reader, 16) + 156;
	uint64_t block = both(root + 2, 4);

	walk = (struct walk){ .reader = reader, .request = request };
	walk_folder(&walk, block, both(root + 10, 4), block);
	assert_int_equal(walk.files, request->file_count);
	assert_int_equal(check_path_tables(reader), walk.folders);
	assert_int_equal(reader_check_all(reader), request->file_count);
}

TEST(every_file_is_where_the_partition_has_it)
{
	struct image_request request = typical_request();
	struct reader reader;

	open_image(&reader, &request);
	check_tree(&reader, &request);
	reader_close(&reader);
}

/* More than a block of entries, and a path table of more than a block. */
TEST(many_files_and_folders)
{
	static struct image_file files[400];
	struct image_request request = typical_request();
	struct reader reader;

	for (uint32_t i = 0; i < 400; i++)
		files[i] = (struct image_file){ text_format(&image_arena,
			                                    i < 200 ? "boot/file-%u.bin"
			                                            : "boot/directory%u/a_file",
			                                    (unsigned)i * 7919 % 1000),
			                        NULL, noise(i, i) };
	request.files = files;
	request.file_count = 400;
	open_image(&reader, &request);
	check_tree(&reader, &request);
	reader_close(&reader);
}

TEST(the_same_bytes_and_others_than_a_raw_image)
{
	struct image_request request = typical_request();
	struct reader first, second, raw;

	open_image(&first, &request);
	open_image(&second, &request);
	assert_int_equal(first.size_bytes, second.size_bytes);
	assert_memory_equal(first.data, second.data, (size_t)first.size_bytes);
	request.format = IMAGE_RAW;
	open_image(&raw, &request);
	assert_memory_not_equal(first.data + 512 + 56, raw.data + 512 + 56, 16);
	assert_memory_equal(first.data + first.clusters_at, raw.data + raw.clusters_at, 100000);
	reader_close(&raw);
	reader_close(&second);
	reader_close(&first);
}

static void assert_refused(const struct image_request *request)
{
	const char *path = path_join(&image_arena, image_folder, "no.iso");
	int errors = diag_error_count();

	assert_false(image_write(path, request, image_arena));
	assert_int_equal(diag_error_count(), errors + 1);
	assert_false(os_file_exists(path));
}

TEST(folders_too_deep)
{
	struct image_file file = { "1/2/3/4/5/6/7/file", NULL, { NULL, 0 } };
	struct image_request request = {
		.format = IMAGE_ISO, .files = &file, .file_count = 1, .epoch_seconds = IMAGE_EPOCH
	};
	struct reader reader;

	open_image(&reader, &request);
	check_tree(&reader, &request);
	reader_close(&reader);
	file.path = "1/2/3/4/5/6/7/8/file";
	assert_refused(&request);
}

TEST(more_names_than_there_is_room_for)
{
	static struct image_file files[16000];
	struct image_request request = { .format = IMAGE_ISO,
		                         .files = files,
		                         .file_count = 16000,
		                         .epoch_seconds = IMAGE_EPOCH };

	for (unsigned i = 0; i < 16000; i++)
		files[i].path = text_format(&image_arena, "boot/a_name_of_thirty_units%07u", i);
	assert_refused(&request);
	request.format = IMAGE_RAW;
	assert_true(image_write(path_join(&image_arena, image_folder, "yes.img"), &request,
	                        image_arena));
}
