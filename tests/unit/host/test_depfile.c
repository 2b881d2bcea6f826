/* Dependency files: what clang and ld.lld write, and what is added. */
#include <string.h>

#include "fixture.h"
#include "host/base/os_file.h"
#include "host/build/depfile.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

/* The files, with bars between them. */
static const char *files_of(const char *text)
{
	struct text_list files = { .arena = &fixture_keep };
	struct buffer joined = { .arena = &fixture_keep };

	fixture_write("t.d", text);
	assert_true(depfile_read(&fixture_keep, "t.d", &files));
	buffer_puts(&joined, "");
	for (size_t i = 0; i < files.count; i++)
		buffer_printf(&joined, "%s%s", i ? "|" : "", files.items[i]);
	return joined.data;
}

TEST(names_of_a_rule_are_read)
{
	assert_string_equal(files_of("a.o: a.c b.h"), "a.c|b.h");
	assert_string_equal(files_of("a.o: a.c \\\n  b.h \\\n  c.h\n"), "a.c|b.h|c.h");
	assert_string_equal(files_of("a.o:\n"), "");
	assert_string_equal(files_of(""), "");
	assert_string_equal(files_of("a:b.o: a:b.c"), "a:b.c");
}

TEST(escapes_are_undone)
{
	assert_string_equal(files_of("o: a\\ b.c \\\n  c\\#d $$x$$ e\\f"), "a b.c|c#d|$x$|e\\f");
}

TEST(rules_behind_the_first_are_not_read)
{
	assert_string_equal(files_of("o: \\\n  a.o \\\n  lib.a\n\na.o:\n\nlib.a:\n"), "a.o|lib.a");
}

TEST(what_is_added_is_read_again)
{
	struct text_list more = { .arena = &fixture_keep };
	struct bytes text;

	text_list_add(&more, "a logo.txt");
	text_list_add(&more, "$1#.bin");
	fixture_write("t.d", "o: a.c \\\n  b.h\n");
	assert_true(depfile_extend("t.d", &more, fixture_scratch));
	assert_true(os_read_file(&fixture_keep, "t.d", &text));
	assert_string_equal((const char *)text.data,
	                    "o: a.c \\\n  b.h \\\n  a\\ logo.txt \\\n  $$1\\#.bin\n");
	assert_string_equal(files_of((const char *)text.data), "a.c|b.h|a logo.txt|$1#.bin");
}

TEST(missing_file_is_told)
{
	struct text_list files = { .arena = &fixture_keep };

	assert_false(depfile_read(&fixture_keep, "none.d", &files));
}
