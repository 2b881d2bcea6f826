/* Headers of archives, every byte of them. Checksums are GNU tar's for the same
 * entries: `tar --format=ustar --numeric-owner`. */
#include <string.h>

#include "fixture.h"
#include "tar_fixture.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

#define BLOCK USTAR_BLOCK_SIZE
#define TIME  1735689600

/* The header that a block must be: what is not said is zeros. */
struct expected {
	const char *name, *prefix, *link;
	const char *mode, *size, *time, *checksum;
	char type;
};

static void place(unsigned char *block, size_t at, const char *text)
{
	memcpy(block + at, text ? text : "", text ? strlen(text) : 0);
}

static void assert_header(const unsigned char *actual, struct expected expected)
{
	unsigned char block[BLOCK] = { 0 };

	place(block, 0, expected.name);
	place(block, 100, expected.mode);
	place(block, 108, "0000000");
	place(block, 116, "0000000");
	place(block, 124, expected.size ? expected.size : "00000000000");
	place(block, 136, expected.time ? expected.time : "14735102600");
	place(block, 148, expected.checksum);
	block[155] = ' ';
	block[156] = (unsigned char)expected.type;
	place(block, 157, expected.link);
	place(block, 257, "ustar");
	place(block, 263, "00");
	place(block, 329, "0000000");
	place(block, 337, "0000000");
	place(block, 345, expected.prefix);
	assert_memory_equal(actual, block, BLOCK);
}

static struct bytes header_of(struct tar_entry entry)
{
	entry.modified_s = TIME;
	assert_null(tar_refuse(&fixture_keep, &entry));
	return tar_header(&fixture_keep, &entry);
}

static void assert_only_header(struct tar_entry entry, struct expected expected)
{
	struct bytes blocks = header_of(entry);

	assert_int_equal(blocks.size, BLOCK);
	assert_header(blocks.data, expected);
}

TEST(kinds_of_entries)
{
	struct tar_entry motd = file("etc/motd");

	motd.size_bytes = 8;
	assert_only_header(motd, (struct expected){ .name = "etc/motd",
	                                            .mode = "0000644",
	                                            .type = '0',
	                                            .size = "00000000010",
	                                            .checksum = "010672" });
	assert_only_header(program("run"), (struct expected){ .name = "run",
	                                                      .mode = "0000755",
	                                                      .type = '0',
	                                                      .checksum = "007762" });
	assert_only_header(folder("empty"), (struct expected){ .name = "empty/",
	                                                       .mode = "0000755",
	                                                       .type = '5',
	                                                       .checksum = "010400" });
	assert_only_header(link_to("link", "etc/motd"), (struct expected){ .name = "link",
	                                                                   .link = "etc/motd",
	                                                                   .mode = "0000777",
	                                                                   .type = '2',
	                                                                   .checksum = "011560" });
}

/* So many letters. */
static char *letters(size_t count, char letter)
{
	char *text = arena_push(&fixture_keep, char, count + 1);

	memset(text, letter, count);
	return text;
}

/* The name in ustar's own fields, without a pax header. */
static void assert_split(struct tar_entry entry, const char *prefix, const char *name)
{
	struct bytes blocks = header_of(entry);
	char expected[100] = { 0 };

	assert_int_equal(blocks.size, BLOCK);
	memcpy(expected, name, strlen(name));
	assert_memory_equal(blocks.data, expected, sizeof expected);
	assert_string_equal((const char *)blocks.data + 345, prefix);
}

TEST(names_that_fit_two_fields)
{
	const char *a155 = letters(155, 'a'), *b100 = letters(100, 'b');
	const char *both = path_join(&fixture_keep, a155, b100);

	assert_split(file(b100), "", b100);
	assert_split(file(both), a155, b100);
	/* A directory's '/' takes a place, and does not part a name. */
	const char *b98 = letters(98, 'b');
	assert_split(folder(path_join(&fixture_keep, "a", b98)), "a",
	             text_format(&fixture_keep, "%s/", b98));
	assert_split(file(path_join(&fixture_keep, "x/y", b98)), "x",
	             path_join(&fixture_keep, "y", b98));
}

