/* What archives hold, as different programs write them. */
#include <stdio.h>
#include <string.h>

#include "fixture.h"
#include "host/base/os_file.h"
#include "host/image/tar.h"
#include "host/image/tar_list.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

#define HASH_ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static struct tar_list list;

static void add_content(struct buffer *archive, const char *content)
{
	static const char zeros[USTAR_BLOCK_SIZE];

	buffer_puts(archive, content);
	buffer_add(archive, zeros, tar_padding(strlen(content)));
}

static void add_file(struct buffer *archive, const char *name, const char *content)
{
	const struct tar_entry entry = { TAR_FILE, name, NULL, false, strlen(content), 0 };
	struct bytes header = tar_header(&fixture_keep, &entry);

	buffer_add(archive, (const char *)header.data, header.size);
	add_content(archive, content);
}

/* As GNU's tar writes it: the long name is the content of an entry before. */
static void add_gnu_name(struct buffer *archive, const char *name)
{
	const struct tar_entry entry = {
		TAR_FILE, "././@LongLink", NULL, false, strlen(name) + 1, 0
	};
	struct bytes bytes = tar_header(&fixture_keep, &entry);
	struct ustar_header header;
	unsigned sum = 0;

	memcpy(&header, bytes.data, sizeof header);
	header.type = USTAR_LONG_NAME;
	memcpy(header.magic, "ustar ", 6);
	memcpy(header.version, " ", 2);
	memset(header.checksum, ' ', sizeof header.checksum);
	for (size_t i = 0; i < sizeof header; i++)
		sum += ((const unsigned char *)&header)[i];
	snprintf(header.checksum, sizeof header.checksum, "%06o", sum);
	buffer_add(archive, (const char *)&header, sizeof header);
	buffer_add(archive, name, strlen(name) + 1);
	buffer_add(archive, (const char[USTAR_BLOCK_SIZE]){ 0 }, tar_padding(strlen(name) + 1));
}

static struct tar_list *read_list(const struct buffer *archive)
{
	assert_true(os_write_file("a.tar", buffer_bytes(archive)));
	assert_true(tar_list_read(&fixture_keep, "a.tar", &list));
	return &list;
}

TEST(files_are_listed_with_their_hashes)
{
	struct buffer archive = { .arena = &fixture_keep };
	const struct tar_entry folder = { TAR_FOLDER, "etc", NULL, false, 0, 0 };
	struct bytes header = tar_header(&fixture_keep, &folder);

	buffer_add(&archive, (const char *)header.data, header.size);
	add_file(&archive, "etc/abc", "abc");
	add_file(&archive, "./empty", "");
	buffer_add(&archive, (const char[2 * USTAR_BLOCK_SIZE]){ 0 }, 2 * USTAR_BLOCK_SIZE);
	assert_int_equal(read_list(&archive)->count, 2);
	assert_string_equal(list.items[0].name, "etc/abc");
	assert_string_equal(list.items[0].hash, HASH_ABC);
	assert_string_equal(list.items[1].name, "empty");
}

TEST(long_names_are_whole)
{
	struct buffer archive = { .arena = &fixture_keep };
	char with_prefix[181] = "", long_name[301] = "", gnu_name[201] = "";

	memset(with_prefix, 'p', 180);
	with_prefix[90] = '/';
	memset(long_name, 'l', 300);
	memset(gnu_name, 'g', 200);
	add_file(&archive, with_prefix, "abc");
	add_file(&archive, long_name, "abc");
	add_gnu_name(&archive, gnu_name);
	add_file(&archive, "ggg", "abc");
	add_file(&archive, "short", "abc");
	assert_int_equal(read_list(&archive)->count, 4);
	assert_string_equal(list.items[0].name, with_prefix);
	assert_string_equal(list.items[1].name, long_name);
	assert_string_equal(list.items[2].name, gnu_name);
	assert_string_equal(list.items[2].hash, HASH_ABC);
	assert_string_equal(list.items[3].name, "short");
}

TEST(what_is_no_archive_holds_nothing)
{
	struct buffer text = { .arena = &fixture_keep };

	buffer_puts(&text, "text");
	assert_int_equal(read_list(&text)->count, 0);
	for (int i = 0; i < 1000; i++)
		buffer_puts(&text, "text");
	assert_int_equal(read_list(&text)->count, 0);
	assert_false(tar_list_read(&fixture_keep, "missing", &list));
}

TEST(a_damaged_archive_ends_where_it_is_damaged)
{
	struct buffer archive = { .arena = &fixture_keep };

	add_file(&archive, "one", "abc");
	add_file(&archive, "two", "abc");
	archive.data[2 * USTAR_BLOCK_SIZE] = 'x'; /* the checksum does not fit */
	assert_int_equal(read_list(&archive)->count, 1);
	archive.data[2 * USTAR_BLOCK_SIZE] = 't';
	archive.size -= USTAR_BLOCK_SIZE;
	assert_int_equal(read_list(&archive)->count, 1);
}
