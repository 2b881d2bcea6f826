/* Vocabularies: how they are listed, and what is said of a word that is in none. */
#include "fixture.h"
#include "host/base/words.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

enum { SMALL = 1, LARGE = 4, HUGE = 9 };
static const struct word sizes[] = {
	{ "small", SMALL }, { "large", LARGE }, { "huge", HUGE }, { NULL, 0 }
};

TEST(a_word_has_a_value)
{
	assert_int_equal(words_find(sizes, "large")->value, LARGE);
	assert_null(words_find(sizes, "Large"));
	assert_null(words_find(sizes, ""));
	assert_string_equal(words_name(sizes, HUGE), "huge");
}

TEST(they_are_listed_as_in_a_sentence)
{
	char text[WORDS_TEXT_MAX];

	assert_string_equal(words_list(sizes, "", text), "small, large or huge");
	assert_string_equal(words_list(sizes, " (default)", text),
	                    "small (default), large or huge");
	assert_string_equal(words_list(sizes + 1, "", text), "large or huge");
	assert_string_equal(words_list(sizes + 2, "", text), "huge");
	assert_string_equal(words_list(sizes + 3, "", text), "");
}

TEST(a_word_that_is_none)
{
	fixture_listen();
	assert_false(words_refuse(sizes, "lagre", NULL, "--size"));
	assert_reported("ingot: error: --size takes small, large or huge, not \"lagre\"\n"
	                "  hint: did you mean \"large\"?\n");
	fixture_listen();
	words_suggest(sizes, "hug", "sizes");
	assert_reported("  hint: did you mean \"huge\"?\n"
	                "  hint: known sizes: huge, small, large\n");
}
