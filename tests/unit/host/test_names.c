/* host/build/names.c, object.c and archive.c: objects made here, every byte of them, as
 * libraries that are linked together; and damaged ones, each in exactly as many bytes as
 * it has. */
#include "host/build/names.h"

#include <stdlib.h>
#include <string.h>

#include "arena_fixture.h"
#include "host/build/archive.h"
#include "object_fixture.h"
#include "tests/unit/unit.h"

ARENA_FOR_ALL_TESTS(16 << 20);

/* The symbols of an object under their new names, "NAME", "weak:NAME", "?NAME" for one
 * that is not defined, with blanks between. */
static const char *show(struct bytes file)
{
	struct buffer shown = { .arena = &arena };
	struct object object;

	assert_null(object_open(file, &object));
	for (size_t i = object.first_global; i < object.count; i++)
		buffer_printf(&shown, "%s%s%s%s", shown.size ? " " : "",
		              object_defines(&object, i) ? "" : "?",
		              object.symbols[i].info >> 4 == ELF_SYMBOL_WEAK ? "weak:" : "",
		              object_name(&object, i));
	return shown.data;
}

static const char *rename_with(const struct object *object, const struct object *other)
{
	struct names *names = names_new(&arena, object->count + other->count);

	names_learn(names, object);
	names_learn(names, other);
	names_learn_name(names, "of_a_source_left_out");
	return show(object_rename(&arena, object, names_choose(&arena, names, object)));
}

TEST(what_a_library_defines_has_two_names)
{
	struct made made, other;

	object_begin(&made);
	object_begin(&other);
	object_add(&made, "printf", true);
	object_add(&made, "page_alloc", false);
	object_add(&made, "of_the_script", false);
	object_add(&made, "of_a_source_left_out", false);
	object_add(&other, "page_alloc", true);
	struct object object = object_finish(&made), second = object_finish(&other);
	assert_string_equal("ingot.printf ?ingot.page_alloc ?of_the_script "
	                    "?ingot.of_a_source_left_out weak:printf",
	                    rename_with(&object, &second));
	assert_string_equal("ingot.page_alloc weak:page_alloc", rename_with(&second, &object));
}

TEST(alias_lies_where_the_function_does)
{
	struct made made;
	struct object renamed;

	object_begin(&made);
	object_add(&made, "puts", true);
	struct object object = object_finish(&made);
	struct names *names = names_new(&arena, 1);
	names_learn(names, &object);
	struct bytes file = object_rename(&arena, &object, names_choose(&arena, names, &object));
	assert_null(object_open(file, &renamed));
	assert_int_equal(le64_get(renamed.symbols[1].value), le64_get(renamed.symbols[2].value));
	assert_int_equal(le16_get(renamed.symbols[1].section),
	                 le16_get(renamed.symbols[2].section));
	assert_int_equal(renamed.symbols[2].info & 15, ELF_SYMBOL_FUNCTION);
	/* What else is in the file lies where it did. */
	assert_memory_equal(file.data + sizeof(struct elf_header),
	                    (const char *)&made + sizeof(struct elf_header),
	                    sizeof made - sizeof(struct elf_header));
}

TEST(hooks_and_the_heap_are_the_kernels_to_replace)
{
	struct made made, other;

	object_begin(&made);
	object_begin(&other);
	object_add(&made, "runtime_write", true);
	object_add(&made, "memory_give_heap", true);
	object_add(&made, "_Znwm", true);
	object_add(&made, "malloc", false);
	object_add(&made, "runtime_read", false);
	object_add(&other, "malloc", true);
	object_add(&other, "runtime_read", true);
	struct object object = object_finish(&made), second = object_finish(&other);
	assert_string_equal("weak:runtime_write weak:memory_give_heap weak:_Znwm ?malloc "
	                    "?runtime_read",
	                    rename_with(&object, &second));
	assert_string_equal("ingot.malloc weak:runtime_read weak:malloc",
	                    rename_with(&second, &object));
}

