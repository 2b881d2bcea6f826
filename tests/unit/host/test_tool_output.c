/* What compiler and linker say: their colours, and the paths that it begins with. */
#include "host/build/tool_output.h"

#include <string.h>
#include <unistd.h>

#include "fixture.h"
#include "host/base/display_path.h"
#include "host/base/os_file.h"
#include "host/base/style.h"
#include "tests/unit/unit.h"

#define RED "\033[0;1;31m"
#define END "\033[0m"

static void set_up(void)
{
	fixture_set_up();
	style_set_when(STYLE_NEVER);
	display_path_begin(&fixture_keep);
	fixture_write("hello/src/main.c", "");
	fixture_write("hello/src/two words.c", "");
	fixture_write("hello/src/a:1:2: error: b.c", "");
	fixture_write("hello/src/main.c.o", "");
	assert_int_equal(chdir("hello"), 0);
	display_path_moved(&fixture_keep);
}

static void tear_down(void)
{
	style_set_when(STYLE_AUTO);
	fixture_tear_down();
}

AROUND_EACH_TEST(set_up, tear_down);

static void check(const char *line, const char *expected)
{
	struct buffer shown = { .arena = &fixture_keep };

	tool_output_add(&shown, line, strlen(line), fixture_scratch);
	assert_string_equal(shown.data, expected);
}

TEST(the_file_of_a_diagnostic_is_displayed)
{
	check("src/main.c:9:2: error: x", "hello/src/main.c:9:2: error: x");
	check("src/main.c:9:2: fatal error: x", "hello/src/main.c:9:2: fatal error: x");
	check("src/main.c:9:2: warning: x", "hello/src/main.c:9:2: warning: x");
	check("./src/main.c:9:2: note: x", "hello/src/main.c:9:2: note: x");
	check("src/main.c:9: error: x", "hello/src/main.c:9: error: x");
	check("In file included from src/main.c:3:", "In file included from hello/src/main.c:3:");
}

TEST(odd_names_are_names)
{
	check("src/two words.c:1:1: error: x", "hello/src/two words.c:1:1: error: x");
	check("src/a:1:2: error: b.c:3:4: error: x", "hello/src/a:1:2: error: b.c:3:4: error: x");
	check("src/a:1:2: error: not b", "src/a:1:2: error: not b");
}

TEST(nothing_else_is_changed)
{
	static const char *const lines[] = {
		"/abs/main.c:9:2: error: x",
		"src/none.c:9:2: error: x",
		"   9 |         call(\"src/main.c:9:2: error: x\");",
		"error: src/main.c",
		"src/main.c",
		"src/main.c: error: x",
		"prefix src/main.c:9:2: error: x",
		"",
		":",
		": error: ",
	};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		check(lines[i], lines[i]);
}

TEST(the_linker_names_files_too)
{
	check("ld.lld: error: src/main.c:9: x", "ld.lld: error: hello/src/main.c:9: x");
	check("ld.lld-19: warning: src/main.c:9: x", "ld.lld-19: warning: hello/src/main.c:9: x");
	check(">>> referenced by main.c:9 (src/main.c:9)",
	      ">>> referenced by main.c:9 (hello/src/main.c:9)");
	check(">>>               src/main.c.o:(kernel_main)",
	      ">>>               hello/src/main.c.o:(kernel_main)");
	check(">>> defined in src/none.o", ">>> defined in src/none.o");
	check("ld.lld-19: error: duplicate symbol: ingot.page_alloc",
	      "ld.lld-19: error: duplicate symbol: page_alloc");
	check(">>>               src/main.c.o:(ingot.page_alloc)",
	      ">>>               hello/src/main.c.o:(page_alloc)");
	check("note: ingot.page_alloc (ingot.yaml)", "note: ingot.page_alloc (ingot.yaml)");
	check("ld.lld: error: undefined symbol: f", "ld.lld: error: undefined symbol: f");
}

TEST(colours_go_where_nobody_has_them)
{
	check("\033[1msrc/main.c:9:2: " END RED "error: " END "x",
	      "hello/src/main.c:9:2: error: x");
}

TEST(colours_stay_and_end)
{
	style_set_when(STYLE_ALWAYS);
	check("\033[1msrc/main.c:9:2: " END RED "error: " END "x",
	      "\033[1mhello/src/main.c:9:2: " END RED "error: " END "x" END);
	check(RED "open", RED "open" END);
	check("plain", "plain");
}

TEST(no_other_sequence_is_obeyed)
{
	style_set_when(STYLE_ALWAYS);
	check("\033[8mhidden", "<U+001B>[8mhidden");
	check("\033[2J", "<U+001B>[2J");
	check("\033[31;5mx", "<U+001B>[31;5mx");
	check("\033[31", "<U+001B>[31");
	check("\033]0;title\a", "<U+001B>]0;title<U+0007>");
	check("\033[38;5;1m", "<U+001B>[38;5;1m");
}

TEST(errors_are_counted_by_their_lines)
{
	assert_true(tool_output_is_error("src/main.c:9:2: error: x"));
	assert_true(tool_output_is_error("src/main.c:9:2: fatal error: x"));
	assert_true(tool_output_is_error("ld.lld: error: x"));
	assert_true(tool_output_is_error("ld.lld-22: error: x"));
	assert_true(tool_output_is_error("error: unknown target"));
	assert_false(tool_output_is_error("src/main.c:9:2: warning: x"));
	assert_false(tool_output_is_error("ld.lld: warning: error: x"));
	assert_false(tool_output_is_error("1 error generated."));
	assert_false(tool_output_is_error("   9 | printf(\"a: error: b\");"));
	assert_false(tool_output_is_error(""));
}
