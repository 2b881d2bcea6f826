#pragma once
/* object_fixture: objects with the symbols that a test wants, every byte made here. */
#include <stddef.h>
#include <string.h>

#include "host/build/object.h"
#include "tests/unit/unit.h"

#define SECTIONS   4 /* none, text, symbols, names */
#define NAMES_SIZE 256
#define FUNCTION   (ELF_SYMBOL_GLOBAL << 4 | ELF_SYMBOL_FUNCTION)

enum { TEXT = 1, SYMBOLS, NAMES };

struct made {
	struct elf_header header;
	struct elf_section sections[SECTIONS];
	struct elf_symbol symbols[16];
	char names[NAMES_SIZE];
	size_t count, names_size;
};

static inline void object_begin(struct made *made)
{
	memset(made, 0, sizeof *made);
	memcpy(made->header.magic, ELF_MAGIC, sizeof made->header.magic);
	made->header.class = ELF_CLASS_64;
	made->header.data = ELF_DATA_LSB;
	made->header.machine = le16_of(ELF_MACHINE_X86_64);
	made->header.sections_offset = le64_of(offsetof(struct made, sections));
	made->header.section_entry_size = le16_of(sizeof(struct elf_section));
	made->header.section_count = le16_of(SECTIONS);
	made->sections[SYMBOLS] = (struct elf_section){
		.type = le32_of(ELF_SECTION_SYMBOLS),
		.offset = le64_of(offsetof(struct made, symbols)),
		.link = le32_of(NAMES),
		.info = le32_of(1),
		.entry_size = le64_of(sizeof(struct elf_symbol)),
	};
	made->sections[NAMES].offset = le64_of(offsetof(struct made, names));
	made->count = made->names_size = 1;
}

static inline void object_add(struct made *made, const char *name, bool is_defined)
{
	made->symbols[made->count++] = (struct elf_symbol){
		.name = le32_of((uint32_t)made->names_size),
		.info = FUNCTION,
		.section = le16_of(is_defined ? TEXT : 0),
		.value = le64_of(16 * made->count),
	};
	strcpy(made->names + made->names_size, name);
	made->names_size += strlen(name) + 1;
}

static inline struct object object_finish(struct made *made)
{
	struct object object;

	made->sections[SYMBOLS].size = le64_of(made->count * sizeof(struct elf_symbol));
	made->sections[NAMES].size = le64_of(made->names_size);
	assert_null(object_open((struct bytes){ (const unsigned char *)made, sizeof *made },
	                        &object));
	return object;
}