/* A pax header with these records comes first; the name is cut short after it. */
static void assert_pax(struct tar_entry entry, const char *records)
{
	struct bytes blocks = header_of(entry);
	size_t size = strlen(records), padded = (size + BLOCK - 1) / BLOCK * BLOCK;
	const struct ustar_header *pax = (const void *)blocks.data;
	const struct ustar_header *own = (const void *)(blocks.data + BLOCK + padded);

	assert_int_equal(blocks.size, 2 * BLOCK + padded);
	assert_int_equal(pax->type, 'x');
	assert_memory_equal(pax->name, "PaxHeaders/", 11);
	assert_memory_equal(pax->mode, "0000644", 8);
	assert_string_equal(pax->size, text_format(&fixture_keep, "%011zo", size));
	assert_string_equal(pax->modified, "14735102600");
	assert_memory_equal(blocks.data + BLOCK, records, size);
	for (size_t i = BLOCK + size; i < BLOCK + padded; i++)
		assert_int_equal(blocks.data[i], 0);
	assert_memory_equal(own->magic, "ustar\00000", 8);
	size_t kept = strlen(entry.name) < 100 ? strlen(entry.name) : 100;
	assert_memory_equal(own->name, entry.name, kept);
}

TEST(names_that_do_not_fit)
{
	const char *n89 = letters(89, 'n'), *n101 = letters(101, 'n'), *n510 = letters(510, 'n');
	struct arena *keep = &fixture_keep;

	assert_pax(file(n101), text_format(keep, "111 path=%s\n", n101));
	assert_pax(file(n510), text_format(keep, "520 path=%s\n", n510));
	assert_pax(folder(letters(100, 'n')),
	           text_format(keep, "111 path=%s/\n", letters(100, 'n')));
	assert_pax(link_to("l", n101), text_format(keep, "115 linkpath=%s\n", n101));
	assert_pax(link_to(n101, n510),
	           text_format(keep, "111 path=%s\n524 linkpath=%s\n", n101, n510));
	/* Too long for a prefix, though a part of it would fit a name. */
	const char *deep = path_join(keep, letters(156, 'd'), "f");
	assert_pax(file(deep), text_format(keep, "168 path=%s\n", deep));
	assert_split(link_to(n89, letters(100, 'l')), "", n89);
}

TEST(times_are_moved_into_the_field)
{
	struct tar_entry entry = file("f");

	entry.modified_s = -1;
	assert_string_equal((const char *)tar_header(&fixture_keep, &entry).data + 136,
	                    "00000000000");
	entry.modified_s = INT64_MAX;
	assert_string_equal((const char *)tar_header(&fixture_keep, &entry).data + 136,
	                    "77777777777");
}

static void assert_refused(struct tar_entry entry, const char *reason)
{
	const char *actual = tar_refuse(&fixture_keep, &entry);

	assert_non_null(actual);
	assert_string_equal(actual, reason);
}

TEST(refuses_what_the_kit_would_not_read)
{
	struct tar_entry longest = link_to(letters(510, 'n'), letters(511, 'l'));

	assert_null(tar_refuse(&fixture_keep, &longest));
	assert_refused(file(letters(511, 'n')),
	               "its name in the archive is 511 bytes long; the kit reads 510 "
	               "(TAR_NAME_SIZE_MAX)");
	assert_refused(link_to("l", letters(512, 'l')),
	               "what it points to is 512 bytes long; the kit reads 511 "
	               "(TAR_NAME_SIZE_MAX)");
}

TEST(content_is_padded_to_blocks)
{
	assert_int_equal(tar_padding(0), 0);
	assert_int_equal(tar_padding(1), 511);
	assert_int_equal(tar_padding(512), 0);
	assert_int_equal(tar_padding(0x100000001), 511);
}
