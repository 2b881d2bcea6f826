/* The protocol of a guest under test, line by line. */
#include <string.h>

#include "host/test/verdict.h"
#include "tests/unit/unit.h"

static struct verdict parse(const char *line)
{
	static char copy[256];

	strcpy(copy, line);
	return verdict_parse(copy);
}

TEST(every_line_of_the_protocol_is_understood)
{
	static const struct {
		const char *line;
		enum verdict_kind kind;
		int number;
		const char *text;
	} cases[] = {
		{ "ingot-test 1", VERDICT_HELLO, 1, NULL },
		{ "test 12 src/page.c:12 page_is_zero", VERDICT_TEST, 12, "page_is_zero" },
		{ "plan 0", VERDICT_PLAN, 0, NULL },
		{ "start 3", VERDICT_START, 3, NULL },
		{ "fail 3 src/page.c:20: CHECK_EQ(x, y) failed (left: 1, right: 2)", VERDICT_FAIL,
		  3, "CHECK_EQ(x, y) failed (left: 1, right: 2)" },
		{ "pass 3", VERDICT_PASS, 3, NULL },
		{ "failed 3", VERDICT_FAILED, 3, NULL },
		{ "panic 3 divide error, exception 0", VERDICT_PANIC, 3,
		  "divide error, exception 0" },
		{ "panic 0 a.c:1: b", VERDICT_PANIC, 0, "a.c:1: b" },
		{ "error no test 9, the plan is 3", VERDICT_ERROR, 0, "no test 9, the plan is 3" },
		{ "bye", VERDICT_BYE, 0, NULL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct verdict verdict = parse(cases[i].line);

		assert_int_equal(verdict.kind, cases[i].kind);
		assert_int_equal(verdict.number, cases[i].number);
		if (cases[i].text)
			assert_string_equal(verdict.text, cases[i].text);
	}
}

TEST(places_are_taken_apart)
{
	struct verdict test = parse("test 1 src/my page.c:12 a_name");

	assert_string_equal(test.file, "src/my page.c");
	assert_int_equal(test.line, 12);
	struct verdict fail = parse("fail 1 c:/src/page.c:20: p->next == list.head: 3");
	assert_string_equal(fail.file, "c:/src/page.c");
	assert_int_equal(fail.line, 20);
	assert_string_equal(fail.text, "p->next == list.head: 3");
}

TEST(everything_else_is_noise)
{
	static const char *const noise[] = {
		/* clang-format off */
		"", " ", "hello", "test", "test 1", "test 1 x", "test 1 x.c:1", "test x a.c:1 b",
		"test 1 :1 b", "test 1 a.c: b", "plan", "plan x", "plan -1", "plan 1 2", "plan 1x",
		"plan 99999999999999999999", "pass", "pass 3 4", "byebye", "bye 1", "passed 3",
		"fail 1 a.c:99999999999: x", "ingot-test", "PASS 3",
		/* clang-format on */
	};

	for (size_t i = 0; i < sizeof noise / sizeof *noise; i++)
		assert_int_equal(parse(noise[i]).kind, VERDICT_NOISE);
}
