#include "host/observe/line_table.h"

#include <stdlib.h>
#include <string.h>

#include "host/image/elf_file.h"

/* What the format calls its numbers, without DW_. */
enum {
	LNS_COPY = 1,
	LNS_ADVANCE_PC,
	LNS_ADVANCE_LINE,
	LNS_SET_FILE,
	LNS_SET_COLUMN,
	LNS_NEGATE_STMT,
	LNS_SET_BASIC_BLOCK,
	LNS_CONST_ADD_PC,
	LNS_FIXED_ADVANCE_PC
};
enum { LNE_END_SEQUENCE = 1, LNE_SET_ADDRESS, LNE_DEFINE_FILE };
enum { LNCT_PATH = 1, LNCT_DIRECTORY_INDEX };
enum {
	FORM_DATA2 = 0x05,
	FORM_DATA4 = 0x06,
	FORM_DATA8 = 0x07,
	FORM_STRING = 0x08,
	FORM_BLOCK = 0x09,
	FORM_DATA1 = 0x0b,
	FORM_STRP = 0x0e,
	FORM_UDATA = 0x0f,
	FORM_DATA16 = 0x1e,
	FORM_LINE_STRP = 0x1f
};

#define NAMES_MAX    65536 /* directories or files of one unit */
#define UNIT_64_BITS 0xffffffff
#define VERSION_MIN  2
#define VERSION_MAX  5
#define CODE_LOWEST  1 /* a dropped function's address is 0, or -1 */
#define CODE_HIGHEST (UINT64_MAX - 1)

/* Bytes that are read one after the other; once `is_short`, all are 0. */
struct input {
	const unsigned char *next, *end;
	bool is_short;
};

/* One unit, as its header says it. */
struct unit {
	struct bytes strings, line_strings;
	struct input in;
	unsigned version, offset_bytes;
	unsigned step_bytes; /* minimum_instruction_length */
	int line_base;
	unsigned line_range, opcode_base;
	const unsigned char *operands; /* of each standard opcode: how many */
	const char **directories;
	size_t directory_count;
	uint32_t *files; /* the unit's numbers to the table's */
	size_t file_count;
};

static uint64_t take(struct input *in, unsigned bytes)
{
	uint64_t value = 0;

	if ((size_t)(in->end - in->next) < bytes) {
		in->is_short = true;
		in->next = in->end;
		return 0;
	}
	for (unsigned i = 0; i < bytes && i < 8; i++)
		value |= (uint64_t)in->next[i] << 8 * i;
	in->next += bytes;
	return value;
}

/* A number in groups of 7 bits, the lowest first (DWARF 5, 7.6); with its sign, the highest
 * bit of the last group is that of all above. */
static uint64_t take_leb(struct input *in, bool has_sign)
{
	uint64_t value = 0, byte;
	unsigned shift = 0;

	do {
		byte = take(in, 1);
		if (shift < 64)
			value |= (byte & 0x7f) << shift;
		shift += 7;
	} while (byte & 0x80);
	if (has_sign && shift < 64 && byte & 0x40)
		value |= ~(uint64_t)0 << shift;
	return value;
}

static uint64_t take_uleb(struct input *in)
{
	return take_leb(in, false);
}

/* A text in the input, or in a section. "" if it does not end. */
static const char *take_text(struct input *in)
{
	const char *text = (const char *)in->next;
	const void *end = memchr(in->next, '\0', (size_t)(in->end - in->next));

	if (!end) {
		in->is_short = true;
		in->next = in->end;
		return "";
	}
	in->next = (const unsigned char *)end + 1;
	return text;
}

static const char *text_at(struct bytes section, uint64_t offset)
{
	if (offset >= section.size)
		return "";
	struct input in = { section.data + offset, section.data + section.size, false };

	return take_text(&in);
}

/* --- Names of directories and files ----------------------------------------- */

static uint32_t table_file(struct arena *keep, struct line_table *table, const char *path)
{
	while (text_starts_with(path, "./"))
		path += 2;
	for (size_t i = 0; i < table->file_count; i++)
		if (text_equal(table->files[i], path))
			return (uint32_t)i;
	arena_grow(keep, table->files, table->file_count, table->file_capacity);
	table->files[table->file_count] = text_copy(keep, path, strlen(path));
	return (uint32_t)table->file_count++;
}

