/* Text as a terminal may see it, and words as a shell takes them. */
#include <stdlib.h>
#include <string.h>

#include "arena_fixture.h"
#include "host/base/text.h"
#include "tests/unit/unit.h"

static void set_up(void)
{
	arena_set_up(1 << 20);
}

AROUND_EACH_TEST(set_up, arena_tear_down);

static void check_shown(const char *text, size_t size, const char *shown)
{
	struct buffer buffer = { .arena = &arena };

	buffer_add_shown(&buffer, text, size);
	assert_string_equal(buffer.data, shown);
}

TEST(what_a_terminal_would_obey_is_shown)
{
	check_shown("", 0, "");
	check_shown("plain\ttext\n", 11, "plain\ttext\n");
	check_shown("\033[2J\a\b\r\x7f", 8, "<U+001B>[2J<U+0007><U+0008><U+000D><U+007F>");
	check_shown("a\0b", 3, "a<U+0000>b");
	check_shown("\xc2\x9b"
	            "2J",
	            4, "<U+009B>2J"); /* C1: CSI */
	check_shown("\xe2\x80\xae"
	            "x",
	            4, "<U+202E>x"); /* right to left */
}

TEST(utf_8_passes_and_nothing_else)
{
	check_shown("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", 9,
	            "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80");
	check_shown("\xff\x80", 2, "<FF><80>");
	check_shown("\xc3", 1, "<C3>");
	check_shown("\xe2\x82", 2, "<E2><82>");
	check_shown("\xc0\xaf", 2, "<C0><AF>"); /* too long a form of '/' */
	check_shown("\xe0\x80\x9b", 3, "<E0><80><9B>");
	check_shown("\xed\xa0\x80", 3, "<ED><A0><80>");         /* a surrogate */
	check_shown("\xf4\x90\x80\x80", 4, "<F4><90><80><80>"); /* beyond Unicode */
}

static void check_word(const char *word, const char *quoted)
{
	struct buffer buffer = { .arena = &arena };

	buffer_add_word(&buffer, word);
	assert_string_equal(buffer.data, quoted);
}

TEST(words_are_quoted_where_a_shell_needs_it)
{
	check_word("--release", "--release");
	check_word("file=a,format=raw", "file=a,format=raw");
	check_word("", "''");
	check_word("two words", "'two words'");
	check_word("it's", "'it'\\''s'");
	check_word("$(rm -r *)", "'$(rm -r *)'");
	check_word("~", "'~'");
}

TEST(control_characters_are_found)
{
	assert_int_equal(text_find_control(""), 0);
	assert_int_equal(text_find_control("a b~\303\244"), 6);
	assert_int_equal(text_find_control("ab\ncd"), 2);
	assert_int_equal(text_find_control("\t"), 0);
	assert_int_equal(text_find_control("a\177"), 1);
}

TEST(lines_follow_each_other)
{
	assert_string_equal(text_next_line("a\nb\nc"), "b\nc");
	assert_string_equal(text_next_line("a\n"), "");
	assert_null(text_next_line("a"));
	assert_null(text_next_line(NULL));
}

TEST(a_path_leads_up_to_the_root_and_ends_there)
{
	assert_string_equal(path_folder(&arena, "a/b/c"), "a/b");
	assert_string_equal(path_folder(&arena, "a"), ".");
	assert_string_equal(path_folder(&arena, "/a"), "/");
	assert_string_equal(path_folder(&arena, "/"), "/");
	assert_true(path_is_root("/"));
	assert_false(path_is_root("/a"));
	assert_false(path_is_root("."));
}
