#include "host/build/object.h"

#include <string.h>

#include "host/image/elf_file.h"

#define ALIGNMENT 8 /* of tables in the file */

static const struct elf_header *get_header(struct bytes file)
{
	const struct elf_header *header = elf_part(file, 0, sizeof *header);

	if (!header || memcmp(header->magic, ELF_MAGIC, sizeof header->magic) != 0 ||
	    header->class != ELF_CLASS_64 || header->data != ELF_DATA_LSB ||
	    le16_get(header->machine) != ELF_MACHINE_X86_64)
		return NULL;
	return header;
}

static const struct elf_section *get_sections(struct bytes file, size_t *count)
{
	const struct elf_header *header = get_header(file);

	*count = le16_get(header->section_count);
	if (*count == 0 || le16_get(header->section_entry_size) != sizeof(struct elf_section))
		return NULL;
	return elf_part(file, le64_get(header->sections_offset),
	                *count * sizeof(struct elf_section));
}

/* Every symbol has a name that ends. */
static bool are_named(const struct object *object)
{
	if (object->names.size == 0 || object->names.data[object->names.size - 1] != '\0')
		return false;
	for (size_t i = 0; i < object->count; i++)
		if (le32_get(object->symbols[i].name) >= object->names.size)
			return false;
	return true;
}

static const char *read_table(struct object *object, const struct elf_section *sections,
                              size_t count)
{
	static const char damaged[] = "its symbol table is damaged";
	const struct elf_section *table = &sections[object->symbols_section];
	struct bytes symbols = elf_content(object->file, table);

	object->names_section = le32_get(table->link);
	if (object->names_section >= count || object->names_section == object->symbols_section ||
	    le64_get(table->entry_size) != sizeof(struct elf_symbol))
		return damaged;
	object->names = elf_content(object->file, &sections[object->names_section]);
	object->symbols = (const struct elf_symbol *)symbols.data;
	object->count = symbols.size / sizeof(struct elf_symbol);
	object->first_global = le32_get(table->info);
	if (object->count == 0 || object->first_global > object->count || !are_named(object))
		return damaged;
	return NULL;
}

const char *object_open(struct bytes file, struct object *object)
{
	const struct elf_section *sections;
	size_t count;

	*object = (struct object){ .file = file };
	if (!get_header(file))
		return "it is not an ELF file for x86_64";
	sections = get_sections(file, &count);
	if (!sections)
		return "its section headers are damaged";
	for (size_t i = 0; i < count; i++) {
		if (le32_get(sections[i].type) == ELF_SECTION_SYMBOL_INDEXES)
			return "it has more than 65279 sections";
		if (le32_get(sections[i].type) == ELF_SECTION_SYMBOLS)
			object->symbols_section = i;
	}
	return object->symbols_section ? read_table(object, sections, count)
	                               : "it has no symbol table";
}

const char *object_name(const struct object *object, size_t symbol)
{
	return (const char *)object->names.data + le32_get(object->symbols[symbol].name);
}

bool object_defines(const struct object *object, size_t symbol)
{
	return le16_get(object->symbols[symbol].section) != ELF_INDEX_UNDEFINED;
}

bool object_demands(const struct object *object, size_t symbol)
{
	return !object_defines(object, symbol) &&
	       object->symbols[symbol].info >> 4 == ELF_SYMBOL_GLOBAL;
}

void object_list_weak(const struct object *object, struct text_list *names)
{
	for (size_t i = object->first_global; i < object->count; i++)
		if (!object_defines(object, i) && !object_demands(object, i))
			text_list_add(names, object_name(object, i));
}

static struct le32 add_name(struct buffer *names, const char *name)
{
	struct le32 at = le32_of((uint32_t)names->size);

	buffer_add(names, name, strlen(name) + 1);
	return at;
}

static void make_weak(struct elf_symbol *symbol)
{
	symbol->info = (uint8_t)(ELF_SYMBOL_WEAK << 4 | (symbol->info & 15));
}

/* New symbols come last, so that the others keep their numbers. */
static void make_tables(const struct object *object, const struct object_name *names,
                        struct buffer *symbols, struct buffer *texts)
{
	struct buffer aliases = { .arena = symbols->arena };

