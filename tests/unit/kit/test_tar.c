/* kit/archive/tar.c: archives made here by hand, read whole; and thousands of damaged
 * ones, each in exactly as many bytes as it has, so that the address sanitizer
 * sees a read beyond them. */
#include <ingot/tar.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/unit.h"

#define BLOCK       512
#define DAMAGES     20000
#define ENTRIES_MAX 64 /* no archive of these tests has as many */

static uint8_t archive[64 * BLOCK];
static size_t used;

static void begin(void)
{
	memset(archive, 0, sizeof archive);
	used = 0;
}

static void seal(uint8_t *header)
{
	unsigned sum = 0;

	memset(header + 148, ' ', 8);
	for (size_t i = 0; i < BLOCK; i++)
		sum += header[i];
	snprintf((char *)header + 148, 8, "%06o", sum);
}

/* Returns the header, which may be changed and sealed again. */
static uint8_t *add(char type, const char *name, const char *data, size_t size)
{
	uint8_t *header = archive + used;

	memcpy(header, name, strnlen(name, 100));
	memcpy(header + 100, "0000640", 8);
	snprintf((char *)header + 124, 12, "%011o", (unsigned)size);
	memcpy(header + 136, "14700000000", 12);
	header[156] = (uint8_t)type;
	memcpy(header + 257, "ustar\00000", 8);
	seal(header);
	if (size > 0)
		memcpy(header + BLOCK, data, size);
	used += BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
	return header;
}

static void add_text(char type, const char *name, const char *text)
{
	add(type, name, text, strlen(text));
}

static void end(void)
{
	used += 2 * BLOCK;
}

static struct tar_entry entry;
static struct tar tar;

static void open_archive(void)
{
	tar_open(&tar, archive, used);
}

static void assert_end(const char *error)
{
	assert_false(tar_next(&tar, &entry));
	if (!error)
		assert_null(tar.error);
	else
		assert_string_equal(tar.error, error);
	assert_false(tar_next(&tar, &entry));
}

static void assert_name(const char *name)
{
	assert_true(tar_next(&tar, &entry));
	assert_string_equal(entry.name, name);
}

TEST(every_kind_is_read)
{
	uint8_t *header;

	begin();
	add('5', "./", NULL, 0);
	add('5', "./etc/", NULL, 0);
	add_text('0', "./etc/motd", "welcome\n");
	header = add('2', "motd", NULL, 0);
	memcpy(header + 157, "etc/motd", 9);
	seal(header);
	header = add('1', "same", NULL, 0);
	memcpy(header + 157, "./etc/motd", 11);
	snprintf((char *)header + 124, 12, "%011o", 8); /* a size, and no data */
	seal(header);
	add('6', "pipe", NULL, 0);
	add_text('\0', "old", "");
	add('\0', "old directory/", NULL, 0);
	end();
	open_archive();
	assert_name("");
	assert_int_equal(entry.kind, TAR_DIRECTORY);
	assert_name("etc");
	assert_int_equal(entry.kind, TAR_DIRECTORY);
	assert_name("etc/motd");
	assert_int_equal(entry.kind, TAR_FILE);
	assert_int_equal(entry.size_bytes, 8);
	assert_memory_equal(entry.data, "welcome\n", 8);
	assert_int_equal(entry.mode, 0640);
	assert_int_equal(entry.modified_s, 014700000000);
	assert_name("motd");
	assert_int_equal(entry.kind, TAR_SYMBOLIC_LINK);
	assert_string_equal(entry.link, "etc/motd");
	assert_name("same");
	assert_int_equal(entry.kind, TAR_HARD_LINK);
	assert_int_equal(entry.size_bytes, 0);
	assert_name("pipe");
	assert_int_equal(entry.kind, TAR_SPECIAL);
	assert_name("old");
	assert_int_equal(entry.kind, TAR_FILE);
	assert_name("old directory");
	assert_int_equal(entry.kind, TAR_DIRECTORY);
	assert_end(NULL);
}

/* What an archive has as "prefix/" is the directory "prefix". */
TEST(a_prefix_alone_is_a_name)
{
	static const char *const prefixes[] = { "directory", "./directory//", "/directory/" };

	for (size_t i = 0; i < 3; i++) {
		uint8_t *header;

		begin();
		header = add('5', i == 0 ? "" : "//", NULL, 0);
		strcpy((char *)header + 345, prefixes[i]);
		seal(header);
		end();
		open_archive();
		assert_name("directory");
		assert_end(NULL);
		open_archive();
		assert_null(tar_find(&tar, "directory/", &entry));
	}
}

