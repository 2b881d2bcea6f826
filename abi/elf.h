#pragma once
/* elf: what Ingot reads of ELF64 files (System V gABI 4.1, chapters 4 and 5;
 * AMD64 psABI 1.0, 4.1 and 5.1). */
#include <stddef.h>

#include "le.h"

#define ELF_MAGIC          "\177ELF"
#define ELF_CLASS_64       2
#define ELF_DATA_LSB       1
#define ELF_VERSION        1
#define ELF_TYPE_OBJECT    1
#define ELF_TYPE_EXEC      2
#define ELF_TYPE_DYN       3
#define ELF_MACHINE_X86_64 62

struct elf_header {
	uint8_t magic[4];
	uint8_t class;
	uint8_t data;
	uint8_t ident_version;
	uint8_t os_abi;
	uint8_t padding[8];
	struct le16 type;
	struct le16 machine;
	struct le32 version;
	struct le64 entry;
	struct le64 segments_offset;
	struct le64 sections_offset;
	struct le32 flags;
	struct le16 header_size;
	struct le16 segment_entry_size;
	struct le16 segment_count;
	struct le16 section_entry_size;
	struct le16 section_count;
	struct le16 section_names_index;
};

enum elf_segment_type {
	ELF_SEGMENT_LOAD = 1,
	ELF_SEGMENT_DYNAMIC = 2,
	ELF_SEGMENT_INTERP = 3,
	ELF_SEGMENT_NOTE = 4,
	ELF_SEGMENT_TLS = 7,
};

enum { ELF_SEGMENT_X = 1, ELF_SEGMENT_W = 2, ELF_SEGMENT_R = 4 };

struct elf_segment {
	struct le32 type;
	struct le32 flags;
	struct le64 offset;
	struct le64 virtual_address;
	struct le64 physical_address;
	struct le64 file_size;
	struct le64 memory_size;
	struct le64 alignment;
};

struct elf_section {
	struct le32 name;
	struct le32 type;
	struct le64 flags;
	struct le64 address;
	struct le64 offset;
	struct le64 size;
	struct le32 link;
	struct le32 info;
	struct le64 alignment;
	struct le64 entry_size;
};

enum elf_section_type {
	ELF_SECTION_SYMBOLS = 2,
	ELF_SECTION_STRINGS = 3,
	ELF_SECTION_NOTE = 7,
	ELF_SECTION_NO_BITS = 8,
	ELF_SECTION_INIT_ARRAY = 14,
	ELF_SECTION_FINI_ARRAY = 15,
	ELF_SECTION_SYMBOL_INDEXES = 18,
};

enum { ELF_SECTION_ALLOC = 2, ELF_SECTION_TLS = 0x400 }; /* flags */

enum { ELF_INDEX_UNDEFINED = 0, ELF_INDEX_COMMON = 0xfff2 };

enum { ELF_SYMBOL_FUNCTION = 2 };                                          /* low 4 bits of info */
enum { ELF_SYMBOL_LOCAL = 0, ELF_SYMBOL_GLOBAL = 1, ELF_SYMBOL_WEAK = 2 }; /* high 4 */

struct elf_symbol {
	struct le32 name;
	uint8_t info;
	uint8_t other;
	struct le16 section; /* 0: undefined */
	struct le64 value;
	struct le64 size;
};

struct elf_dynamic {
	struct le64 tag;
	struct le64 value;
};

enum elf_dynamic_tag {
	ELF_DYNAMIC_END = 0,
	ELF_DYNAMIC_NEEDED = 1,
	ELF_DYNAMIC_PLT_SIZE = 2,
	ELF_DYNAMIC_RELA = 7,
	ELF_DYNAMIC_RELA_SIZE = 8,
	ELF_DYNAMIC_RELA_ENTRY_SIZE = 9,
	ELF_DYNAMIC_REL = 17,
	ELF_DYNAMIC_JUMP_RELOCATIONS = 23,
	ELF_DYNAMIC_RELR = 36,
};

#define ELF_X86_64_NONE     0
#define ELF_X86_64_RELATIVE 8

struct elf_rela {
	struct le64 offset;
	struct le32 type;
	struct le32 symbol;
	struct le64 addend;
};

struct elf_note { /* then name and descriptor, each padded to 4 */
	struct le32 name_size;
	struct le32 descriptor_size;
	struct le32 type;
};

_Static_assert(sizeof(struct elf_header) == 64, "Elf64_Ehdr");
_Static_assert(sizeof(struct elf_segment) == 56, "Elf64_Phdr");
_Static_assert(sizeof(struct elf_section) == 64, "Elf64_Shdr");
_Static_assert(sizeof(struct elf_symbol) == 24, "Elf64_Sym");
_Static_assert(sizeof(struct elf_dynamic) == 16, "Elf64_Dyn");
_Static_assert(sizeof(struct elf_rela) == 24, "Elf64_Rela");
_Static_assert(sizeof(struct elf_note) == 12, "Elf64_Nhdr");
_Static_assert(offsetof(struct elf_header, segments_offset) == 32, "Elf64_Ehdr");
