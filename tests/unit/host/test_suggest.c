/* The word that was probably meant. */
#include <string.h>

#include "fixture.h"
#include "host/base/suggest.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

static const char *const keys[] = { "disable-redzone", "features",      "cpu", "os",
	                            "linker",          "linker-flavor", NULL };

TEST(nearest_word_is_found)
{
	assert_string_equal(suggest_nearest("disable-red-zone", keys), "disable-redzone");
	assert_string_equal(suggest_nearest("feature", keys), "features");
	assert_string_equal(suggest_nearest("fetaures", keys), "features");
	assert_string_equal(suggest_nearest("linkr", keys), "linker");
	assert_string_equal(suggest_nearest("linker_flavor", keys), "linker-flavor");
	assert_string_equal(suggest_nearest("OS", keys), "os");
	assert_string_equal(suggest_nearest("cpi", keys), "cpu");
}

TEST(far_words_are_not_offered)
{
	static const char *const nothing[] = { NULL };
	char long_word[SUGGEST_WORD_SIZE_MAX + 2];

	memset(long_word, 'a', sizeof long_word - 1);
	long_word[sizeof long_word - 1] = '\0';
	assert_null(suggest_nearest("panic", keys));
	assert_null(suggest_nearest("", keys));
	assert_null(suggest_nearest("xy", keys));
	assert_null(suggest_nearest("features", nothing));
	assert_null(suggest_nearest(long_word, keys));
}

TEST(swapped_letters_are_one_mistake)
{
	static const char *const words[] = { "abxd", "abdc", NULL };

	/* One swap and one replacement are equally far: the first wins. */
	assert_string_equal(suggest_nearest("abcd", words), "abxd");
	assert_string_equal(suggest_nearest("abcd", words + 1), "abdc");
}

TEST(hint_is_given_or_not)
{
	fixture_listen();
	suggest_hint("feature", keys);
	suggest_hint("nothing like it", keys);
	assert_reported("  hint: did you mean \"features\"?\n");
}
