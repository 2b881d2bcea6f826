/* Which files of a project are sources, and what is said of the others. */
#include <string.h>
#include <unistd.h>

#include "host/base/os_file.h"
#include "project_fixture.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

TEST(sources_are_sorted_and_listed_once)
{
	struct project project;
	struct project_sources sources;

	fixture_write("hello/src/b.c", "");
	fixture_write("hello/src/B.c", "");
	fixture_write("hello/src/a/x.S", "");
	fixture_write("hello/src/.hidden.c", "");
	fixture_write("hello/src/notes.txt", "");
	fixture_write("hello/one.c", "");
	fixture_write("hello/tests/t.c", "");
	assert_taken("sources: [src, src/a, one.c]\n", &project);
	assert_true(project_list_sources(&fixture_keep, &project, false, &sources));
	assert_string_equal(join(&sources.compiled),
	                    "hello/one.c hello/src/B.c hello/src/a/x.S hello/src/b.c");
	assert_true(project_list_sources(&fixture_keep, &project, true, &sources));
	assert_string_equal(join(&sources.compiled),
	                    "hello/one.c hello/src/B.c hello/src/a/x.S hello/src/b.c "
	                    "hello/tests/t.c");
}

TEST(a_flat_project_leaves_out_what_is_not_its_own)
{
	struct project_sources sources;
	struct project project;

	fixture_write("hello/main.cpp", "");
	fixture_write("hello/main.o", "");
	fixture_write("hello/boot.asm", "");
	fixture_write("hello/boot.asm.o", "");
	fixture_write("hello/sub/a.cc", "");
	fixture_write("hello/sub/b.s", "");
	fixture_write("hello/build/made.c", "");
	fixture_write("hello/out/CACHEDIR.TAG", "");
	fixture_write("hello/out/made.c", "");
	fixture_write("hello/tests/t.c", "");
	fixture_write("hello/other/ingot.yaml", "name: other\n");
	fixture_write("hello/other/src/main.c", "");
	fixture_write("hello/.git/x.c", "");
	fixture_write("hello/sub/tests/deep.c", "");
	assert_taken("sources: [.]\n", &project);
	assert_true(project_list_sources(&fixture_keep, &project, false, &sources));
	assert_string_equal(join(&sources.compiled),
	                    "hello/boot.asm hello/main.cpp hello/sub/a.cc hello/sub/b.s "
	                    "hello/sub/tests/deep.c");
	assert_string_equal(join(&sources.left), "");
	assert_true(project_list_sources(&fixture_keep, &project, true, &sources));
	assert_string_equal(join(&sources.compiled),
	                    "hello/boot.asm hello/main.cpp hello/sub/a.cc hello/sub/b.s "
	                    "hello/sub/tests/deep.c hello/tests/t.c");
}

TEST(objects_are_linked_if_they_are_named)
{
	struct project_sources sources;
	struct project project;

	fixture_write("hello/src/main.c", "");
	fixture_write("hello/src/z.o", "");
	fixture_write("hello/src/b.o", "");
	fixture_write("hello/src/c.a", "");
	fixture_write("hello/src/stray.o", "");
	fixture_write("hello/src/old.rs", "");
	fixture_write("hello/src/script.ld", "");
	assert_taken("sources: [src/c.a, src, src/z.o, ./src/z.o]\n"
	             "exclude: [./src/old.rs]\nldflags: [src/b.o]\n",
	             &project);
	assert_true(project_list_sources(&fixture_keep, &project, false, &sources));
	assert_string_equal(join(&sources.compiled), "hello/src/main.c");
	assert_string_equal(join(&sources.linked), "hello/src/z.o hello/src/c.a");
	assert_string_equal(join(&sources.left), "hello/src/b.o hello/src/stray.o");
}

TEST(flags_of_what_is_no_source_are_refused)
{
	struct project_sources sources;
	struct project project;

	fixture_write("hello/src/main.c", "");
	fixture_write("hello/src/main.h", "");
	assert_taken("flags: {src: [-O1], src/main.c: [-O2]}\n", &project);
	assert_true(project_list_sources(&fixture_keep, &project, false, &sources));
	assert_true(project_check_flags(&project, &sources));
	assert_taken("flags: {src/mian.c: [-O1], src/main.h: [-O2]}\n", &project);
	fixture_listen();
	assert_false(project_check_flags(&project, &sources));
	assert_reported(
		"hello/ingot.yaml:1:9: error: file or directory \"hello/src/mian.c\" not found\n"
		"    1 | flags: {src/mian.c: [-O1], src/main.h: [-O2]}\n"
		"      |         ^\n"
		"  hint: did you mean \"hello/src/main.c\"?\n"
		"hello/ingot.yaml:1:28: error: \"hello/src/main.h\" is not compiled, nor is "
		"anything in it\n"
		"    1 | flags: {src/mian.c: [-O1], src/main.h: [-O2]}\n"
		"      |                            ^\n"
		"  hint: `flags` names files and directories that are among `sources`\n");
}

