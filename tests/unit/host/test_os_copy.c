/* Directories copied: contents, rights and links; what is chosen otherwise. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "host/base/os_copy.h"
#include "host/base/os_file.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

static enum os_copy choose(const void *object, struct arena scratch, const char *path)
{
	(void)object, (void)scratch;
	if (strcmp(path_name(path), "not") == 0)
		return OS_COPY_NONE;
	return strcmp(path_name(path), "large") == 0 ? OS_COPY_LINK : OS_COPY_ALL;
}

static bool copy(void)
{
	const struct os_copy_choice choice = { choose, NULL };

	return os_copy_tree(path_join(&fixture_keep, fixture_folder, "from"),
	                    path_join(&fixture_keep, fixture_folder, "to"), &choice,
	                    fixture_scratch);
}

static const char *content(const char *path)
{
	struct bytes bytes;

	assert_true(os_read_file(&fixture_keep, path, &bytes));
	return (const char *)bytes.data;
}

TEST(contents_rights_and_links_are_copied)
{
	struct stat status;

	fixture_write("from/a/b/file", "text");
	fixture_write("from/empty", "");
	fixture_write_program("from/run", "exit 0\n");
	assert_int_equal(symlink("a/b/file", "from/link"), 0);
	assert_int_equal(symlink("nowhere", "from/dangling"), 0);
	assert_int_equal(mkfifo("from/pipe", 0666), 0);
	assert_true(copy());
	assert_string_equal(content("to/a/b/file"), "text");
	assert_string_equal(content("to/empty"), "");
	assert_true(os_is_executable("to/run"));
	assert_false(os_is_executable("to/empty"));
	assert_string_equal(os_read_link(&fixture_keep, "to/link"), "a/b/file");
	assert_string_equal(os_read_link(&fixture_keep, "to/dangling"), "nowhere");
	assert_int_equal(lstat("to/pipe", &status), -1);
}

TEST(what_is_chosen_is_left_out_or_linked)
{
	fixture_write("from/not/file", "");
	fixture_write("from/large/file", "much");
	assert_true(copy());
	assert_false(os_file_exists("to/not"));
	assert_string_equal(content("to/large/file"), "much");
	assert_string_equal(os_read_link(&fixture_keep, "to/large"),
	                    path_join(&fixture_keep, fixture_folder, "from/large"));
}

TEST(what_is_there_already_is_not_overwritten)
{
	fixture_write("from/file", "new");
	fixture_write("to/file", "old");
	assert_false(copy());
	assert_int_equal(errno, EEXIST);
	assert_string_equal(content("to/file"), "old");
}

TEST(a_missing_directory_is_an_error)
{
	assert_false(copy());
	assert_int_equal(errno, ENOENT);
}

TEST(directories_deeper_than_any_are_an_error)
{
	struct buffer path = { .arena = &fixture_keep };

	buffer_puts(&path, "from");
	for (int i = 0; i <= OS_COPY_DEPTH_MAX; i++)
		buffer_puts(&path, "/d");
	assert_true(os_make_folders(path.data));
	assert_false(copy());
	assert_int_equal(errno, ELOOP);
}
