/* Paths as the user types them, from where the user stands. */
#include <unistd.h>

#include "fixture.h"
#include "host/base/display_path.h"
#include "host/base/os_file.h"
#include "tests/unit/unit.h"

static void set_up(void)
{
	fixture_set_up();
	assert_true(os_make_folders("users/hello/src"));
	assert_true(os_make_folders("users/hello-2"));
	assert_int_equal(chdir("users"), 0);
	display_path_begin(&fixture_keep);
}

AROUND_EACH_TEST(set_up, fixture_tear_down);

static const char *shown_from(const char *folder, const char *path)
{
	assert_int_equal(chdir(folder), 0);
	display_path_moved(&fixture_keep);
	return display_path(&fixture_keep, path);
}

TEST(without_a_move_a_path_stays)
{
	assert_string_equal(shown_from(".", "src/main.c"), "src/main.c");
}

TEST(below_where_the_user_stands)
{
	assert_string_equal(shown_from("hello", "src/main.c"), "hello/src/main.c");
	assert_string_equal(shown_from("src", "./main.c"), "hello/src/main.c");
}

TEST(the_directory_itself)
{
	assert_string_equal(shown_from("hello", "."), "hello");
	assert_string_equal(shown_from(".", "./"), "hello/");
	assert_string_equal(shown_from("/", "."), "/.");
}

TEST(absolute_paths_stay)
{
	assert_string_equal(shown_from("hello", "/usr/include/a.h"), "/usr/include/a.h");
}

TEST(above_and_beside_where_the_user_stands)
{
	assert_int_equal(chdir("hello"), 0);
	display_path_begin(&fixture_keep);
	assert_string_equal(shown_from("..", "a.c"), "../a.c");
	assert_string_equal(shown_from("hello-2", "a.c"), "../hello-2/a.c");
}

TEST(far_away_a_path_is_absolute)
{
	assert_string_equal(shown_from("/", "a.c"), "/a.c");
}

TEST(from_the_root)
{
	const char *project = path_join(&fixture_keep, fixture_folder, "users/hello");

	assert_int_equal(chdir("/"), 0);
	display_path_begin(&fixture_keep);
	assert_string_equal(shown_from(project, "a.c"),
	                    path_join(&fixture_keep, project + 1, "a.c"));
}
