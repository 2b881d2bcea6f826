/* host/image/symbols.c: tables from ELF files made here, every byte of them; and damaged
 * files, each in exactly as many bytes as it has. */
#include "host/image/symbols.h"

#include <stdlib.h>
#include <string.h>

#include "abi/elf.h"
#include "abi/symbols.h"
#include "arena_fixture.h"
#include "tests/unit/unit.h"

ARENA_FOR_ALL_TESTS(16 << 20);

#define TEXT              0xffffffff80001000u
#define NAMES             "\0beta\0alpha\0gamma\0a\tb\0ingot.beta\0"
#define BETA              1
#define ALPHA             6
#define GAMMA             12
#define TABBED            18
#define PREFIXED          22
#define SYMBOLS           8
#define FUNCTION(binding) ((binding) << 4 | ELF_SYMBOL_FUNCTION)

/* Sections: none, text, symbols, names. */
static struct {
	struct elf_header header;
	struct elf_section sections[4];
	struct elf_symbol symbols[SYMBOLS];
	char names[sizeof NAMES];
} made_elf;
static size_t count;

static void begin(void)
{
	memset(&made_elf, 0, sizeof made_elf);
	count = 0;
	made_elf.header.sections_offset = le64_of(offsetof(__typeof__(made_elf), sections));
	made_elf.header.section_entry_size = le16_of(sizeof(struct elf_section));
	made_elf.header.section_count = le16_of(4);
	made_elf.sections[1].address = le64_of(TEXT);
	made_elf.sections[1].size = le64_of(0x1000);
	made_elf.sections[2].type = le32_of(ELF_SECTION_SYMBOLS);
	made_elf.sections[2].offset = le64_of(offsetof(__typeof__(made_elf), symbols));
	made_elf.sections[2].link = le32_of(3);
	made_elf.sections[3].offset = le64_of(offsetof(__typeof__(made_elf), names));
	made_elf.sections[3].size = le64_of(sizeof made_elf.names);
	memcpy(made_elf.names, NAMES, sizeof made_elf.names);
}

static void add(uint32_t name, unsigned info, uint64_t offset, uint64_t size)
{
	made_elf.symbols[count++] = (struct elf_symbol){
		.name = le32_of(name),
		.info = (uint8_t)info,
		.section = le16_of(1),
		.value = le64_of(TEXT + offset),
		.size = le64_of(size),
	};
	made_elf.sections[2].size = le64_of(count * sizeof(struct elf_symbol));
}

static struct bytes make(void)
{
	struct bytes elf = { (const unsigned char *)&made_elf, sizeof made_elf },
		     made = { NULL, 0 };

	assert_null(symbols_make(&arena, elf, &made));
	assert_true(made.size > sizeof(struct symbols_header));
	return made;
}

static void assert_entries(struct bytes made, uint64_t base, const char *entries, size_t size)
{
	const struct symbols_header *header = (const void *)made.data;

	assert_memory_equal(header->magic, "INGOTSYM", 8);
	assert_int_equal(le32_get(header->version), 1);
	assert_true(le64_get(header->base) == base);
	assert_int_equal(made.size, sizeof *header + size);
	assert_memory_equal(made.data + sizeof *header, entries, size);
}
#define ASSERT_ENTRIES(base, entries) assert_entries(make(), base, entries, sizeof(entries) - 1)

TEST(functions_are_sorted_and_end)
{
	begin();
	add(BETA, FUNCTION(ELF_SYMBOL_LOCAL), 0x200, 0x20);
	add(ALPHA, FUNCTION(ELF_SYMBOL_GLOBAL), 0x10, 0x10);
	ASSERT_ENTRIES(TEXT + 0x10, "\0alpha\0\x10\0\xe0\3beta\0\x20\0");
}

