/* Text that is broken for a screen of 80 columns. */
#include "host/base/wrap.h"

#include <string.h>

#include "arena_fixture.h"
#include "tests/unit/unit.h"

#define TEN   "123456789 "
#define FORTY TEN TEN TEN TEN

static void set_up(void)
{
	arena_set_up(1 << 20);
}

AROUND_EACH_TEST(set_up, arena_tear_down);

static void check(const char *text, int column, int indent, const char *expected)
{
	struct buffer buffer = { .arena = &arena };

	buffer_puts(&buffer, "");
	buffer_add_wrapped(&buffer, text, column, indent);
	assert_string_equal(buffer.data, expected);
}

static void check_broken(const char *text, int column, int indent, const char *expected)
{
	struct buffer buffer = { .arena = &arena };

	buffer_add_broken(&buffer, text, column, indent);
	assert_string_equal(buffer.data, expected);
}

TEST(what_fits_is_one_line)
{
	check("", 0, 4, "");
	check("a few words", 60, 4, "a few words");
	check(FORTY TEN TEN TEN "1234567890", 0, 4, FORTY TEN TEN TEN "1234567890");
}

TEST(a_line_is_broken_at_the_last_space_that_fits)
{
	check(FORTY FORTY "end", 0, 4, FORTY TEN TEN TEN "123456789\n    end");
	check(FORTY "end", 38, 38,
	      TEN TEN TEN "123456789\n                                      end");
	check(" word", 76, 2, "\n  word");
	check("word", 77, 77, "word");
}

TEST(a_line_break_stays)
{
	check("one\ntwo", 10, 3, "one\n   two");
	check("one\n", 10, 3, "one\n");
}

TEST(a_word_wider_than_a_line_is_whole_or_broken_after_commas_and_dashes)
{
	char word[121], expected[130];

	memset(word, 'x', 120);
	word[120] = '\0';
	check_broken(word, 0, 4, word);
	word[50] = ',';
	word[70] = '-';
	check(word, 0, 4, word);
	check(word, 9, 4, word);
	memcpy(expected, word, 71);
	strcpy(expected + 71, "\n    ");
	strcat(expected, word + 71);
	check_broken(word, 0, 4, expected);
}

TEST(a_command_goes_on_after_a_backslash)
{
	struct buffer buffer = { .arena = &arena };

	buffer_add_command(&buffer, FORTY TEN TEN TEN "1234567 90", 0, 4);
	assert_string_equal(buffer.data, FORTY TEN TEN TEN "1234567 \\\n    90");
}

TEST(a_column_is_a_character_of_utf8)
{
	check("\xc3\xa4\xc3\xa4 b", 76, 0, "\xc3\xa4\xc3\xa4 b");
	check("\xc3\xa4\xc3\xa4\xc3\xa4 b", 76, 0, "\xc3\xa4\xc3\xa4\xc3\xa4\nb");
}

TEST(paragraphs_bullets_and_what_is_shown_as_it_is)
{
	struct buffer buffer = { .arena = &arena };

	buffer_add_paragraphs(&buffer,
	                      FORTY TEN TEN TEN "1234567 90\n"
	                                        "\n"
	                                        "- " FORTY TEN TEN TEN "12345 90\n"
	                                        "  " FORTY TEN TEN TEN "1234567 90\n",
	                      2);
	assert_string_equal(buffer.data, "  " FORTY TEN TEN TEN "1234567\n  90\n"
	                                 "\n"
	                                 "  - " FORTY TEN TEN TEN "12345\n    90\n"
	                                 "    " FORTY TEN TEN TEN "1234567 90\n");
}