	buffer_add(texts, (const char *)object->names.data, object->names.size);
	for (size_t i = 0; i < object->count; i++) {
		struct elf_symbol symbol = object->symbols[i], alias = symbol;

		if (names[i].name)
			symbol.name = add_name(texts, names[i].name);
		if (names[i].is_weak)
			make_weak(&symbol);
		buffer_add(symbols, (const char *)&symbol, sizeof symbol);
		if (!names[i].alias)
			continue;
		alias.name = add_name(texts, names[i].alias);
		make_weak(&alias);
		buffer_add(&aliases, (const char *)&alias, sizeof alias);
	}
	if (aliases.size)
		buffer_add(symbols, aliases.data, aliases.size);
}

static void pad(struct buffer *out)
{
	static const char zeros[ALIGNMENT];

	buffer_add(out, zeros, (size_t)-out->size % ALIGNMENT);
}

static void place(struct buffer *out, struct elf_section *section, const struct buffer *table)
{
	pad(out);
	section->offset = le64_of(out->size);
	section->size = le64_of(table->size);
	buffer_add(out, table->data, table->size);
}

struct bytes object_rename(struct arena *keep, const struct object *object,
                           const struct object_name *names)
{
	struct buffer symbols = { .arena = keep }, texts = { .arena = keep };
	struct buffer out = { .arena = keep };
	struct elf_header header;
	size_t count;
	const struct elf_section *old = get_sections(object->file, &count);
	struct elf_section *sections = arena_push(keep, struct elf_section, count);

	memcpy(sections, old, count * sizeof *sections);
	make_tables(object, names, &symbols, &texts);
	buffer_add(&out, (const char *)object->file.data, object->file.size);
	place(&out, &sections[object->symbols_section], &symbols);
	place(&out, &sections[object->names_section], &texts);
	pad(&out);
	memcpy(&header, object->file.data, sizeof header);
	header.sections_offset = le64_of(out.size);
	memcpy(out.data, &header, sizeof header);
	buffer_add(&out, (const char *)sections, count * sizeof *sections);
	return buffer_bytes(&out);
}

struct bytes object_make_weak(struct arena *keep, const struct text_list *names)
{
	enum { SYMBOLS = 1, NAMES, COUNT };
	struct buffer symbols = { .arena = keep }, texts = { .arena = keep };
	struct buffer out = { .arena = keep };
	struct elf_symbol symbol = { 0 };
	struct elf_header header = {
		.class = ELF_CLASS_64,
		.data = ELF_DATA_LSB,
		.ident_version = ELF_VERSION,
		.type = le16_of(ELF_TYPE_OBJECT),
		.machine = le16_of(ELF_MACHINE_X86_64),
		.version = le32_of(ELF_VERSION),
		.header_size = le16_of(sizeof header),
		.section_entry_size = le16_of(sizeof(struct elf_section)),
		.section_count = le16_of(COUNT),
		.section_names_index = le16_of(NAMES),
	};
	struct elf_section sections[COUNT] = {
		[SYMBOLS] = { .type = le32_of(ELF_SECTION_SYMBOLS),
		              .link = le32_of(NAMES),
		              .info = le32_of(1), /* the first one is for all */
		              .alignment = le64_of(ALIGNMENT),
		              .entry_size = le64_of(sizeof symbol) },
		[NAMES] = { .type = le32_of(ELF_SECTION_STRINGS), .alignment = le64_of(1) },
	};

	memcpy(header.magic, ELF_MAGIC, sizeof header.magic);
	buffer_add(&texts, "", 1);
	buffer_add(&symbols, (const char *)&symbol, sizeof symbol);
	make_weak(&symbol);
	for (size_t i = 0; i < names->count; i++) {
		symbol.name = add_name(&texts, names->items[i]);
		buffer_add(&symbols, (const char *)&symbol, sizeof symbol);
	}
	buffer_add(&out, (const char *)&header, sizeof header);
	place(&out, &sections[SYMBOLS], &symbols);
	place(&out, &sections[NAMES], &texts);
	pad(&out);
	header.sections_offset = le64_of(out.size);
	memcpy(out.data, &header, sizeof header);
	buffer_add(&out, (const char *)sections, sizeof sections);
	return buffer_bytes(&out);
}
