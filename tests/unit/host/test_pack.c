/* Directories packed: the bytes of the archive, when it is written, and what is refused. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "host/base/os_file.h"
#include "host/image/pack.h"
#include "tar_fixture.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

#define BLOCK USTAR_BLOCK_SIZE
#define TIME  1735689600

static const struct place at = { .file = "ingot.yaml" };

static bool pack(void)
{
	const struct pack request = { "in", "out/in.tar", TIME, &at };

	assert_true(os_make_folders("out"));
	return pack_write(&request, fixture_scratch);
}

static struct bytes archive(void)
{
	struct bytes content;

	assert_true(os_read_file(&fixture_keep, "out/in.tar", &content));
	return content;
}

static struct bytes packed(void)
{
	assert_true(pack());
	return archive();
}

/* What an archive of a few short entries is; content NULL: none follows. */
static void add_expected(struct buffer *expected, struct tar_entry entry, const char *content)
{
	static const char zeros[BLOCK];

	entry.modified_s = TIME;
	entry.size_bytes = content ? strlen(content) : 0;
	struct bytes header = tar_header(&fixture_keep, &entry);
	buffer_add(expected, (const char *)header.data, header.size);
	buffer_add(expected, content ? content : "", (size_t)entry.size_bytes);
	buffer_add(expected, zeros, tar_padding(entry.size_bytes));
}

static void end_expected(struct buffer *expected)
{
	static const char zeros[2 * BLOCK];

	buffer_add(expected, zeros, sizeof zeros);
}

static void assert_archive(struct bytes actual, const struct buffer *expected)
{
	assert_int_equal(actual.size, expected->size);
	assert_memory_equal(actual.data, expected->data, expected->size);
}

TEST(holds_all_that_is_in_the_folder)
{
	struct buffer expected = { .arena = &fixture_keep };

	/* In the order of whole names: '.' is before '/'. */
	fixture_write("in/a/f", "deep");
	fixture_write("in/a.txt", "beside");
	fixture_write("in/.hidden~", "");
	fixture_write_program("in/run", "");
	assert_int_equal(mkdir("in/empty", 0700), 0);
	assert_int_equal(chmod("in/a.txt", 0640), 0);
	/* Never followed: this one would not end. */
	assert_int_equal(symlink(".", "in/loop"), 0);
	assert_int_equal(symlink("nowhere", "in/to nothing"), 0);
	add_expected(&expected, file(".hidden~"), "");
	add_expected(&expected, folder("a"), NULL);
	add_expected(&expected, file("a.txt"), "beside");
	add_expected(&expected, file("a/f"), "deep");
	add_expected(&expected, folder("empty"), NULL);
	add_expected(&expected, link_to("loop", "."), NULL);
	add_expected(&expected, program("run"), "#!/bin/sh\n");
	add_expected(&expected, link_to("to nothing", "nowhere"), NULL);
	end_expected(&expected);
	assert_archive(packed(), &expected);
}

TEST(an_empty_folder_is_an_end_mark)
{
	struct buffer expected = { .arena = &fixture_keep };

	assert_true(os_make_folders("in"));
	end_expected(&expected);
	assert_archive(packed(), &expected);
}

static ino_t identity(void)
{
	struct stat status;

	assert_int_equal(stat("out/in.tar", &status), 0);
	return status.st_ino;
}

/* Text of many pieces: what is compared, and what is copied. */
static const char *long_text(char last)
{
	size_t size = 700001;
	char *text = arena_push(&fixture_keep, char, size + 1);

	for (size_t i = 0; i < size; i++)
		text[i] = (char)('a' + i % 23);
	text[size - 1] = last;
	return text;
}

TEST(one_that_is_the_same_stays)
{
	fixture_write("in/f", long_text('1'));
	fixture_write("in/g", "short");
	assert_true(pack());
	ino_t first = identity();
	assert_true(pack());
	assert_true(identity() == first);
}

/* Packs a changed directory: the archive is what it would be if none had been there. */
static void assert_seen(void)
{
	struct text_list left = { .arena = &fixture_keep };
	struct bytes old = archive(), now = packed();

	assert_true(old.size != now.size || memcmp(old.data, now.data, now.size) != 0);
	assert_int_equal(unlink("out/in.tar"), 0);
	struct bytes fresh = packed();
	assert_int_equal(now.size, fresh.size);
	assert_memory_equal(now.data, fresh.data, now.size);
	assert_true(os_list_folder(&fixture_keep, "out", &left));
	assert_int_equal(left.count, 1);
}

TEST(every_change_is_seen)
{
	fixture_write("in/f", long_text('1'));
	fixture_write("in/g", "short");
	assert_true(pack());
	fixture_write("in/f", long_text('2'));
	assert_seen();
	fixture_write("in/z", "new");
	assert_seen();
	assert_int_equal(chmod("in/g", 0700), 0);
	assert_seen();
	assert_int_equal(rename("in/z", "in/y"), 0);
	assert_seen();
	assert_int_equal(unlink("in/y"), 0);
	assert_seen();
	assert_int_equal(symlink("f", "in/l"), 0);
	assert_seen();
}

