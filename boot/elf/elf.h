#pragma once
/* elf: takes an ELF64 kernel apart (gABI 4.1, chapters 4 and 5), and loads it.
 *
 * elf_open believes nothing: each header field that is used is checked against
 * the file and the address space first, and what fails stops the loader with
 * the number of the segment. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "boot/elf/note.h"
#include "boot/elf/space.h"
#include "boot/file/files.h"

#define ELF_HEADERS_MAX  64		/* program headers of any type */
#define ELF_SEGMENTS_MAX 32		/* of them, to be loaded */
#define ELF_NOTES_SIZE_MAX 4096		/* bytes of one PT_NOTE segment */
#define ELF_GAP_MAX      0x200000	/* memory is not wasted on a larger hole */

struct elf_load {
	size_t number;			/* in the file's program headers */
	uint64_t offset, file_size;	/* bytes in the file */
	uint64_t address, memory_size;	/* virtual; as linked until elf_place */
	uint64_t physical;		/* of its first byte, once loaded */
	bool writable, executable;
};

/* A segment that is part of a loaded one; file_size 0: there is none. */
struct elf_part {
	size_t number;
	uint64_t address, file_size, memory_size, alignment;
};

struct elf_kernel {
	uint64_t entry;
	bool is_relocatable;		/* ET_DYN */
	struct elf_load segments[ELF_SEGMENTS_MAX];	/* by address */
	size_t segment_count;
	uint64_t virtual_base;		/* page of the lowest segment */
	uint64_t size_bytes;		/* from there to the end of the highest */
	uint64_t slide;			/* from where it is linked to where it is */
	struct elf_part dynamic, tls;
	struct note_wishes wishes;	/* with all defaults filled in */
};

/* Reads and checks the headers and notes. */
void elf_open(struct elf_kernel *kernel, struct file *file);

/* Gives the kernel its addresses, chosen where it may be anywhere, and claims
 * them; after the claims of all that has a fixed place. */
void elf_place(struct elf_kernel *kernel, struct space *space);

/* Fills memory with the kernel, and relocates it. */
void elf_load(struct elf_kernel *kernel, struct file *file);

/* What all segments that touch a page need of it: bits of enum page_rights. */
unsigned elf_page_rights(const struct elf_kernel *kernel, uint64_t page);
