/* host/build/script_text.c: what of a linker script Ingot must know. */
#include <string.h>

#include "fixture.h"
#include "host/base/os_file.h"
#include "host/build/script_text.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

static const char *put(const char *name, const char *text)
{
	fixture_write(name, text);
	return name;
}

static bool places(const char *text)
{
	return script_text_places(put("a.ld", text), "below", fixture_keep);
}

TEST(sections_lay_a_kernel_out)
{
	assert_true(places("SECTIONS { . = 1M; .text : { *(.text) } }"));
	assert_true(places("ENTRY(_start)\nPHDRS { a PT_LOAD; }\nSECTIONS\n{\n}\n"));
	assert_true(places("SECTIONS{}"));
	assert_true(places("a = 1;SECTIONS{}"));
	assert_true(places("SECTIONS { } INSERT AFTER .text; SECTIONS { }"));
	assert_true(places("SECTIONS { .a : { INSERT = 1; } } b = 2;"));
	assert_true(places("SECTIONS { .a : {"));
}

TEST(other_scripts_add_to_one)
{
	assert_false(places(""));
	assert_false(places("symbol = 0x77;"));
	assert_false(places("SECTIONS { .a : { *(.a) } } INSERT AFTER .text;"));
	assert_false(places("SECTIONS { .a : { { } } } INSERT BEFORE .text;"));
	assert_false(places("/* SECTIONS { } */ a = 1; # SECTIONS { }"));
	assert_false(places("a = \"SECTIONS {\";"));
	assert_false(places("VERSION { SECTIONS { } }"));
	assert_false(places("/* SECTIONS { }"));
	assert_false(places("\"SECTIONS"));
	assert_false(places("\"SECTIONS\" { }"));
	assert_true(places("\"\" SECTIONS { }"));
}

TEST(what_is_included_counts)
{
	put("below/b.ld", "SECTIONS { kernel_shadow = .; }");
	assert_true(places("INCLUDE b.ld"));
	assert_true(places("INCLUDE \"b.ld\""));
	assert_false(places("SECTIONS { INCLUDE b.ld } INSERT AFTER .a;"));
	assert_true(script_text_mentions("a.ld", "below", "kernel_shadow", fixture_keep));
	assert_false(places("INCLUDE none.ld"));
	assert_false(places("INCLUDE"));
	assert_false(places("INCLUDE a.ld INCLUDE a.ld INCLUDE a.ld INCLUDE a.ld"));
}

TEST(words_are_whole)
{
	const char *path = put("a.ld", "SECTIONS { PROVIDE(end=.);/* begin */ ending = 1; }");

	assert_true(script_text_mentions(path, ".", "end", fixture_keep));
	assert_false(script_text_mentions(path, ".", "begin", fixture_keep));
	assert_false(script_text_mentions(path, ".", "ending1", fixture_keep));
	assert_false(script_text_mentions("none", ".", "end", fixture_keep));
}

TEST(objects_are_no_scripts)
{
	static const unsigned char object[] = "\177ELF\0SECTIONS { }";
	struct bytes content = { object, sizeof object };

	assert_true(os_write_file("a.o", content));
	assert_false(script_text_places("a.o", ".", fixture_keep));
}
