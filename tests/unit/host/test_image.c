/* Whole images, read back by docs/format.md (image_reader), and what image_write
 * must leave behind when it fails. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/image/image.h"
#include "image_fixture.h"
#include "image_reader.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(image_set_up, image_tear_down);

#define MIB (1ull << 20)

static const char *path_of(const char *name)
{
	return path_join(&image_arena, image_folder, name);
}

/* Files of a typical image; their content is noise. */
static struct image_request typical_request(void)
{
	static struct image_file files[4];

	files[0] = (struct image_file){ "EFI/BOOT/BOOTX64.EFI", NULL, noise(40000, 1) };
	files[1] = (struct image_file){ "boot/kernel", NULL, noise(123456, 2) };
	files[2] = (struct image_file){ "boot/ingot.conf", NULL, noise(60, 3) };
	files[3] = (struct image_file){ "boot/A long module name.tar", NULL, noise(4096, 4) };
	return (struct image_request){
		.stage1 = noise(512, 5),
		.stage2 = noisy_stage2(20001, 11),
		.files = files,
		.file_count = 4,
		.epoch_seconds = IMAGE_EPOCH,
	};
}

static void open_image(struct reader *reader, const struct image_request *request)
{
	const char *path = path_of("disk.img");

	assert_true(image_write(path, request, image_arena));
	reader_open(reader, path);
}

/* A user shall be able to copy a larger kernel there. */
static void assert_spare(const struct reader *reader)
{
	uint32_t used = 0;

	for (uint32_t i = 0; i < reader->cluster_count; i++)
		used += reader_link(reader, i + 2) != 0;
	uint64_t spare_bytes = (uint64_t)(reader->cluster_count - used) * reader->cluster_bytes;
	assert_true(spare_bytes >= MIB && reader->cluster_count - used >= used / 4);
}

static void assert_files(const struct reader *reader, const struct image_request *request)
{
	assert_int_equal(reader_check_all(reader), request->file_count);
	assert_spare(reader);
	for (size_t i = 0; i < request->file_count; i++) {
		const struct image_file *file = &request->files[i];

		if (!reader_has_content(reader, file->path, file->content.data, file->content.size))
			fail_msg("%s is not in the image as it was given", file->path);
	}
}

TEST(a_typical_image)
{
	struct image_request request = typical_request();
	struct reader reader;

	open_image(&reader, &request);
	assert_files(&reader, &request);
	assert_int_equal(reader.size_bytes, 3 * MIB);
	assert_int_equal(reader.bits, 12);
	reader_close(&reader);
}

/* The sum of docs/format.md 1.3, byte by byte. */
static uint32_t sum_of_stage2(const uint8_t *sectors, size_t size)
{
	uint64_t sum = 0x676f7421;

	for (size_t i = 0; i < size; i++) {
		if (i % 4 == 0)
			sum = (sum << 1 & 0xffffffff) | (sum >> 31 & 1);
		sum = (sum + ((uint64_t)sectors[i] << i % 4 * 8)) & 0xffffffff;
	}
	return (uint32_t)sum;
}

static uint32_t word_at(const uint8_t *at)
{
	return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
	       (uint32_t)at[3] << 24;
}

TEST(both_stages_are_in_their_places)
{
	struct image_request request = typical_request();
	struct reader reader;

	open_image(&reader, &request);
	assert_memory_equal(reader.data, request.stage1.data, 0x19c);
	assert_memory_equal(reader.data + 0x1a0, request.stage1.data + 0x1a0, 8);
	assert_memory_equal(reader.data + 0x1a8, "\x28\0\0\0\0\0\0\0\x0b\0", 10);
	assert_memory_equal(reader.data + 0x1b2, request.stage1.data + 0x1b2, 2);
	assert_int_equal(sum_of_stage2(reader.data + 40 * 512, 11 * 512),
	                 word_at(reader.data + 0x1b4));
	assert_int_equal(sum_of_stage2(reader.data + 51 * 512, 29 * 512),
	                 word_at(reader.data + 0x19c));
	assert_int_equal(reader.bios_lba, 40);
	assert_int_equal(reader.bios_sectors, 2008);
	assert_memory_equal(reader_bios_partition(&reader), request.stage2.data, 20001);
	assert_int_equal(reader_bios_partition(&reader)[20001], 0);
	reader_close(&reader);
}