/* An older file that is longer, shorter or empty. */
TEST(an_old_file_that_only_begins_so_is_replaced)
{
	struct bytes wanted;

	fixture_write("in/f", long_text('1'));
	wanted = packed();
	const struct bytes old[] = { { wanted.data, wanted.size - 1 },
		                     { wanted.data, 700 },
		                     { wanted.data, 0 },
		                     { wanted.data, wanted.size + 1 } };
	for (size_t i = 0; i < sizeof old / sizeof *old; i++) {
		assert_true(os_write_file("out/in.tar", old[i]));
		struct bytes now = packed();
		assert_int_equal(now.size, wanted.size);
		assert_memory_equal(now.data, wanted.data, wanted.size);
	}
}

/* Refused so; an older archive stays, and nothing lies beside it. */
static void assert_refused(const char *message)
{
	struct text_list left = { .arena = &fixture_keep };

	fixture_write("out/in.tar", "as it was");
	fixture_listen();
	assert_false(pack());
	assert_reported(message);
	assert_string_equal((const char *)archive().data, "as it was");
	assert_true(os_list_folder(&fixture_keep, "out", &left));
	assert_int_equal(left.count, 1);
}

TEST(refuses_what_is_no_file)
{
	fixture_write("in/a/f", "");
	assert_int_equal(mkfifo("in/a/pipe", 0666), 0);
	assert_refused(
		"ingot.yaml: error: \"in/a/pipe\" cannot be packed: it is a device, a pipe or "
		"a socket\n"
		"  hint: only files, directories and symbolic links are packed: move it away\n");
}

TEST(refuses_names_that_are_too_long)
{
	char name[101] = "", path[620] = "in";

	memset(name, 'n', 100);
	for (int i = 0; i < 5; i++)
		strcat(strcat(path, "/"), name);
	fixture_write(path, "");
	assert_true(pack());
	assert_int_equal(unlink(path), 0);
	fixture_write(strcat(path, "/123456"), "");
	assert_refused(text_format(
		&fixture_keep,
		"ingot.yaml: error: \"%s\" cannot be packed: its "
		"name in the archive is 511 bytes long; the kit reads 510 "
		"(TAR_NAME_SIZE_MAX)\n  hint: shorten it; a name counts with the directories "
		"that it is in\n",
		path));
}

TEST(refuses_more_than_a_file_can_hold)
{
	const char *reason = "ingot.yaml: error: \"in/big\" cannot be packed: with it the archive "
			     "would be 4 GiB or more (PACK_SIZE_MAX)\n"
			     "  hint: remove files from the directory\n";

	/* Holes: they take no room. */
	fixture_write("in/big", "");
	assert_int_equal(truncate("in/big", 5ll << 30), 0);
	assert_refused(reason);
	assert_int_equal(truncate("in/big", (4ll << 30) - 3 * BLOCK), 0);
	assert_refused(reason);
	fixture_write("in/also big", "");
	assert_int_equal(truncate("in/also big", 1ll << 30), 0);
	assert_int_equal(truncate("in/big", 3ll << 30), 0);
	assert_refused(reason);
}

/* Gives up root's right to read everything, if it is root who runs the test. */
static void drop_rights(bool drop)
{
	if (getuid() == 0)
		assert_int_equal(seteuid(drop ? 65534 : 0), 0);
}

static void assert_unreadable(const char *path, const char *message)
{
	assert_int_equal(chmod(path, 0), 0);
	fixture_listen();
	drop_rights(true);
	bool good = pack();
	drop_rights(false);
	assert_reported(message);
	assert_false(good);
	assert_int_equal(chmod(path, 0755), 0);
}

TEST(names_what_cannot_be_read)
{
	fixture_write("in/a/f", "");
	assert_int_equal(chmod(".", 0777), 0);
	assert_true(os_make_folders("out"));
	assert_int_equal(chmod("out", 0777), 0);
	assert_unreadable("in/a/f", "in/a/f: error: cannot be copied into the image: "
	                            "Permission denied\n");
	assert_unreadable("in/a", "in/a: error: cannot read the directory: Permission denied\n");
	assert_false(os_file_exists("out/in.tar"));
}

TEST(does_not_pack_itself)
{
	const struct pack request = { "in/", "in/out/in.tar", TIME, &at };

	assert_true(os_make_folders("in/out"));
	fixture_listen();
	assert_false(pack_write(&request, fixture_scratch));
	assert_reported("ingot.yaml: error: \"in/\" cannot be packed: it contains build/\n"
	                "  hint: move its files into a directory of their own\n");
}