TEST(long_names_of_three_kinds)
{
	char name[301];
	uint8_t *header;

	memset(name, 'n', 300);
	name[300] = '\0';
	begin();
	header = add('0', "file", NULL, 0);
	memcpy(header + 345, "very/long/prefix", 16);
	seal(header);
	header = add('0', "gnu", NULL, 0);
	memcpy(header + 257, "ustar  ", 8);
	memcpy(header + 345, "14700000000", 12); /* a time */
	seal(header);
	add('L', "././@LongLink", name, 301);
	add('0', "nnn", NULL, 0);
	add_text('x', "PaxHeaders/f",
	         "30 mtime=1350244992.023960108\n"
	         "14 path=a/pax\n19 linkpath=b/link\n");
	add('2', "cut", NULL, 0);
	add('0', "plain", NULL, 0);
	end();
	open_archive();
	assert_name("very/long/prefix/file");
	assert_name("gnu");
	assert_name(name);
	assert_name("a/pax");
	assert_string_equal(entry.link, "b/link");
	assert_name("plain");
	assert_end(NULL);
}

TEST(sizes_of_three_kinds)
{
	uint8_t *header;

	begin();
	header = add('0', "binary", "0123456789", 10);
	memset(header + 124, 0, 12);
	header[124] = 0x80;
	header[135] = 10;
	seal(header);
	add_text('g', "global", "20 comment=whatever\n");
	add_text('x', "pax", "9 size=4\n");
	header = add('0', "f", "abcd", 4);
	memcpy(header + 124, "00000000000", 12);
	seal(header);
	end();
	open_archive();
	assert_name("binary");
	assert_int_equal(entry.size_bytes, 10);
	assert_name("f");
	assert_int_equal(entry.size_bytes, 4);
	assert_memory_equal(entry.data, "abcd", 4);
	assert_end(NULL);
}

TEST(the_last_of_a_name_counts)
{
	begin();
	add_text('0', "a", "first");
	add_text('0', "b", "other");
	add_text('0', "./a", "second");
	end();
	open_archive();
	assert_null(tar_find(&tar, "/a", &entry));
	assert_memory_equal(entry.data, "second", 6);
	assert_null(tar_find(&tar, "./b/", &entry));
	assert_memory_equal(entry.data, "other", 5);
	assert_string_equal(tar_find(&tar, "c", &entry), "not found in the archive");
	assert_int_equal(tar.at, 0);
	archive[1024 + 0] ^= 1;
	assert_string_equal(tar_find(&tar, "a", &entry), "an archive header has a wrong checksum");
}

TEST(archives_that_end_too_early)
{
	tar_open(&tar, NULL, 0);
	assert_end("the archive has no end-of-archive marker");
	begin();
	add_text('0', "f", "data");
	open_archive();
	assert_name("f");
	assert_end("the archive has no end-of-archive marker");
	tar_open(&tar, archive, BLOCK + 3);
	assert_end("a file extends past the end of the archive");
	tar_open(&tar, archive, BLOCK + 4); /* its block is not whole */
	assert_end("a file extends past the end of the archive");
	tar_open(&tar, archive, BLOCK - 1);
	assert_end("the archive has no end-of-archive marker");
	used += BLOCK; /* one empty block is enough */
	open_archive();
	assert_name("f");
	assert_end(NULL);
}

static void assert_refused(const char *error)
{
	end();
	open_archive();
	assert_end(error);
}

static void assert_header_refused(size_t at, const char *bytes, size_t size, const char *error)
{
	uint8_t *header;

	begin();
	header = add('0', "f", NULL, 0);
	memcpy(header + at, bytes, size);
	seal(header);
	assert_refused(error);
}

TEST(headers_that_make_no_sense)
{
	assert_header_refused(124, "0000000000x", 12, "a size in the archive is not a number");
	assert_header_refused(124, "77777777777", 12, "a file extends past the end of the archive");
	assert_header_refused(124, "\x80\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff", 12,
	                      "a size in the archive is not a number");
	assert_header_refused(124, "\x80\0\0\0\x7f\xff\xff\xff\xff\xff\xff\xff", 12,
	                      "a file extends past the end of the archive");
	assert_header_refused(100, "rw-r--r-", 8,
	                      "the mode or time of an archive entry is not a number");
	assert_header_refused(156, "S", 1, "a file in the archive is sparse");
	assert_header_refused(156, "?", 1, "an archive entry has an unknown type");
	begin();
	add('0', "f", NULL, 0)[0] = 'g';
	assert_refused("an archive header has a wrong checksum");
}

static void assert_pax_refused(const char *records, size_t size, const char *error)
{
	begin();
	add('x', "pax", records, size);
	add('0', "f", NULL, 0);
	assert_refused(error);
}

