/* What the bar says of a build on terminals of different widths. */
#include "host/build/progress.h"

#include <string.h>

#include "fixture.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

static void check(int done, int total, int64_t elapsed_ms, const char *step, int columns,
                  const char *expected)
{
	struct buffer text = { .arena = &fixture_keep };

	progress_add_bar(&text, "the runtime", done, total, elapsed_ms, step, columns);
	assert_string_equal(text.data, expected);
	assert_true(strlen(text.data) < (size_t)columns);
}

TEST(the_bar_shows_how_much_is_done)
{
	check(0, 4, 0, "compile a.c", 67, "the runtime [>                   ] 0/4  compile a.c");
	check(1, 4, 0, "compile src/a.c", 67, "the runtime [=====>              ] 1/4  a.c");
	check(4, 4, 0, "compile src/a.c", 67, "the runtime [====================] 4/4  a.c");
}

TEST(the_rate_is_said_when_it_is_known)
{
	check(50, 200, 499, "link /x/a.elf", 67,
	      "the runtime [=====>              ] 50/200  a.elf");
	check(50, 200, 2000, "link /x/a.elf", 67,
	      "the runtime [=====>              ] 50/200, 25/s  a.elf");
}

TEST(what_has_no_room_is_left_out)
{
	static const char step[] = "compile /x/format_float.c";

	check(1, 4, 1000, step, 60, "the runtime [=====>              ] 1/4, 1/s  format_float.c");
	check(1, 4, 1000, step, 59, "the runtime [=====>              ] 1/4, 1/s");
	check(1, 4, 1000, step, 43, "the runtime [=====>              ] 1/4");
	check(1, 4, 1000, step, 27, "the runtime 1/4, 1/s");
	check(1, 4, 1000, step, 12, "the runtime");
}

TEST(numbers_that_ninja_never_says_are_drawn_too)
{
	check(5, 0, 0, "a", 67, "the runtime [>                   ] 5/0  a");
	check(9, 4, 0, "a", 67, "the runtime [====================] 9/4  a");
	check(2147483647, 2147483647, 500, "a", 80,
	      "the runtime [====================] 2147483647/2147483647, 4294967294/s  a");
}
