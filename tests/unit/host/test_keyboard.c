/* Keys that go to the guest, and keys that do not. */
#include <string.h>

#include "host/run/keyboard.h"
#include "tests/unit/unit.h"

static void check(const char *typed, const char *wanted, bool ends)
{
	struct keyboard keyboard = { 0 };
	char keys[32];
	size_t size = strlen(typed);

	memcpy(keys, typed, size);
	assert_int_equal(keyboard_filter(&keyboard, keys, size), strlen(wanted));
	assert_memory_equal(keys, wanted, strlen(wanted));
	assert_int_equal(keyboard.wants_end, ends);
}

TEST(keys_pass_or_end_the_guest)
{
	check("hello\r\x1b[A\x04\x1a", "hello\r\x1b[A\x04\x1a", false);
	check("ab\x03"
	      "cd",
	      "ab", true);
	check("ab\x01x", "ab", true);
	check("\x01\x01x", "\x01x", false);
	check("\x01"
	      "c",
	      "\x03", false);
	check("\x01zq", "q", false);
}

TEST(an_interruption_is_not_a_wish_to_leave)
{
	struct keyboard left = { 0 }, interrupted = { 0 };

	keyboard_filter(&left, (char[]){ 1, 'x' }, 2);
	keyboard_filter(&interrupted, (char[]){ 3 }, 1);
	assert_false(left.was_interrupted);
	assert_true(interrupted.was_interrupted);
}

TEST(an_escape_may_come_in_two_pieces)
{
	struct keyboard keyboard = { 0 };
	char first[] = { 1 }, second[] = { 'x' };

	assert_int_equal(keyboard_filter(&keyboard, first, 1), 0);
	assert_false(keyboard.wants_end);
	assert_int_equal(keyboard_filter(&keyboard, second, 1), 0);
	assert_true(keyboard.wants_end);
}
