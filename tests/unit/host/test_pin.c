/* Which versions a pin allows. */
#include "fixture.h"
#include "host/toolchain/pin.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

static const struct place at = { "ingot.yaml", 1, 20, NULL };

static bool allows(const char *text, int major, int minor, int patch)
{
	struct version version = { { major, minor, patch } };
	struct pin pin;

	assert_true(pin_parse(text, &at, &pin));
	return pin_allows(&pin, version);
}

static bool allows_major(const char *text, int major)
{
	struct pin pin;

	assert_true(pin_parse(text, &at, &pin));
	return pin_allows_major(&pin, major);
}

TEST(conditions_compare_the_parts_they_give)
{
	assert_true(allows(">=18", 18, 0, 0));
	assert_true(allows(">=18", 21, 1, 3));
	assert_false(allows(">=18", 17, 9, 9));
	assert_true(allows("19", 19, 1, 7));
	assert_false(allows("19", 20, 0, 0));
	assert_true(allows("19.1", 19, 1, 7));
	assert_false(allows("19.1", 19, 0, 7));
	assert_true(allows("=19.1.7", 19, 1, 7));
	assert_false(allows("==19.1.7", 19, 1, 6));
	assert_true(allows("<=19", 19, 1, 7));
	assert_false(allows(">19", 19, 1, 7));
	assert_true(allows(">19.1.0", 19, 1, 7));
}

TEST(all_conditions_must_hold)
{
	assert_true(allows(">=18 <21", 20, 9, 9));
	assert_false(allows(">=18 <21", 21, 0, 0));
	assert_false(allows(" >= 18,<21 ", 17, 0, 0));
}

TEST(majors_are_allowed_if_some_of_them_are)
{
	assert_true(allows_major(">=18 <21", 20));
	assert_false(allows_major(">=18 <21", 21));
	assert_true(allows_major("19.1", 19));
	assert_false(allows_major("19.1", 18));
	assert_true(allows_major("<19.1", 19));
	assert_false(allows_major("<19", 19));
	assert_true(allows_major(">19.1", 19));
	assert_false(allows_major(">19", 19));
}

static void assert_refused(const char *text, const char *report)
{
	struct pin pin;

	fixture_listen();
	assert_false(pin_parse(text, &at, &pin));
	assert_reported(report);
}

TEST(nonsense_is_refused)
{
	static const char hint[] = "  hint: write \">=18\", \"19\", \"19.1\" or \">=18 <21\"\n";
	static const char *const texts[] = { "",        "new",        ">=",  "18x",      "18..1",
		                             "1.2.3.4", ">=18 or 19", "~18", "18 < 21 x" };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_refused(texts[i], text_format(&fixture_keep,
		                                     "ingot.yaml:1:20: error: \"%s\" is "
		                                     "not a version condition\n%s",
		                                     texts[i], hint));
	assert_refused("1 2 3 4 5", "ingot.yaml:1:20: error: more than 4 conditions "
	                            "(PIN_CONDITIONS_MAX)\n");
}

TEST(huge_numbers_stay_numbers)
{
	assert_false(allows("99999999999999999999", 19, 0, 0));
}
