/* Values found in JSON, whole and broken. */
#include <stdlib.h>
#include <string.h>

#include "arena_fixture.h"
#include "host/document/json_scan.h"
#include "tests/unit/unit.h"

ARENA_FOR_ALL_TESTS(1 << 20);

static const char *text_of(const char *object, const char *name)
{
	struct arena scratch = arena;

	return json_scan_string(&scratch, json_scan_member(object, name));
}

TEST(members_are_found)
{
	const char *event = "{\"timestamp\": {\"seconds\": 1}, \"event\": \"SHUTDOWN\", "
			    "\"data\": {\"guest\": true, \"reason\": \"guest-reset\"}}";

	assert_string_equal(text_of(event, "event"), "SHUTDOWN");
	assert_string_equal(text_of(json_scan_member(event, "data"), "reason"), "guest-reset");
	assert_null(json_scan_member(event, "reason"));
	assert_null(json_scan_member(event, "even"));
	assert_null(json_scan_member("[1]", "a"));
	assert_null(json_scan_member(NULL, "a"));
	assert_null(text_of(event, "timestamp"));
}

TEST(names_inside_strings_and_groups_do_not_count)
{
	const char *text =
		"{\"a\": \"\\\"b\\\": 1, {\", \"c\": [{\"b\": 2}, [], {}], \"b\" : \"yes\"}";

	assert_string_equal(text_of(text, "b"), "yes");
	assert_string_equal(text_of(text, "a"), "\"b\": 1, {");
}

TEST(escapes_become_utf8)
{
	assert_string_equal(text_of("{\"a\": \"x\\r\\n\\t\\/\\\\\\\"\\b\\f\"}", "a"),
	                    "x\r\n\t/\\\"\b\f");
	assert_string_equal(text_of("{\"a\": \"\\u0041\\u00e9\\u20ac\\ud83d\\ude00\"}", "a"),
	                    "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
}

TEST(broken_texts_have_no_value)
{
	static const char *const broken[] = {
		/* clang-format off */
		"", "{", "{\"a\"", "{\"a\":", "{\"a\": \"", "{\"a\": \"\\", "{\"a\": \"\\u12\"}",
		"{\"a\": \"\\q\"}", "{\"b\": [1, \"a\": 2}", "{\"b\": 1 \"a\": \"x\"}", "{b: 1}",
		"{\"a\": \"\\u0000\"}", "{\"a\": \"\\ud800\"}", "{\"a\": \"\\udc00\"}",
		"{\"a\": \"\t\"}", "{\"b\": 01, \"a\": \"x\"}", "{\"b\": yes, \"a\": \"x\"}",
		/* clang-format on */
	};

	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
		assert_null(text_of(broken[i], "a"));
}

TEST(depth_has_a_limit)
{
	char text[1000] = "{\"b\": ";

	for (int i = 0; i < 200; i++)
		strcat(text, "[");
	for (int i = 0; i < 200; i++)
		strcat(text, "]");
	strcat(text, ", \"a\": \"x\"}");
	assert_null(text_of(text, "a"));
}

TEST(numbers_are_compared_whole)
{
	assert_true(json_scan_is_number(json_scan_member("{\"id\": 12}", "id"), 12));
	assert_false(json_scan_is_number(json_scan_member("{\"id\": 12}", "id"), 1));
	assert_false(json_scan_is_number(json_scan_member("{\"id\": 12.5}", "id"), 12));
	assert_false(json_scan_is_number(json_scan_member("{\"id\": \"12\"}", "id"), 12));
	assert_false(json_scan_is_number(NULL, 0));
}

TEST(quoting_can_be_undone)
{
	const char *text = "a \"b\" \\ \n\x01 \xc3\xa9";
	struct arena scratch = arena;
	struct buffer object = { .arena = &scratch };

	buffer_puts(&object, "{\"a\": ");
	json_scan_quote(&object, text);
	buffer_puts(&object, "}");
	assert_string_equal(json_scan_string(&scratch, json_scan_member(object.data, "a")), text);
}

TEST(an_array_is_walked)
{
	static const char text[] = " [ 1, [ 2, 3 ] , {\"a\": \"]\"} ] ";
	const char *item = json_scan_first(text);

	assert_true(json_scan_is_number(item, 1));
	item = json_scan_next(item);
	assert_true(json_scan_is_number(json_scan_next(json_scan_first(item)), 3));
	item = json_scan_next(item);
	assert_string_equal(text_of(item, "a"), "]");
	assert_null(json_scan_next(item));
	assert_null(json_scan_next(NULL));
	assert_null(json_scan_first(NULL));
	assert_null(json_scan_first("[]"));
	assert_null(json_scan_first("{}"));
	assert_null(json_scan_first("[ nothing ]"));
	assert_null(json_scan_next(json_scan_first("[1, ")));
	assert_null(json_scan_next(json_scan_first("[1 2]")));
}
