/* Lines of source, with a caret. */
#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"
#include "host/base/os_file.h"
#include "host/base/style.h"
#include "host/run/excerpt.h"
#include "tests/unit/unit.h"

#define NO_TERMINAL 9 /* a descriptor that is not open */

static int64_t written_ns;

static void set_up(void)
{
	struct os_file_facts facts;

	fixture_set_up();
	style_set_when(STYLE_NEVER);
	unsetenv("COLUMNS");
	fixture_write("a.c", "int f(void)\n{\n\treturn \xc3\xa9 + *p;\n}\n\n\nlast\x1b");
	assert_true(os_file_facts("a.c", &facts));
	written_ns = facts.modified_ns;
}

AROUND_EACH_TEST(set_up, fixture_tear_down);

static const char *shown(int line, int column, int64_t built_ns)
{
	struct buffer out = { .arena = &fixture_keep };

	buffer_puts(&out, "");
	excerpt_write(&out, &(struct excerpt){ .file = "a.c",
	                                       .line = line,
	                                       .column = column,
	                                       .built_ns = built_ns,
	                                       .fd = NO_TERMINAL,
	                                       .indent = " " });
	return out.data;
}

TEST(the_line_before_and_a_caret)
{
	/* The caret is under the "*": a tab is four columns, the accent one. */
	assert_string_equal(shown(3, 14, written_ns),
	                    "     2 | {\n     3 |     return \xc3\xa9 + *p;\n"
	                    "       |                ^\n");
}

TEST(without_a_column_there_is_no_caret)
{
	assert_string_equal(shown(1, 0, written_ns), "     1 | int f(void)\n");
}

TEST(a_blank_line_is_not_quoted_before_another)
{
	assert_string_equal(shown(7, 1, written_ns), "     7 | last<U+001B>\n       | ^\n");
}

TEST(what_is_not_there_is_not_quoted)
{
	assert_string_equal(shown(8, 1, written_ns), "");
	assert_string_equal(shown(1, 1, 0), "");
	assert_int_equal(remove("a.c"), 0);
	assert_string_equal(shown(1, 1, written_ns), "");
}

TEST(a_source_that_has_changed_since_is_not_quoted)
{
	assert_string_equal(shown(1, 1, written_ns - 1),
	                    " (the source has changed since the build)\n");
}

TEST(a_wide_line_is_cut_around_its_caret)
{
	setenv("COLUMNS", "40", 1);
	fixture_write("a.c", "01234567890123456789012345678901234567*p\n");
	assert_string_equal(shown(1, 39, INT64_MAX), "     1 | 45678901234567*p\n"
	                                             "       |               ^\n");
}