TEST(an_image_for_uefi_only)
{
	static const uint8_t no_code[0x1b8];
	struct image_request request = typical_request();
	struct reader reader;

	request.stage1.size = request.stage2.size = 0;
	open_image(&reader, &request);
	assert_files(&reader, &request);
	assert_int_equal(reader.bios_sectors, 0);
	assert_memory_equal(reader.data, no_code, sizeof no_code);
	reader_close(&reader);
}

TEST(every_kind_of_volume)
{
	static const struct {
		uint64_t mib;
		uint32_t bits, cluster_bytes;
	} sizes[] = {
		{ 3, 12, 4096 },   { 16, 12, 4096 },   { 17, 16, 4096 },   { 18, 16, 4096 },
		{ 64, 16, 4096 },  { 256, 16, 4096 },  { 258, 32, 4096 },  { 259, 32, 4096 },
		{ 300, 32, 4096 }, { 1000, 32, 4096 }, { 8194, 32, 8192 },
	};
	struct image_request request = typical_request();
	struct reader reader;

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		request.min_size_bytes = sizes[i].mib * MIB;
		open_image(&reader, &request);
		assert_files(&reader, &request);
		assert_true(reader.size_bytes >= sizes[i].mib * MIB);
		assert_true(reader.size_bytes <= sizes[i].mib * MIB + 2 * MIB);
		assert_int_equal(reader.bits, sizes[i].bits);
		assert_int_equal(reader.cluster_bytes, sizes[i].cluster_bytes);
		reader_close(&reader);
	}
}

TEST(large_images_are_sparse)
{
	struct image_request request = typical_request();
	struct stat facts;

	request.min_size_bytes = 4096 * MIB;
	assert_true(image_write(path_of("disk.img"), &request, image_arena));
	assert_int_equal(stat(path_of("disk.img"), &facts), 0);
	assert_true((uint64_t)facts.st_size >= 4096 * MIB);
	assert_true((uint64_t)facts.st_blocks * 512 < 2 * MIB);
}

TEST(content_grows_the_image)
{
	struct image_file file = { "module", NULL, noise(24 * MIB, 7) };
	struct image_request request = { .files = &file, .file_count = 1 };
	struct reader reader;

	open_image(&reader, &request);
	assert_files(&reader, &request);
	/* A quarter is spare. */
	assert_in_range(reader.size_bytes, 31 * MIB, 33 * MIB);
	reader_close(&reader);
}

TEST(files_about_a_cluster_long)
{
	static const size_t sizes[] = { 0, 1, 4095, 4096, 4097, 8192, 0, 12289 };
	struct image_file files[8];
	struct image_request request = { .files = files, .file_count = 8 };
	struct reader reader;

	for (uint32_t i = 0; i < 8; i++)
		files[i] = (struct image_file){ text_format(&image_arena, "F%u", (unsigned)i), NULL,
			                        noise(sizes[i], i) };
	open_image(&reader, &request);
	assert_files(&reader, &request);
	reader_close(&reader);
}

static void check_many(uint64_t min_mib, unsigned count)
{
	struct image_file *files = arena_push(&image_arena, struct image_file, count);
	struct image_request request = { .files = files,
		                         .file_count = count,
		                         .min_size_bytes = min_mib * MIB };
	struct reader reader;

	for (unsigned i = 0; i < count; i++)
		files[i] = (struct image_file){
			text_format(&image_arena, "modules/part %u/a module with number %u.bin",
			            i % 3, i),
			NULL, noise(i % 100, i)
		};
	open_image(&reader, &request);
	assert_files(&reader, &request);
	reader_close(&reader);
}

/* Directories of several clusters: 4 entries a file, 128 in a cluster. */
TEST(many_files_with_long_names)
{
	check_many(0, 1500);
	check_many(300, 700);
}

/* FAT32's root is an ordinary chain: 301 entries need three clusters. */
TEST(a_long_root_on_fat32)
{
	struct image_file files[150];
	struct image_request request = { .files = files,
		                         .file_count = 150,
		                         .min_size_bytes = 300 * MIB };
	struct reader reader;

	for (unsigned i = 0; i < 150; i++)
		files[i] = (struct image_file){ text_format(&image_arena, "file%u", i), NULL,
			                        noise(i, i) };
	open_image(&reader, &request);
	assert_files(&reader, &request);
	assert_int_equal(reader_link(&reader, 2), 3);
	assert_int_equal(reader_link(&reader, 3), 4);
	reader_close(&reader);
}

