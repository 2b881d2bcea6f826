/* Files compared: whether they are the same, where they are not, and in which part. */
#include <errno.h>
#include <string.h>

#include "abi/elf.h"
#include "fixture.h"
#include "host/base/os_file.h"
#include "host/image/difference.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

static struct difference found;

static struct difference *find(const void *a, size_t a_size, const void *b, size_t b_size)
{
	const struct compared sides[2] = { { .content = { a, a_size } },
		                           { .content = { b, b_size } } };
	const char *failed;

	assert_true(difference_find(&fixture_keep, sides, &found, &failed));
	return &found;
}

TEST(the_same_has_a_hash)
{
	assert_true(find("abc", 3, "abc", 3)->is_same);
	assert_string_equal(found.hash,
	                    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_true(find("", 0, "", 0)->is_same);
}

TEST(the_first_byte_that_differs_is_told_with_what_follows)
{
	assert_false(find("12:34:56", 8, "12:39:56", 8)->is_same);
	assert_int_equal(found.offset, 4);
	assert_string_equal(found.bytes[0], "34 3a 35 36 \"4:56\"");
	assert_string_equal(found.bytes[1], "39 3a 35 36 \"9:56\"");
	assert_null(found.section);
}

TEST(one_that_goes_on_differs_at_the_end_of_the_other)
{
	assert_false(find("ab", 2, "abc", 3)->is_same);
	assert_int_equal(found.offset, 2);
	assert_string_equal(found.bytes[0], "nothing");
	assert_string_equal(found.bytes[1], "63 \"c\"");
	assert_false(find("abc", 3, "ab", 2)->is_same);
	assert_int_equal(found.offset, 2);
	assert_false(find("", 0, "x", 1)->is_same);
	assert_int_equal(found.offset, 0);
}

/* Behind the first piece that is read at once. */
TEST(a_difference_far_inside)
{
	static unsigned char a[200000], b[200000];

	a[150000] = 'x';
	b[150000] = 'y';
	assert_false(find(a, sizeof a, b, sizeof b)->is_same);
	assert_int_equal(found.offset, 150000);
	b[150000] = 'x';
	assert_true(find(a, sizeof a, b, sizeof b)->is_same);
}

TEST(files_are_read_and_one_that_is_missing_is_named)
{
	const struct compared sides[2] = { { .path = "a" }, { .path = "b" } };
	const char *failed;

	fixture_write("a", "text");
	assert_false(difference_find(&fixture_keep, sides, &found, &failed));
	assert_int_equal(errno, ENOENT);
	assert_string_equal(failed, "b");
	fixture_write("b", "text");
	assert_true(difference_find(&fixture_keep, sides, &found, &failed));
	assert_true(found.is_same);
}

/* A header, names of sections, and a section of 8 bytes. */
struct small_elf {
	struct elf_header header;
	struct elf_section sections[4];
	char names[32];
	char data[8];
};

static struct small_elf make_elf(const char *data)
{
	struct small_elf elf = { .names = "\0.names\0.rodata\0.bss" };

	memcpy(elf.header.magic, ELF_MAGIC, 4);
	elf.header.sections_offset = le64_of(offsetof(struct small_elf, sections));
	elf.header.section_entry_size = le16_of(sizeof(struct elf_section));
	elf.header.section_count = le16_of(4);
	elf.header.section_names_index = le16_of(1);
	elf.sections[1].name = le32_of(1);
	elf.sections[1].offset = le64_of(offsetof(struct small_elf, names));
	elf.sections[1].size = le64_of(sizeof elf.names);
	/* What takes no room in the file lies nowhere in it. */
	elf.sections[2].name = le32_of(16);
	elf.sections[2].type = le32_of(ELF_SECTION_NO_BITS);
	elf.sections[2].size = le64_of(sizeof elf);
	elf.sections[3].name = le32_of(8);
	elf.sections[3].offset = le64_of(offsetof(struct small_elf, data));
	elf.sections[3].size = le64_of(sizeof elf.data);
	memcpy(elf.data, data, sizeof elf.data);
	return elf;
}

TEST(of_an_elf_file_the_section_is_told)
{
	struct small_elf a = make_elf("12345678"), b = make_elf("12345679");

	assert_false(find(&a, sizeof a, &b, sizeof b)->is_same);
	assert_string_equal(found.section, ".rodata");
	b.header.version.byte[0] = 9;
	assert_string_equal(find(&a, sizeof a, &b, sizeof b)->section, "the headers");
	b = a;
	b.data[0] = 'x';
	a.sections[3].name = le32_of(4000);
	b.sections[3] = a.sections[3];
	assert_null(find(&a, sizeof a, &b, sizeof b)->section);
}

TEST(of_a_disk_the_part_is_told)
{
	static unsigned char a[4096 * 512], b[4096 * 512];
	static const struct {
		unsigned lba;
		const char *part;
	} parts[] = {
		{ 0, "the boot sector" },
		{ 1, "the partition table" },
		{ 33, "the partition table" },
		{ 40, "the BIOS boot partition" },
		{ 2047, "the BIOS boot partition" },
		{ 2048, "the EFI system partition" },
	};

	memcpy(a + 512, "EFI PART", 8);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		memcpy(b, a, sizeof b);
		b[parts[i].lba * 512 + 100] = 1;
		assert_string_equal(find(a, sizeof a, b, sizeof b)->section, parts[i].part);
	}
}
