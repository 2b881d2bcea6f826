/* The word that was probably meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "host/base/suggest.h"

static const char *const keys[] = { "disable-redzone", "features", "cpu", "os", "linker",
	                            "linker-flavor", NULL };

static void nearest_word_is_found(void **state)
{
	(void)state;
	assert_string_equal(suggest_nearest("disable-red-zone", keys), "disable-redzone");
	assert_string_equal(suggest_nearest("feature", keys), "features");
	assert_string_equal(suggest_nearest("fetaures", keys), "features");
	assert_string_equal(suggest_nearest("linkr", keys), "linker");
	assert_string_equal(suggest_nearest("linker_flavor", keys), "linker-flavor");
	assert_string_equal(suggest_nearest("OS", keys), "os");
	assert_string_equal(suggest_nearest("cpi", keys), "cpu");
}

static void far_words_are_not_offered(void **state)
{
	static const char *const nothing[] = { NULL };
	char long_word[SUGGEST_WORD_SIZE_MAX + 2];

	(void)state;
	memset(long_word, 'a', sizeof long_word - 1);
	long_word[sizeof long_word - 1] = '\0';
	assert_null(suggest_nearest("panic", keys));
	assert_null(suggest_nearest("", keys));
	assert_null(suggest_nearest("xy", keys));
	assert_null(suggest_nearest("features", nothing));
	assert_null(suggest_nearest(long_word, keys));
}

static void swapped_letters_are_one_mistake(void **state)
{
	static const char *const words[] = { "abxd", "abdc", NULL };

	(void)state;
	/* One swap and one replacement are equally far: the first wins. */
	assert_string_equal(suggest_nearest("abcd", words), "abxd");
	assert_string_equal(suggest_nearest("abcd", words + 1), "abdc");
}

static void hint_is_given_or_not(void **state)
{
	(void)state;
	fixture_listen();
	suggest_hint("feature", keys);
	suggest_hint("nothing like it", keys);
	assert_reported("  hint: did you mean \"features\"?\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nearest_word_is_found),
		cmocka_unit_test(far_words_are_not_offered),
		cmocka_unit_test(swapped_letters_are_one_mistake),
		cmocka_unit_test_setup_teardown(hint_is_given_or_not, fixture_set_up,
		                                fixture_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
