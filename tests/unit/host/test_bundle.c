/* Bundles, read back by abi/bundle.h, and what bundle_write must leave behind
 * when it refuses. */
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "host/base/os_file.h"
#include "host/image/bundle.h"
#include "host/image/crc32.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

#define PAGE BUNDLE_PAGE_SIZE

static const unsigned char noise[2 * PAGE] = {
	7, 0, 9, [PAGE - 1] = 1, [PAGE] = 2, [PAGE + 4] = 3,
};

static struct bytes read_bundle(void)
{
	struct bytes content;

	assert_true(os_read_file(&fixture_keep, "b", &content));
	return content;
}

static struct bundle_header header_of(struct bytes bundle)
{
	struct bundle_header header;

	assert_true(bundle.size >= sizeof header);
	memcpy(&header, bundle.data, sizeof header);
	return header;
}

static struct bundle_member member_of(struct bytes bundle, size_t i)
{
	struct bundle_member member;
	size_t at = sizeof(struct bundle_header) + i * sizeof member;

	assert_true(at + sizeof member <= bundle.size);
	memcpy(&member, bundle.data + at, sizeof member);
	return member;
}

/* Member i has this path and content, alone in its pages, at `offset`. */
static void assert_member(struct bytes bundle, size_t i, const char *path, size_t offset,
                          const void *content, size_t size)
{
	struct bundle_member member = member_of(bundle, i);

	assert_string_equal(member.path, path);
	assert_true(le64_get(member.offset_bytes) == offset);
	assert_true(le64_get(member.size_bytes) == size);
	assert_memory_equal(bundle.data + offset, content, size);
	for (size_t at = offset + size; at % PAGE; at++)
		assert_int_equal(bundle.data[at], 0);
}

TEST(holds_its_files)
{
	const struct image_file files[] = {
		{ "boot/ingot.conf", NULL, { noise, 3 } },
		{ .path = "boot/kernel", .source = "k" },
		{ .path = "boot/empty" },
		{ "boot/whole page", NULL, { noise, PAGE } },
	};

	fixture_write("k", "a kernel");
	assert_true(bundle_write("b", files, 4, fixture_scratch));
	struct bytes bundle = read_bundle();
	struct bundle_header header = header_of(bundle);
	assert_memory_equal(header.magic, "INGOTBND", 8);
	assert_int_equal(le32_get(header.version), 1);
	assert_int_equal(le32_get(header.member_count), 4);
	assert_true(le64_get(header.size_bytes) == bundle.size);
	assert_int_equal(bundle.size, 4 * PAGE);
	assert_member(bundle, 0, "boot/ingot.conf", PAGE, noise, 3);
	assert_member(bundle, 1, "boot/kernel", 2 * PAGE, "a kernel", 8);
	assert_member(bundle, 2, "boot/empty", 3 * PAGE, "", 0);
	assert_member(bundle, 3, "boot/whole page", 3 * PAGE, noise, PAGE);
}

TEST(its_list_has_a_checksum)
{
	const struct image_file file = { "boot/kernel", NULL, { noise, sizeof noise } };
	struct bundle_header header;

	assert_true(bundle_write("b", &file, 1, fixture_scratch));
	struct bytes bundle = read_bundle();
	header = header_of(bundle);
	uint32_t wanted = le32_get(header.crc);
	header.crc = le32_of(0);
	uint32_t crc = crc32_add(0, &header, sizeof header);
	assert_true(crc32_add(crc, bundle.data + sizeof header, sizeof(struct bundle_member)) ==
	            wanted);
}

TEST(the_list_may_need_pages)
{
	struct image_file files[BUNDLE_MEMBERS_MAX];

	for (int i = 0; i < BUNDLE_MEMBERS_MAX; i++)
		files[i] = (struct image_file){ text_format(&fixture_keep, "boot/%d", i),
			                        NULL,
			                        { noise, 1 } };
	assert_true(bundle_write("b", files, BUNDLE_MEMBERS_MAX, fixture_scratch));
	struct bytes bundle = read_bundle();
	assert_int_equal(bundle.size, (5 + BUNDLE_MEMBERS_MAX) * PAGE);
	assert_member(bundle, 0, "boot/0", 5 * PAGE, noise, 1);
	assert_member(bundle, 63, "boot/63", 68 * PAGE, noise, 1);
}

TEST(the_same_files_make_the_same_bytes)
{
	const struct image_file file = { "boot/kernel", NULL, { noise, sizeof noise } };

	assert_true(bundle_write("b", &file, 1, fixture_scratch));
	struct bytes first = read_bundle();
	assert_true(bundle_write("b", &file, 1, fixture_scratch));
	struct bytes second = read_bundle();
	assert_int_equal(first.size, second.size);
	assert_memory_equal(first.data, second.data, first.size);
}

/* Refused with these words; the bundle that was there stays, and no other file. */
static void assert_refused(const struct image_file *files, size_t count, const char *words)
{
	struct text_list names = { .arena = &fixture_keep };

	fixture_write("b", "as it was");
	fixture_listen();
	assert_false(bundle_write("b", files, count, fixture_scratch));
	assert_reported(words);
	struct bytes kept = read_bundle();
	assert_string_equal((const char *)kept.data, "as it was");
	assert_true(os_list_folder(&fixture_keep, ".", &names));
	for (size_t i = 0; i < names.count; i++)
		assert_false(text_starts_with(names.items[i], "b."));
}

TEST(refuses_what_it_cannot_hold)
{
	static struct image_file many[BUNDLE_MEMBERS_MAX + 1];
	const struct image_file missing = { .path = "boot/kernel", .source = "nothing" };
	const struct image_file folder = { .path = "boot/kernel", .source = "." };
	const struct image_file twice[] = { { .path = "boot/a" }, { .path = "BOOT/A" } };
	char name[BUNDLE_PATH_SIZE + 1];

	memset(name, 'x', BUNDLE_PATH_SIZE);
	name[BUNDLE_PATH_SIZE] = '\0';
	const struct image_file too_long = { .path = name };
	assert_refused(&missing, 1,
	               "nothing: error: cannot be put into the image as boot/kernel: "
	               "No such file or directory\n  hint: name a file that can be read\n");
	assert_refused(&folder, 1,
	               ".: error: cannot be put into the image as boot/kernel: it is a directory\n"
	               "  hint: name its files one by one\n");
	assert_refused(twice, 2,
	               "ingot: error: cannot be put into the image as BOOT/A: another "
	               "file has that name (case does not count)\n  hint: rename one of them\n");
	assert_refused(
		&too_long, 1,
		text_format(&fixture_keep,
	                    "ingot: error: cannot be put into "
	                    "the image as %s: a path is 1 to 255 bytes long (BUNDLE_PATH_SIZE)\n"
	                    "  hint: give it a shorter name\n",
	                    name));
	assert_refused(many, BUNDLE_MEMBERS_MAX + 1,
	               "ingot: error: 65 files for one bundle; "
	               "the limit is 64 (BUNDLE_MEMBERS_MAX)\n");
}

TEST(refuses_a_folder_that_is_not_there)
{
	const struct image_file file = { "boot/kernel", NULL, { noise, 1 } };

	fixture_listen();
	assert_false(bundle_write("no/b", &file, 1, fixture_scratch));
	assert_non_null(strstr(fixture_heard(), "no/b: error: cannot write the file"));
}