TEST(pax_records_that_make_no_sense)
{
	char name[600];

	assert_pax_refused("path=f\n", 7, "a pax record has no length");
	assert_pax_refused("12", 2, "a pax record has no length");
	assert_pax_refused("99999999999999999999999 a=b\n", 28, "a pax record has no length");
	assert_pax_refused("99 path=f\n", 10, "a pax record has a wrong length");
	assert_pax_refused("2 path=f\n", 9, "a pax record has a wrong length");
	assert_pax_refused("8 path=f\n", 9, "a pax record has a wrong length");
	assert_pax_refused("9 path=\0\n", 9, "a pax record contains a zero byte");
	assert_pax_refused("9 size=x\n", 9, "a size in the archive is not a number");
	assert_pax_refused("13 size=99999\n", 14, "a pax record has a wrong length");
	assert_pax_refused("14 size=99999\n", 14, "a file extends past the end of the archive");
	assert_pax_refused("22 GNU.sparse.major=1\n", 22, "a file in the archive is sparse");
	memset(name, 'n', sizeof name);
	memcpy(name, "520 path=", 9);
	name[519] = '\n';
	begin();
	add('x', "pax", name, 520);
	add('0', "f", NULL, 0);
	end();
	open_archive();
	assert_true(tar_next(&tar, &entry));
	assert_int_equal(strlen(entry.name), 510);
	memcpy(name, "522", 3);
	name[519] = 'n';
	name[521] = '\n';
	assert_pax_refused(name, 522, "a name in the archive is longer than TAR_NAME_SIZE_MAX");
	memcpy(name, "526 linkpath=", 13);
	name[521] = 'n';
	name[525] = '\n';
	assert_pax_refused(name, 526, "a link in the archive is longer than TAR_NAME_SIZE_MAX");
	memset(name, 'n', sizeof name);
	name[TAR_NAME_SIZE_MAX] = '\0';
	assert_string_equal(tar_find(&tar, name, &entry),
	                    "the name is longer than TAR_NAME_SIZE_MAX");
}

/* A name that fills its field has no 0 behind it. */
TEST(fields_that_are_full)
{
	char name[101];

	memset(name, 'x', 100);
	name[100] = '\0';
	begin();
	add('0', name, NULL, 0);
	end();
	open_archive();
	assert_name(name);
}

static uint32_t random_next(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static void make_varied(void)
{
	begin();
	add('5', "./", NULL, 0);
	add_text('x', "pax", "14 path=a/pax\n19 linkpath=b/link\n9 size=3\n");
	add_text('0', "f", "abc");
	add_text('L', "long", "a long name");
	add_text('K', "long", "a long link");
	add('2', "g", NULL, 0);
	add_text('0', "h", "data");
	end();
}

/* Seals what was damaged, or else nothing but the checksum would be tested. */
static void damage(uint8_t *bytes, size_t size, uint32_t *state)
{
	for (unsigned n = 1 + random_next(state) % 4; n > 0; n--) {
		size_t at = random_next(state) % size;

		if (random_next(state) % 2)
			at = at / BLOCK * BLOCK + 100 + random_next(state) % 60;
		bytes[at % size] = (uint8_t)(random_next(state) % 3
		                                     ? random_next(state)
		                                     : '0' + random_next(state) % 10);
	}
	if (random_next(state) % 8)
		for (size_t at = 0; at + BLOCK <= size; at += BLOCK)
			if (bytes[at + 257] == 'u')
				seal(bytes + at);
}

static unsigned walk(const uint8_t *bytes, size_t size)
{
	volatile unsigned sum = 0;
	unsigned count = 0;

	tar_open(&tar, bytes, size);
	while (tar_next(&tar, &entry)) {
		assert_true(++count < ENTRIES_MAX);
		assert_true(strlen(entry.name) < TAR_NAME_SIZE_MAX);
		assert_true(strlen(entry.link) < TAR_NAME_SIZE_MAX);
		for (size_t i = 0; i < entry.size_bytes; i++)
			sum += ((const uint8_t *)entry.data)[i];
	}
	(void)sum; /* all of it could be read */
	return count;
}

TEST(damaged_archives)
{
	uint32_t random = 0x2545f491;
	unsigned whole = 0, refused = 0;

	for (unsigned i = 0; i < DAMAGES; i++) {
		size_t size;
		uint8_t *bytes;

		make_varied();
		size = random_next(&random) % 4 ? used : random_next(&random) % used + 1;
		bytes = malloc(size);
		assert_non_null(bytes);
		memcpy(bytes, archive, size);
		damage(bytes, size, &random);
		walk(bytes, size);
		if (!tar.error)
			whole++;
		else
			refused++;
		assert_non_null(tar_find(&tar, "h", &entry)); /* behind the end */
		free(bytes);
	}
	assert_true(whole > DAMAGES / 20);
	assert_true(refused > DAMAGES / 20);
}