TEST(what_is_excluded_is_no_source)
{
	struct project project;
	struct project_sources sources;

	fixture_write("hello/src/a.c", "");
	fixture_write("hello/src/ab.c", "");
	fixture_write("hello/src/old/c.c", "");
	fixture_write("hello/src/older/d.c", "");
	assert_taken("exclude: [src/a.c, src/old/]\n", &project);
	assert_true(project_list_sources(&fixture_keep, &project, false, &sources));
	assert_string_equal(join(&sources.compiled), "hello/src/ab.c hello/src/older/d.c");
}

static void assert_no_sources(const char *text, const char *report)
{
	struct project project;
	struct project_sources sources;

	assert_taken(text, &project);
	fixture_listen();
	assert_false(project_list_sources(&fixture_keep, &project, true, &sources));
	assert_reported(report);
}

TEST(missing_sources_are_refused)
{
	assert_no_sources("", "hello/ingot.yaml: error: directory \"hello/src\" not found\n"
	                      "  hint: `sources` in ingot.yaml lists directories and files\n");
	assert_no_sources("sources: [src, code]\n",
	                  "hello/ingot.yaml:1:11: error: directory \"hello/src\" not found\n"
	                  "    1 | sources: [src, code]\n      |           ^\n"
	                  "  hint: `sources` in ingot.yaml lists directories and files\n");
	assert_true(os_make_folders("hello/src"));
	fixture_write("hello/tests/t.c", "");
	assert_no_sources(
		"sources: [src]\n",
		"hello/ingot.yaml:1:10: error: the project has no sources\n"
		"    1 | sources: [src]\n"
		"      |          ^\n"
		"  hint: C, C++ and assembly are searched for in `sources`, by default [src]\n");
	fixture_write("hello/src/main.c", "");
	assert_no_sources(
		"exclude: [src/main.c]\n",
		"hello/ingot.yaml: error: the project has no sources\n"
		"  hint: C, C++ and assembly are searched for in `sources`, by default [src]\n");
	assert_no_sources(
		"exclude: [src/mian.c]\n",
		"hello/ingot.yaml:1:11: error: file or directory \"hello/src/mian.c\" not found\n"
		"    1 | exclude: [src/mian.c]\n"
		"      |           ^\n");
	fixture_write("hello/src/main.rs", "");
	assert_no_sources(
		"sources: [src/main.rs]\n",
		"hello/ingot.yaml:1:11: error: \"hello/src/main.rs\" is neither C, C++ nor "
		"assembly\n"
		"    1 | sources: [src/main.rs]\n"
		"      |           ^\n"
		"  hint: sources are directories, and files: *.c, *.cc, *.cpp, *.cxx, *.S, *.s,\n"
		"        *.asm, *.nasm, *.o and *.a\n");
	fixture_write("hello/src/a\nb.c", "");
	assert_no_sources(
		"", "hello/src/a\nb.c: error: control character in the name of a source file\n");
}

TEST(source_by_two_spellings_is_one)
{
	struct project_sources sources;
	struct project project;

	fixture_write("hello/src/main.c", "");
	fixture_write("hello/src/inner/other.c", "");
	assert_taken("sources: [src/inner/.., src, ./src/main.c]", &project);
	assert_true(project_list_sources(&fixture_keep, &project, false, &sources));
	assert_string_equal(join(&sources.compiled), "hello/src/inner/other.c hello/src/main.c");
}

TEST(tests_have_directories_of_their_own)
{
	struct project_sources sources;
	struct project project;

	fixture_write("hello/src/a.c", "");
	fixture_write("hello/checks/b.c", "");
	fixture_write("hello/checks/old.c", "");
	fixture_write("hello/tests/c.c", "");
	assert_true(load_text("test: { sources: [checks] }\nexclude: [checks/old.c]\n", &project));
	assert_true(project_list_sources(&fixture_keep, &project, true, &sources));
	assert_string_equal(join(&sources.compiled), "hello/checks/b.c hello/src/a.c");
	assert_true(project_list_sources(&fixture_keep, &project, false, &sources));
	assert_string_equal(join(&sources.compiled), "hello/src/a.c");
	assert_true(load_text("exclude: [tests/c.c]\n", &project));
	assert_true(project_list_sources(&fixture_keep, &project, true, &sources));
	assert_string_equal(join(&sources.compiled), "hello/src/a.c");
}
