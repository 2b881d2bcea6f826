/* kit/archive/cmdline.c: words, quotes, and lines of garbage in exactly as many bytes
 * as they have. */
#include <ingot/cmdline.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/unit.h"

#define LINES 50000

static char value[16];

static int get(const char *line, const char *key)
{
	return cmdline_get_from(line, key, value, sizeof value);
}

static void assert_value(const char *line, const char *key, const char *expected)
{
	assert_int_equal(get(line, key), strlen(expected));
	assert_string_equal(value, expected);
}

TEST(words)
{
	assert_value("loglevel=3 quiet root=disk", "loglevel", "3");
	assert_value("loglevel=3 quiet root=disk", "quiet", "");
	assert_value("  loglevel=3\tquiet \n root=disk ", "root", "disk");
	assert_value("a=b=c", "a", "b=c");
	assert_value("a=", "a", "");
	assert_int_equal(get("", "a"), -1);
	assert_int_equal(get("   ", ""), -1);
	assert_int_equal(get("ab=1 xa=2 a.b=3", "a"), -1);
	assert_int_equal(get("a", "ab"), -1);
}

TEST(the_last_counts)
{
	assert_value("a=1 b a=2 c", "a", "2");
	assert_value("a=1 a", "a", "");
}

TEST(quotes)
{
	assert_value("a=\"b c\" d=e", "a", "b c");
	assert_value("\"a=b c\" d=e", "a", "b c");
	assert_value("\"a=b c\" d=e", "d", "e");
	assert_value("\"a\" d=e", "a", "");
	assert_value("a=x\"y z\"w", "a", "xy zw");
	assert_value("a=\"not closed d=e", "a", "not closed d=e");
	assert_int_equal(get("a=\"b d=e\"", "d"), -1);
	assert_int_equal(get("\"\" \"", "a"), -1);
}

TEST(long_values_are_cut)
{
	assert_int_equal(get("a=0123456789abcdefghi", "a"), 19);
	assert_string_equal(value, "0123456789abcde");
	assert_int_equal(cmdline_get_from("a=123", "a", NULL, 0), 3);
	assert_int_equal(cmdline_get_from("a=123", "a", value, 1), 3);
	assert_string_equal(value, "");
}

TEST(garbage)
{
	static const char likely[] = "aab==\"\" \t";
	uint32_t random = 1;

	for (unsigned i = 0; i < LINES; i++) {
		size_t length = (random >> 8) % 24;
		char *line = malloc(length + 1);

		assert_non_null(line);
		for (size_t at = 0; at < length; at++) {
			random = random * 1664525 + 1013904223;
			line[at] = random >> 29 ? likely[(random >> 8) % (sizeof likely - 1)]
			                        : (char)((random >> 16) | 1);
		}
		line[length] = '\0';
		if (get(line, "a") >= 0)
			assert_true(strchr(line, 'a') != NULL && strlen(value) < sizeof value);
		random = random * 1664525 + 1013904223;
		free(line);
	}
}