static const char *in_directory(struct arena *keep, const struct unit *unit, uint64_t directory,
                                const char *name)
{
	if (directory >= unit->directory_count)
		return name;
	const char *path = path_join(keep, unit->directories[directory], name);

	/* Directory 0 is where the compiler stood; others may be relative to it. */
	return directory ? path_join(keep, unit->directories[0], path) : path;
}

/* One value of a version 5 entry. False: a form that no compiler uses here. */
static bool take_form(struct unit *unit, uint64_t form, uint64_t *number, const char **text)
{
	struct input *in = &unit->in;

	switch (form) {
	case FORM_STRING: *text = take_text(in); return true;
	case FORM_LINE_STRP:
		*text = text_at(unit->line_strings, take(in, unit->offset_bytes));
		return true;
	case FORM_STRP:   *text = text_at(unit->strings, take(in, unit->offset_bytes)); return true;
	case FORM_DATA1:  *number = take(in, 1); return true;
	case FORM_DATA2:  *number = take(in, 2); return true;
	case FORM_DATA4:  *number = take(in, 4); return true;
	case FORM_DATA8:  *number = take(in, 8); return true;
	case FORM_DATA16: take(in, 16); return true;
	case FORM_UDATA:  *number = take_uleb(in); return true;
	case FORM_BLOCK:  {
		uint64_t size = take_uleb(in);

		if (size > (uint64_t)(in->end - in->next))
			return false;
		in->next += size;
		return true;
	}
	default: return false;
	}
}

/* A table of version 5: its columns, then its rows; `add` takes each. */
static bool take_entries(struct unit *unit, struct arena *keep, struct line_table *table,
                         void (*add)(struct unit *, struct arena *, struct line_table *,
                                     const char *name, uint64_t directory))
{
	struct input *in = &unit->in;
	uint64_t columns[256][2];
	unsigned column_count = (unsigned)take(in, 1);

	for (unsigned i = 0; i < column_count; i++) {
		columns[i][0] = take_uleb(in);
		columns[i][1] = take_uleb(in);
	}
	uint64_t count = take_uleb(in);

	if (count > NAMES_MAX)
		return false;
	for (uint64_t i = 0; i < count && !in->is_short; i++) {
		const char *name = "";
		uint64_t directory = 0;

		for (unsigned k = 0; k < column_count; k++) {
			uint64_t number = 0;
			const char *text = "";

			if (!take_form(unit, columns[k][1], &number, &text))
				return false;
			if (columns[k][0] == LNCT_PATH)
				name = text;
			else if (columns[k][0] == LNCT_DIRECTORY_INDEX)
				directory = number;
		}
		add(unit, keep, table, name, directory);
	}
	return !in->is_short;
}

static void add_directory(struct unit *unit, struct arena *keep, struct line_table *table,
                          const char *name, uint64_t directory)
{
	(void)keep, (void)table, (void)directory;
	if (unit->directory_count < NAMES_MAX)
		unit->directories[unit->directory_count++] = name;
}

static void add_file(struct unit *unit, struct arena *keep, struct line_table *table,
                     const char *name, uint64_t directory)
{
	if (unit->file_count < NAMES_MAX)
		unit->files[unit->file_count++] =
			table_file(keep, table, in_directory(keep, unit, directory, name));
}

/* Versions 2 to 4: texts until an empty one; numbers count from 1. */
static bool take_old_names(struct unit *unit, struct arena *keep, struct line_table *table)
{
	struct input *in = &unit->in;

	add_directory(unit, keep, table, ".", 0);
	for (const char *name; *(name = take_text(in));)
		add_directory(unit, keep, table, name, 0);
	add_file(unit, keep, table, "", 0);
	for (const char *name; *(name = take_text(in));) {
		uint64_t directory = take_uleb(in);

		take_uleb(in);
		take_uleb(in);
		add_file(unit, keep, table, name, directory);
	}
	return !in->is_short;
}

/* --- The program of a unit --------------------------------------------------- */

