/* DWARF's line table: the unit alone is the input, in an ELF file made around it. Each row
 * names a file that there is, and rows are in order.
 *
 * Runs: 20000
 * Longest: 1000 */
#include <string.h>

#include "abi/elf.h"
#include "host/observe/line_table.h"
#include "workplace.h"

#define NAMES "\0.debug_line\0.debug_str\0.debug_line_str\0main.c\0src"

static struct elf_section section(uint32_t name, uint64_t offset, uint64_t size)
{
	return (struct elf_section){ .name = le32_of(name),
		                     .offset = le64_of(offset),
		                     .size = le64_of(size) };
}

static struct bytes elf_around(struct arena *keep, const unsigned char *data, size_t size)
{
	static const char names[] = NAMES;
	size_t sections_at = sizeof(struct elf_header), count = 5;
	size_t names_at = sections_at + count * sizeof(struct elf_section);
	size_t data_at = names_at + sizeof names, whole = data_at + size;
	unsigned char *file = arena_push(keep, unsigned char, whole);
	struct elf_header header = { .sections_offset = le64_of(sections_at),
		                     .section_entry_size = le16_of(sizeof(struct elf_section)),
		                     .section_count = le16_of((uint16_t)count),
		                     .section_names_index = le16_of(1) };
	struct elf_section sections[] = {
		section(0, 0, 0),
		section(0, names_at, sizeof names),
		section(1, data_at, size),
		section(13, names_at, sizeof names),
		section(24, names_at, sizeof names),
	};

	memcpy(file, &header, sizeof header);
	memcpy(file + sections_at, sections, sizeof sections);
	memcpy(file + names_at, names, sizeof names);
	memcpy(file + data_at, data, size);
	return (struct bytes){ file, whole };
}

FUZZ(data, size)
{
	struct arena keep = workplace_arena();
	struct line_table table;
	const char *why = NULL;
	bool is_whole = line_table_read(&keep, elf_around(&keep, data, size), &table, &why);

	HOLDS(is_whole == !why);
	for (size_t i = 0; i < table.row_count; i++) {
		HOLDS(!table.rows[i].line || table.rows[i].file < table.file_count);
		HOLDS(!i || table.rows[i - 1].address <= table.rows[i].address);
	}
	for (size_t i = 0; i < table.dropped_count; i++)
		HOLDS(table.dropped[i].file < table.file_count);
}