TEST(padding_belongs_to_the_function_before_it)
{
	begin();
	add(ALPHA, FUNCTION(ELF_SYMBOL_GLOBAL), 0, 1);
	add(BETA, FUNCTION(ELF_SYMBOL_GLOBAL), 16, 16);
	ASSERT_ENTRIES(TEXT, "\0alpha\0\x10"
	                     "beta\0\x10\0");
}

TEST(a_function_without_a_size_ends_with_its_section)
{
	begin();
	add(ALPHA, FUNCTION(ELF_SYMBOL_GLOBAL), 0xff0, 0);
	ASSERT_ENTRIES(TEXT + 0xff0, "\0alpha\0\x10\0");
}

TEST(of_names_of_one_address_the_most_public_is_taken)
{
	begin();
	add(ALPHA, FUNCTION(ELF_SYMBOL_LOCAL), 0, 16);
	add(GAMMA, FUNCTION(ELF_SYMBOL_GLOBAL), 0, 16);
	add(BETA, FUNCTION(ELF_SYMBOL_WEAK), 0, 16);
	ASSERT_ENTRIES(TEXT, "\0gamma\0\x10\0");
}

TEST(prefix_of_the_libraries_is_left_out)
{
	begin();
	add(PREFIXED, FUNCTION(ELF_SYMBOL_GLOBAL), 0, 16);
	add(BETA, FUNCTION(ELF_SYMBOL_WEAK), 0, 16);
	ASSERT_ENTRIES(TEXT, "\0beta\0\x10\0");
}

TEST(what_is_no_function_is_left_out)
{
	begin();
	add(ALPHA, 1, 0, 16); /* a variable */
	add(BETA, FUNCTION(ELF_SYMBOL_GLOBAL), 32, 16);
	add(GAMMA, FUNCTION(ELF_SYMBOL_GLOBAL), 64, 16);
	made_elf.symbols[2].section = le16_of(0);
	ASSERT_ENTRIES(TEXT + 32, "\0beta\0\x10\0");
}

TEST(what_a_screen_may_obey_is_replaced)
{
	begin();
	add(TABBED, FUNCTION(ELF_SYMBOL_GLOBAL), 0, 16);
	ASSERT_ENTRIES(TEXT, "\0a?b\0\x10\0");
}

TEST(the_order_in_the_file_does_not_matter)
{
	begin();
	add(ALPHA, FUNCTION(ELF_SYMBOL_GLOBAL), 0, 16);
	add(BETA, FUNCTION(ELF_SYMBOL_GLOBAL), 16, 16);
	struct bytes first = make();

	begin();
	add(BETA, FUNCTION(ELF_SYMBOL_GLOBAL), 16, 16);
	add(ALPHA, FUNCTION(ELF_SYMBOL_GLOBAL), 0, 16);
	struct bytes second = make();

	assert_int_equal(first.size, second.size);
	assert_memory_equal(first.data, second.data, first.size);
}

TEST(a_file_without_functions_has_no_table)
{
	struct bytes elf = { (const unsigned char *)&made_elf, sizeof made_elf }, made;

	begin();
	assert_non_null(symbols_make(&arena, elf, &made));
	elf.size = 0;
	assert_non_null(symbols_make(&arena, elf, &made));
}

TEST(a_damaged_file_is_read_within_its_bounds)
{
	unsigned made_some = 0;

	begin();
	add(ALPHA, FUNCTION(ELF_SYMBOL_GLOBAL), 0, 16);
	add(BETA, FUNCTION(ELF_SYMBOL_GLOBAL), 16, 16);
	for (size_t at = 0; at < sizeof made_elf; at++) {
		for (unsigned bits = 1; bits < 256; bits += 23) {
			struct arena scratch = arena;
			unsigned char *copy = malloc(sizeof made_elf);
			struct bytes made;

			assert_non_null(copy);
			memcpy(copy, &made_elf, sizeof made_elf);
			copy[at] ^= (unsigned char)bits;
			made_some += !symbols_make(&scratch,
			                           (struct bytes){ copy, sizeof made_elf }, &made);
			free(copy);
		}
	}
	assert_true(made_some > 0);
}