TEST(names_of_every_length)
{
	struct image_file files[255];
	struct image_request request = { .files = files, .file_count = 255 };
	char name[260];
	struct reader reader;

	/* The path "d/" leaves two characters less than a name may have. */
	for (int i = 0; i < 255; i++) {
		memset(name, 'n', 255);
		name[i + 1] = '\0';
		files[i] = (struct image_file){ text_format(&image_arena, "d/%s", name), NULL,
			                        noise(3, (uint32_t)i) };
	}
	open_image(&reader, &request);
	assert_files(&reader, &request);
	reader_close(&reader);
}

TEST(names_beyond_ascii)
{
	struct image_file files[] = {
		{ "Gr\xc3\xb6\xc3\x9f"
		  "e/\xe6\xbc\xa2\xe5\xad\x97.txt",
		  NULL, noise(10, 1) },
		{ "Gr\xc3\xb6\xc3\x9f"
		  "e/\xf0\x9f\x98\x80",
		  NULL, noise(20, 2) },
	};
	struct image_request request = { .files = files, .file_count = 2 };
	struct reader reader;

	open_image(&reader, &request);
	assert_files(&reader, &request);
	reader_close(&reader);
}

TEST(names_in_lower_case_are_long)
{
	struct image_request request = typical_request();
	struct reader_entry entry;
	struct reader reader;

	open_image(&reader, &request);
	assert_true(reader_find(&reader, "boot/kernel", &entry));
	assert_true(entry.has_long_name);
	assert_memory_equal(entry.short_name, "KERNEL     ", 11);
	assert_true(reader_find(&reader, "EFI/BOOT/BOOTX64.EFI", &entry));
	assert_false(entry.has_long_name);
	reader_close(&reader);
}

static void assert_time(int64_t epoch, unsigned date, unsigned time, unsigned tenths)
{
	struct image_request request = typical_request();
	struct reader_entry entry;
	struct reader reader;

	request.epoch_seconds = epoch;
	open_image(&reader, &request);
	assert_true(reader_find(&reader, "boot/kernel", &entry));
	assert_int_equal(entry.date, date);
	assert_int_equal(entry.time, time);
	assert_int_equal(entry.tenths, tenths);
	reader_close(&reader);
}

#define DATE(year, month, day)     (((year) - 1980) << 9 | (month) << 5 | (day))
#define TIME(hour, minute, second) ((hour) << 11 | (minute) << 5 | (second) / 2)

TEST(times_are_utc_and_within_limits)
{
	assert_time(IMAGE_EPOCH, DATE(2023, 11, 14), TIME(22, 13, 20), 100);
	assert_time(951782400, DATE(2000, 2, 29), TIME(0, 0, 0), 0);
	assert_time(951868799, DATE(2000, 2, 29), TIME(23, 59, 58), 100);
	assert_time(4107542400, DATE(2100, 3, 1), TIME(0, 0, 0), 0);
	assert_time(0, DATE(1980, 1, 1), 0, 0);
	assert_time(INT64_MIN, DATE(1980, 1, 1), 0, 0);
	assert_time(4354819199, DATE(2107, 12, 31), TIME(23, 59, 58), 100);
	assert_time(INT64_MAX, DATE(2107, 12, 31), TIME(23, 59, 58), 100);
}

static struct bytes image_bytes(const struct image_request *request)
{
	struct bytes content;

	assert_true(image_write(path_of("disk.img"), request, image_arena));
	assert_true(os_read_file(&image_arena, path_of("disk.img"), &content));
	return content;
}

static bool same_bytes(struct bytes a, struct bytes b)
{
	return a.size == b.size && memcmp(a.data, b.data, a.size) == 0;
}

TEST(the_same_request_gives_the_same_bytes)
{
	struct image_request request = typical_request();
	struct image_file files[4];

	struct bytes first = image_bytes(&request);
	assert_true(same_bytes(first, image_bytes(&request)));
	/* Nor does it matter whether content comes from memory or from a file. */
	memcpy(files, request.files, sizeof files);
	files[1].source = path_of("kernel");
	assert_true(os_write_file(files[1].source, files[1].content));
	files[1].content = (struct bytes){ NULL, 0 };
	request.files = files;
	assert_true(same_bytes(first, image_bytes(&request)));
}

/* Disk, ESP and BIOS boot partition, and the volume's serial number. */
struct identities {
	uint8_t disk[16], esp[16], bios[16];
	uint32_t serial;
};

static struct identities identities_of(const struct image_request *request)
{
	struct identities found;
	struct reader reader;

	open_image(&reader, request);
	memcpy(found.disk, reader.data + 512 + 56, 16);
	memcpy(found.esp, reader.data + 1024 + 16, 16);
	memcpy(found.bios, reader.data + 1024 + 128 + 16, 16);
	found.serial = reader.serial;
	reader_close(&reader);
	return found;
}

