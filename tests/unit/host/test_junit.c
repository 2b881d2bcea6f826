/* Guest output as XML allows it. */
#include <stdlib.h>

#include "host/test/junit.h"
#include "tests/unit/unit.h"

TEST(text_is_escaped_and_made_legal)
{
	static const struct { const char *text, *wanted; } cases[] = {
		{ "a < b && c > \"d\"\n\t", "a &lt; b &amp;&amp; c &gt; &quot;d&quot;\n\t" },
		{ "\x1b[1m\x01\x7f", "?[1m?\x7f" },
		{ "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80", "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80" },
		{ "\xff\x80", "??" },				/* no lead byte */
		{ "\xc3", "?" },				/* ends early */
		{ "\xc3(", "?(" },
		{ "\xc0\xaf\xe0\x80\xaf", "?????" },		/* overlong */
		{ "\xed\xa0\x80", "???" },			/* a surrogate */
		{ "\xef\xbf\xbf", "???" },			/* U+FFFF */
		{ "\xf4\x90\x80\x80", "????" },			/* beyond U+10FFFF */
	};
	struct arena arena = arena_new(1 << 16);
	unsigned char *memory = arena.next;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer out = { .arena = &arena };

		junit_escape(&out, cases[i].text);
		assert_string_equal(out.data, cases[i].wanted);
	}
	free(memory);
}