struct machine_state {
	uint64_t address;
	uint64_t file;
	uint64_t line;   /* wraps: what is damaged may say anything */
	bool is_dropped; /* its function is not in the kernel */
};

static void add_row(struct arena *keep, struct line_table *table, const struct unit *unit,
                    const struct machine_state *state, bool is_end)
{
	struct line_row row = { .address = state->address,
		                .line = state->line < INT32_MAX ? (uint32_t)state->line : 0,
		                .is_end = is_end };

	if (state->file >= unit->file_count)
		row.line = 0;
	else
		row.file = unit->files[state->file];
	if (state->is_dropped) {
		if (is_end || !row.line)
			return;
		row.address = table->sequence_count;
		arena_grow(keep, table->dropped, table->dropped_count, table->dropped_capacity);
		table->dropped[table->dropped_count++] = row;
		return;
	}
	arena_grow(keep, table->rows, table->row_count, table->row_capacity);
	table->rows[table->row_count++] = row;
}

static struct machine_state begin_sequence(void)
{
	return (struct machine_state){ .file = 1, .line = 1, .is_dropped = true };
}

static void run_extended(struct arena *keep, struct line_table *table, struct unit *unit,
                         struct machine_state *state)
{
	struct input *in = &unit->in;
	uint64_t size = take_uleb(in);

	if (!size || size > (uint64_t)(in->end - in->next)) {
		in->is_short = true;
		return;
	}
	const unsigned char *next = in->next + size;
	unsigned opcode = (unsigned)take(in, 1);

	if (opcode == LNE_END_SEQUENCE) {
		add_row(keep, table, unit, state, true);
		table->sequence_count++;
		*state = begin_sequence();
	} else if (opcode == LNE_SET_ADDRESS) {
		state->address = take(in, size - 1 < 8 ? (unsigned)size - 1 : 8);
		state->is_dropped = state->address < CODE_LOWEST || state->address >= CODE_HIGHEST;
	} else if (opcode == LNE_DEFINE_FILE) {
		const char *name = take_text(in);

		add_file(unit, keep, table, name, take_uleb(in));
	}
	in->next = next;
}

static void run_standard(struct arena *keep, struct line_table *table, struct unit *unit,
                         struct machine_state *state, unsigned opcode)
{
	struct input *in = &unit->in;

	switch (opcode) {
	case LNS_COPY:         add_row(keep, table, unit, state, false); break;
	case LNS_ADVANCE_PC:   state->address += take_uleb(in) * unit->step_bytes; break;
	case LNS_ADVANCE_LINE: state->line += take_leb(in, true); break;
	case LNS_SET_FILE:     state->file = take_uleb(in); break;
	case LNS_CONST_ADD_PC:
		state->address += (uint64_t)((255 - unit->opcode_base) / unit->line_range) *
		                  unit->step_bytes;
		break;
	case LNS_FIXED_ADVANCE_PC: state->address += take(in, 2); break;
	default: /* also of a later version: it says how many operands to skip */
		for (unsigned i = 0; i < unit->operands[opcode - 1]; i++)
			take_uleb(in);
	}
}

static void run_program(struct arena *keep, struct line_table *table, struct unit *unit)
{
	struct input *in = &unit->in;
	struct machine_state state = begin_sequence();

	while (in->next < in->end && !in->is_short) {
		unsigned opcode = (unsigned)take(in, 1);

		if (opcode >= unit->opcode_base) {
			unsigned by = opcode - unit->opcode_base;

			state.address += (uint64_t)(by / unit->line_range) * unit->step_bytes;
			state.line += (uint64_t)(int64_t)unit->line_base + by % unit->line_range;
			add_row(keep, table, unit, &state, false);
		} else if (opcode == 0) {
			run_extended(keep, table, unit, &state);
		} else {
			run_standard(keep, table, unit, &state, opcode);
		}
	}
}

