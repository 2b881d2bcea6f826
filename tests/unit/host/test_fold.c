/* Lines no wider than they may be. */
#include <string.h>

#include "arena_fixture.h"
#include "host/base/fold.h"
#include "tests/unit/unit.h"

ARENA_FOR_ALL_TESTS(1 << 20);

static const char *folded(int columns, size_t styled, const char *text)
{
	struct buffer out = { .arena = &arena };

	buffer_puts(&out, "");
	fold_write(&out,
	           &(struct fold){ .columns = columns,
	                           .indent = "  ",
	                           .deeper = "    ",
	                           .begin = "<",
	                           .end = ">",
	                           .styled = styled },
	           text);
	return out.data;
}

TEST(what_fits_is_one_line)
{
	assert_string_equal(folded(9, 0, "one two"), "  one two\n");
	assert_string_equal(folded(9, 0, ""), "  \n");
}

TEST(words_that_do_not_fit_begin_the_next_line)
{
	assert_string_equal(folded(8, 0, "one two"), "  one\n      two\n");
	assert_string_equal(folded(14, 0, "one two  three four"),
	                    "  one two\n      three\n      four\n");
}

TEST(a_word_that_is_too_long_stays_whole)
{
	assert_string_equal(folded(10, 0, "a path/that/is/long b"),
	                    "  a\n      path/that/is/long\n      b\n");
	assert_string_equal(folded(3, 0, "long"), "  long\n");
}

TEST(characters_count_not_bytes)
{
	assert_int_equal(fold_width("\xc3\xa9\xe2\x82\xac"), 2);
	assert_string_equal(folded(6, 0, "\xc3\xa9\xc3\xa9 b"), "  \xc3\xa9\xc3\xa9 b\n");
}

TEST(a_style_ends_where_the_line_ends)
{
	assert_string_equal(folded(20, 3, "one two"), "  <one> two\n");
	assert_string_equal(folded(8, SIZE_MAX, "one two"), "  <one>\n      <two>\n");
	assert_string_equal(folded(8, 5, "one two"), "  <one>\n      <t>wo\n");
}