TEST(wrapper_takes_the_name)
{
	struct made made, other;

	object_begin(&made);
	object_begin(&other);
	object_add(&made, "__wrap_strlen", true);
	object_add(&made, "__real_strlen", false);
	object_add(&made, "__wrap_memcpy", true); /* which the kernel has */
	object_add(&made, "__real_memcpy", false);
	object_add(&other, "strlen", true);
	object_add(&other, "memcpy", false);
	struct object object = object_finish(&made), second = object_finish(&other);
	assert_string_equal("ingot.strlen ?ingot.__real_strlen ingot.memcpy ?memcpy weak:strlen",
	                    rename_with(&object, &second));
	assert_string_equal("ingot.__real_strlen ?ingot.memcpy", rename_with(&second, &object));
}

/* The first so many bytes, in a place as large. */
static const char *open_cut(const void *file, size_t size)
{
	unsigned char *copy = memcpy(malloc(size ? size : 1), file, size);
	struct object object;
	const char *why = object_open((struct bytes){ copy, size }, &object);

	if (!why)
		show((struct bytes){ copy, size });
	free(copy);
	return why;
}

TEST(damaged_object_is_refused)
{
	struct made made;

	object_begin(&made);
	object_add(&made, "puts", true);
	object_finish(&made);
	assert_null(open_cut(&made, sizeof made));
	for (size_t size = 0; size < offsetof(struct made, names) + made.names_size; size++)
		assert_non_null(open_cut(&made, size));
	made.names[made.names_size - 1] = 'x';
	assert_string_equal("its symbol table is damaged", open_cut(&made, sizeof made));
	made.names[made.names_size - 1] = 0;
	made.sections[SYMBOLS].link = le32_of(SECTIONS);
	assert_string_equal("its symbol table is damaged", open_cut(&made, sizeof made));
	made.sections[SYMBOLS].link = le32_of(SYMBOLS);
	assert_string_equal("its symbol table is damaged", open_cut(&made, sizeof made));
	made.sections[SYMBOLS].link = le32_of(NAMES);
	made.sections[SYMBOLS].info = le32_of(3);
	assert_string_equal("its symbol table is damaged", open_cut(&made, sizeof made));
	made.sections[SYMBOLS].info = le32_of(1);
	made.symbols[1].name = le32_of((uint32_t)made.names_size);
	assert_string_equal("its symbol table is damaged", open_cut(&made, sizeof made));
	made.sections[SYMBOLS].type = le32_of(0);
	assert_string_equal("it has no symbol table", open_cut(&made, sizeof made));
	made.sections[TEXT].type = le32_of(ELF_SECTION_SYMBOL_INDEXES);
	assert_string_equal("it has more than 65279 sections", open_cut(&made, sizeof made));
	made.header.machine = le16_of(3);
	assert_string_equal("it is not an ELF file for x86_64", open_cut(&made, sizeof made));
}

static struct archive_member member(const char *name, const char *content, const char *symbol)
{
	struct archive_member made = {
		.name = name,
		.content = { (const unsigned char *)content, strlen(content) },
		.symbols = { .arena = &arena },
	};

	text_list_add(&made.symbols, symbol);
	return made;
}

TEST(archive_has_an_index)
{
	static const char expected[] =
		"!<arch>\n"
		"/               0           0     0     0       20        `\n"
		"\0\0\0\2\0\0\0\xa8\0\0\0\xe8one\0two\0"
		"//                                              20        `\n"
		"of_eighteen_byte.o/\n"
		"one.o/          0           0     0     644     3         `\nabc\n"
		"/0              0           0     0     644     2         `\nde";
	const struct archive_member members[] = { member("one.o", "abc", "one"),
		                                  member("of_eighteen_byte.o", "de", "two") };
	struct bytes archive;

	assert_true(archive_make(&arena, members, 2, &archive));
	assert_int_equal(sizeof expected - 1, archive.size);
	assert_memory_equal(expected, archive.data, archive.size);
}