/* The header up to the names; NULL, or what is wrong with it. */
static const char *take_header(struct unit *unit, const unsigned char **program)
{
	struct input *in = &unit->in;

	unit->version = (unsigned)take(in, 2);
	if (unit->version < VERSION_MIN || unit->version > VERSION_MAX)
		return "its line table is of a version that is not known here";
	if (unit->version >= 5)
		take(in, 2); /* sizes of addresses and of segment selectors */
	uint64_t size = take(in, unit->offset_bytes);

	if (size > (uint64_t)(in->end - in->next))
		return "its line table is damaged";
	*program = in->next + size;
	unit->step_bytes = (unsigned)take(in, 1);
	if (unit->version >= 4)
		take(in, 1); /* operations an instruction: of VLIW */
	take(in, 1);         /* default_is_stmt: not asked here */
	int line_base = (int)take(in, 1);

	unit->line_base = line_base < 128 ? line_base : line_base - 256;
	unit->line_range = (unsigned)take(in, 1);
	unit->opcode_base = (unsigned)take(in, 1);
	unit->operands = in->next;
	take(in, unit->opcode_base ? unit->opcode_base - 1 : 0);
	return in->is_short || !unit->line_range || !unit->opcode_base ? "its line table is damaged"
	                                                               : NULL;
}

static const char *read_unit(struct arena *keep, struct line_table *table, struct unit *unit,
                             struct arena scratch)
{
	const unsigned char *program = NULL;
	const char *why = take_header(unit, &program);

	if (why)
		return why;
	unit->directories = arena_push(&scratch, const char *, NAMES_MAX);
	unit->files = arena_push(&scratch, uint32_t, NAMES_MAX);
	bool has_names = unit->version >= 5 ? take_entries(unit, keep, table, add_directory) &&
	                                              take_entries(unit, keep, table, add_file)
	                                    : take_old_names(unit, keep, table);

	if (!has_names)
		return "its line table is damaged";
	unit->in.next = program;
	run_program(keep, table, unit);
	return unit->in.is_short ? "its line table is damaged" : NULL;
}

/* --- The file ------------------------------------------------------------------ */

static struct bytes find_section(struct bytes elf, const char *name)
{
	const struct elf_header *header = elf_part(elf, 0, sizeof *header);

	if (!header)
		return (struct bytes){ 0 };
	struct bytes names =
		elf_content(elf, elf_get_section(elf, le16_get(header->section_names_index)));

	for (size_t i = 0; i < le16_get(header->section_count); i++) {
		const struct elf_section *section = elf_get_section(elf, i);

		if (section && text_equal(text_at(names, le32_get(section->name)), name))
			return elf_content(elf, section);
	}
	return (struct bytes){ 0 };
}

/* An end before the row of another unit that begins there. */
static int compare_rows(const void *a, const void *b)
{
	const struct line_row *x = a, *y = b;

	if (x->address != y->address)
		return x->address < y->address ? -1 : 1;
	return (int)y->is_end - (int)x->is_end;
}

bool line_table_read(struct arena *keep, struct bytes elf, struct line_table *table,
                     const char **why)
{
	struct bytes lines = find_section(elf, ".debug_line");
	struct input in = { lines.data, lines.size ? lines.data + lines.size : NULL, false };
	struct arena scratch = arena_part(keep, 2u << 20);

	*table = (struct line_table){ 0 };
	*why = lines.size ? NULL : "it has no line table: it was built without -g";
	while (in.next < in.end && !*why) {
		struct unit unit = { .strings = find_section(elf, ".debug_str"),
			             .line_strings = find_section(elf, ".debug_line_str"),
			             .offset_bytes = 4 };
		uint64_t size = take(&in, 4);

		if (size == UNIT_64_BITS) {
			size = take(&in, 8);
			unit.offset_bytes = 8;
		}
		if (size > (uint64_t)(in.end - in.next)) {
			*why = "its line table is damaged";
			break;
		}
		unit.in = (struct input){ in.next, in.next + size, false };
		in.next += size;
		*why = read_unit(keep, table, &unit, scratch);
	}
	/* Rows of one address keep their order: the last of them has the code. */
	for (size_t i = 1; i < table->row_count; i++)
		if (compare_rows(&table->rows[i - 1], &table->rows[i]) > 0) {
			qsort(table->rows, table->row_count, sizeof *table->rows, compare_rows);
			break;
		}
	return !*why;
}