TEST(different_content_has_different_identities)
{
	struct image_request request = typical_request();
	struct image_file files[4];

	struct identities first = identities_of(&request);
	assert_memory_not_equal(first.disk, first.esp, 16);
	assert_memory_not_equal(first.disk, first.bios, 16);
	memcpy(files, request.files, sizeof files);
	files[1].content = noise(123456, 99);
	request.files = files;
	struct identities second = identities_of(&request);
	assert_memory_not_equal(first.disk, second.disk, 16);
	assert_memory_not_equal(first.esp, second.esp, 16);
	assert_memory_not_equal(first.bios, second.bios, 16);
	assert_int_not_equal(first.serial, second.serial);
}

TEST(sources_larger_than_the_buffer)
{
	struct bytes content = noise(3 * MIB + 17, 8);
	struct image_file file = { "boot/initrd.tar", path_of("initrd"), { NULL, 0 } };
	struct image_request request = { .files = &file, .file_count = 1 };
	struct reader reader;

	assert_true(os_write_file(file.source, content));
	open_image(&reader, &request);
	assert_true(reader_has_content(&reader, file.path, content.data, content.size));
	assert_int_equal(reader_check_all(&reader), 1);
	reader_close(&reader);
}

/* That writing fails with one error, and that the directory is as it was. */
static void assert_fails(const char *path, const struct image_request *request)
{
	struct text_list before = { .arena = &image_arena }, after = { .arena = &image_arena };
	int errors = diag_error_count();

	assert_true(os_list_folder(&image_arena, image_folder, &before));
	assert_false(image_write(path, request, image_arena));
	assert_int_equal(diag_error_count(), errors + 1);
	assert_true(os_list_folder(&image_arena, image_folder, &after));
	assert_int_equal(before.count, after.count);
}

TEST(stages_that_cannot_be)
{
	struct image_request good = typical_request(), request = good;

	request.stage1.size = 513;
	assert_fails(path_of("a.img"), &request);
	request = good;
	request.stage2 = noisy_stage2(127 * 512, 127);
	assert_true(image_write(path_of("b.img"), &request, image_arena));
	request.stage2 = noisy_stage2(127 * 512, 128);
	assert_fails(path_of("a.img"), &request);
	request.stage2 = noisy_stage2(127 * 512, 0);
	assert_fails(path_of("a.img"), &request);
	request.stage2 = noisy_stage2(127 * 512 + 1, 127);
	assert_fails(path_of("a.img"), &request);
	request.stage2.size = 0;
	assert_fails(path_of("a.img"), &request);
	request = good;
	request.stage1.size = 0;
	assert_fails(path_of("a.img"), &request);
}

TEST(paths_that_cannot_be_written)
{
	struct image_request request = typical_request();

	assert_fails(path_of("missing/disk.img"), &request);
	assert_fails(image_folder, &request);
	assert_fails("/dev/null", &request);
	assert_fails("/proc/disk.img", &request);
}

TEST(images_beyond_the_limit)
{
	struct image_request request = typical_request();

	request.min_size_bytes = IMAGE_SIZE_MAX_BYTES + 1;
	assert_fails(path_of("a.img"), &request);
	request.min_size_bytes = UINT64_MAX;
	assert_fails(path_of("a.img"), &request);
}

TEST(a_failure_keeps_the_old_image)
{
	struct image_request request = typical_request();
	struct image_file missing = { "boot/kernel", "/nonexistent/kernel", { NULL, 0 } };
	/* Found with size 0, but its bytes never end: fails while copying. */
	struct image_file changing = { "boot/kernel", "/dev/zero", { NULL, 0 } };
	struct bytes now;

	struct bytes old = image_bytes(&request);
	request.file_count = 1;
	request.files = &missing;
	assert_fails(path_of("disk.img"), &request);
	request.files = &changing;
	assert_fails(path_of("disk.img"), &request);
	assert_true(os_read_file(&image_arena, path_of("disk.img"), &now));
	assert_true(same_bytes(old, now));
}

TEST(a_file_of_4_gib_is_refused)
{
	struct image_file file = { "boot/module", path_of("huge"), { NULL, 0 } };
	struct image_request request = { .files = &file, .file_count = 1 };

	assert_true(os_write_file(file.source, (struct bytes){ NULL, 0 }));
	assert_int_equal(truncate(file.source, 4096 * (off_t)MIB), 0);
	assert_fails(path_of("a.img"), &request);
}
