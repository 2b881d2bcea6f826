/* Values found in JSON, whole and broken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "host/document/json_scan.h"

static struct arena arena;

static const char *text_of(const char *object, const char *name)
{
	struct arena scratch = arena;

	return json_scan_string(&scratch, json_scan_member(object, name));
}

static void members_are_found(void **state)
{
	const char *event = "{\"timestamp\": {\"seconds\": 1}, \"event\": \"SHUTDOWN\", "
	                    "\"data\": {\"guest\": true, \"reason\": \"guest-reset\"}}";

	(void)state;
	assert_string_equal(text_of(event, "event"), "SHUTDOWN");
	assert_string_equal(text_of(json_scan_member(event, "data"), "reason"), "guest-reset");
	assert_null(json_scan_member(event, "reason"));
	assert_null(json_scan_member(event, "even"));
	assert_null(json_scan_member("[1]", "a"));
	assert_null(json_scan_member(NULL, "a"));
	assert_null(text_of(event, "timestamp"));
}

static void names_inside_strings_and_groups_do_not_count(void **state)
{
	const char *text = "{\"a\": \"\\\"b\\\": 1, {\", \"c\": [{\"b\": 2}, [], {}], \"b\" : \"yes\"}";

	(void)state;
	assert_string_equal(text_of(text, "b"), "yes");
	assert_string_equal(text_of(text, "a"), "\"b\": 1, {");
}

static void escapes_become_utf8(void **state)
{
	(void)state;
	assert_string_equal(text_of("{\"a\": \"x\\r\\n\\t\\/\\\\\\\"\\b\\f\"}", "a"), "x\r\n\t/\\\"\b\f");
	assert_string_equal(text_of("{\"a\": \"\\u0041\\u00e9\\u20ac\\ud83d\\ude00\"}", "a"),
	                    "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
	assert_string_equal(text_of("{\"a\": \"\\u0000|\"}", "a"), " |");
}

static void broken_texts_have_no_value(void **state)
{
	static const char *const broken[] = {
		"", "{", "{\"a\"", "{\"a\":", "{\"a\": \"", "{\"a\": \"\\", "{\"a\": \"\\u12\"}",
		"{\"a\": \"\\q\"}", "{\"b\": [1, \"a\": 2}", "{\"b\": 1 \"a\": \"x\"}", "{b: 1}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
		assert_null(text_of(broken[i], "a"));
}

static void depth_has_a_limit(void **state)
{
	char text[1000] = "{\"b\": ";

	(void)state;
	for (int i = 0; i < 200; i++)
		strcat(text, "[");
	for (int i = 0; i < 200; i++)
		strcat(text, "]");
	strcat(text, ", \"a\": \"x\"}");
	assert_null(text_of(text, "a"));
}

static void numbers_are_compared_whole(void **state)
{
	(void)state;
	assert_true(json_scan_is_number(json_scan_member("{\"id\": 12}", "id"), 12));
	assert_false(json_scan_is_number(json_scan_member("{\"id\": 12}", "id"), 1));
	assert_false(json_scan_is_number(json_scan_member("{\"id\": 12.5}", "id"), 12));
	assert_false(json_scan_is_number(json_scan_member("{\"id\": \"12\"}", "id"), 12));
	assert_false(json_scan_is_number(NULL, 0));
}

static void quoting_can_be_undone(void **state)
{
	const char *text = "a \"b\" \\ \n\x01 \xc3\xa9";
	struct arena scratch = arena;
	struct buffer object = { .arena = &scratch };

	(void)state;
	buffer_puts(&object, "{\"a\": ");
	json_scan_quote(&object, text);
	buffer_puts(&object, "}");
	assert_string_equal(json_scan_string(&scratch, json_scan_member(object.data, "a")), text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_are_found),
		cmocka_unit_test(names_inside_strings_and_groups_do_not_count),
		cmocka_unit_test(escapes_become_utf8),
		cmocka_unit_test(broken_texts_have_no_value),
		cmocka_unit_test(depth_has_a_limit),
		cmocka_unit_test(numbers_are_compared_whole),
		cmocka_unit_test(quoting_can_be_undone),
	};
	unsigned char *memory;

	arena = arena_new(1 << 20);
	memory = arena.next;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	free(memory);
	return failed;
}
