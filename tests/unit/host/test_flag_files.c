/* Files that flags name. */
#include "fixture.h"
#include "host/build/flag_files.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

static const char *join(const struct text_list *list)
{
	struct buffer text = { .arena = &fixture_keep };

	buffer_puts(&text, "");
	for (size_t i = 0; i < list->count; i++)
		buffer_printf(&text, "%s[%s]", i ? " " : "", list->items[i]);
	return text.data;
}

static const char *files_of(const char *const *flags)
{
	struct text_list words = { .arena = &fixture_keep }, files = words;

	text_list_add_all(&words, flags);
	flag_files_add(&words, &files);
	return join(&files);
}

TEST(files_are_found_in_flags)
{
	const char *const flags[] = { "-O2",
		                      "-include",
		                      "in.h",
		                      "--script=k.ld",
		                      "none.o",
		                      "-Dx=none",
		                      "a.o",
		                      "a.o",
		                      "-Xclang",
		                      "-fplugin=p.so",
		                      "@none",
		                      "src",
		                      "-fprofile-use=prof",
		                      NULL };

	fixture_write("in.h", "");
	fixture_write("k.ld", "");
	fixture_write("a.o", "");
	fixture_write("p.so", "");
	fixture_write("src/main.c", "");
	fixture_write("prof/default.profdata", "");
	assert_string_equal(files_of(flags), "[in.h] [k.ld] [a.o] [p.so] [prof/default.profdata]");
}

TEST(files_that_are_written_are_not_read)
{
	const char *const flags[] = { "--Map=k.map", "-Map", "k.map", "-MF", "k.map", "k.o", NULL };

	fixture_write("k.map", "");
	fixture_write("k.o", "");
	assert_string_equal(files_of(flags), "[k.o]");
}

TEST(response_files_are_read_as_llvm_reads_them)
{
	const char *const flags[] = { "-g", "@one.rsp", NULL };
	struct text_list words = { .arena = &fixture_keep }, expanded = words;

	fixture_write("one.rsp", "-a 'b c'\t\"d\\\"e\"\r\n f\\ g @two.rsp h");
	fixture_write("two.rsp", "x.o");
	fixture_write("x.o", "");
	text_list_add_all(&words, flags);
	flag_files_expand(&words, &expanded);
	assert_string_equal(join(&expanded),
	                    "[-g] [@one.rsp] [-a] [b c] [d\"e] [f g] [@two.rsp] [x.o] [h]");
	assert_string_equal(files_of(flags), "[one.rsp] [two.rsp] [x.o]");
}

TEST(a_response_file_that_names_itself_ends)
{
	const char *const flags[] = { "@self.rsp", NULL };

	fixture_write("self.rsp", "@self.rsp");
	assert_string_equal(files_of(flags), "[self.rsp]");
}
