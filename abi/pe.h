#pragma once
/* pe: a PE32+ file's head (Microsoft PE format, revision 11): its numbers, for the
 * assembly that writes one, and its shape, for what adds a section to that. */
#define PE_OFFSET_AT       0x3c /* in the file: where "PE" begins */
#define PE_MACHINE_X86_64  0x8664
#define PE_EXECUTABLE      0x0002 /* no unresolved symbols */
#define PE_LARGE_ADDRESSES 0x0020
#define PE_MAGIC_64        0x020b
#define PE_SUBSYSTEM_EFI   10     /* an EFI application */
#define PE_NX_COMPATIBLE   0x0100 /* needs no executable data */
#define PE_ALIGNMENT       0x1000 /* of sections, in memory and in the file */
#define PE_DIRECTORIES     6
#define PE_TEXT_RIGHTS     0x60000020 /* code: execute, read */
#define PE_RODATA_RIGHTS   0x40000040 /* data: read */
#define PE_RELOC_RIGHTS    0x42000040 /* the same, to be discarded */
#define PE_DATA_RIGHTS     0xc0000040 /* data: read, write */
#define PE_HEAD_AT         0x40       /* where entry.S puts it */
#define PE_SECTIONS_MAX    8          /* entry.S has 4; the host adds one */

#define PE_FILES_NAME   ".files\0\0" /* kernel and modules, as a bundle (bundle.h) */
#define PE_FILES_RIGHTS PE_DATA_RIGHTS

#ifndef __ASSEMBLER__
#include <stddef.h>

#include "le.h"

struct pe_section {
	uint8_t name[8];
	struct le32 size_bytes, address; /* in memory */
	struct le32 file_size_bytes, file_offset_bytes;
	struct le32 unused[3];
	struct le32 rights;
};

/* As entry.S has it, with 6 directories. */
struct pe_head {
	uint8_t magic[4]; /* "PE\0\0" */
	struct le16 machine, section_count;
	struct le32 stamp, symbols[2];
	struct le16 optional_size, flags;
	struct le16 optional_magic;
	uint8_t linker[2];
	struct le32 text_size, initialized_size, uninitialized_size;
	struct le32 entry, text_address;
	struct le64 base;
	struct le32 memory_alignment, file_alignment;
	struct le16 versions[6];
	struct le32 win32_version;
	struct le32 image_size, headers_size, checksum;
	struct le16 subsystem, characteristics;
	struct le64 stack_and_heap[4];
	struct le32 loader_flags, directory_count;
	struct le64 directories[PE_DIRECTORIES];
	struct pe_section sections[PE_SECTIONS_MAX]; /* of which the last may be zeros */
};

#ifndef __cplusplus /* C says it for both */
_Static_assert(sizeof(struct pe_section) == 40, "PE 4");
_Static_assert(offsetof(struct pe_head, optional_magic) == 24, "PE 3.3");
_Static_assert(offsetof(struct pe_head, image_size) == 24 + 56, "PE 3.4.2");
_Static_assert(offsetof(struct pe_head, directories) == 24 + 112, "PE 3.4.3");
#endif
#endif
