/* Guest output as XML allows it. */
#include <string.h>

#include "fixture.h"
#include "host/base/os_file.h"
#include "host/test/junit.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

/* What stands between the tags of <system-out> when a test printed this. */
static const char *written(const char *console)
{
	struct test test = {
		.name = "t", .file = "t.c", .line = 1, .state = TEST_FAILED, .console = console
	};
	struct testplan plan = { .keep = &fixture_keep, .tests = &test, .count = 1 };
	struct bytes file;

	assert_true(junit_write("t.xml", &plan, 0, fixture_scratch));
	assert_true(os_read_file(&fixture_keep, "t.xml", &file));
	char *begin = strstr((char *)file.data, "<system-out>");
	char *end = begin ? strstr(begin, "</system-out>") : NULL;
	assert_non_null(end);
	begin += strlen("<system-out>");
	return text_copy(&fixture_keep, begin, (size_t)(end - begin));
}

TEST(text_is_escaped_and_made_legal)
{
	static const struct {
		const char *text, *wanted;
	} cases[] = {
		{ "a < b && c > \"d\"\n\t", "a &lt; b &amp;&amp; c &gt; &quot;d&quot;\n\t" },
		{ "\x1b[1m\x01\x7f", "?[1m?\x7f" },
		{ "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80",
		  "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80" },
		{ "\xff\x80", "??" }, /* no lead byte */
		{ "\xc3", "?" },      /* ends early */
		{ "\xc3(", "?(" },
		{ "\xc0\xaf\xe0\x80\xaf", "?????" }, /* overlong */
		{ "\xed\xa0\x80", "???" },           /* a surrogate */
		{ "\xef\xbf\xbf", "???" },           /* U+FFFF */
		{ "\xf4\x90\x80\x80", "????" },      /* beyond U+10FFFF */
		{ "</system-out>", "&lt;/system-out&gt;" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(written(cases[i].text), cases[i].wanted);
}
