#pragma once
/* line_table: which source line each address of a kernel belongs to.
 *
 * Read from .debug_line of its ELF file, as DWARF 2 to 5 write it (DWARF 5, section 6.2;
 * DWARF 3, section 6.2). Functions that the linker has dropped are in it too, without an
 * address: their lines exist, and ran nowhere. */
#include <stdint.h>

#include "host/base/text.h"

struct line_row {
	uint64_t address;    /* from here to the next row's */
	uint32_t file, line; /* line 0: of no source */
	bool is_end;         /* nothing of this unit is here or behind it */
};

struct line_table {
	const char **files; /* as the compiler named them, "./" left out; each once */
	size_t file_count, file_capacity;
	struct line_row *rows; /* by address */
	size_t row_count, row_capacity;
	struct line_row *dropped; /* address: the number of their sequence, a function mostly */
	size_t dropped_count, dropped_capacity;
	size_t sequence_count;
};

/* False: it has none, or is damaged; *why says which. What was read until then is kept. */
bool line_table_read(struct arena *keep, struct bytes elf, struct line_table *table,
                     const char **why);
