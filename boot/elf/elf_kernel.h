#pragma once
/* elf_kernel: what is known of a kernel's ELF file once it has been checked. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "boot/elf/note.h"

#define ELF_SEGMENTS_MAX 32 /* of them, to be loaded */

struct elf_load {
	size_t number;                 /* in the file's program headers */
	uint64_t offset, file_size;    /* bytes in the file */
	uint64_t address, memory_size; /* virtual; as linked until elf_place */
	uint64_t physical;             /* of its first byte; as linked until elf_load */
	bool writable, executable;
};

/* A segment that is part of a loaded one; file_size 0: there is none. */
struct elf_part {
	size_t number;
	uint64_t address, file_size, memory_size, alignment;
};

struct elf_kernel {
	uint64_t entry;
	bool is_relocatable;                        /* ET_DYN */
	struct elf_load segments[ELF_SEGMENTS_MAX]; /* by address */
	size_t segment_count;
	uint64_t virtual_base; /* page of the lowest segment */
	uint64_t size_bytes;   /* from there to the end of the highest */
	uint64_t slide;        /* from where it is linked to where it is */
	struct elf_part dynamic, tls;
	struct note_requests requests; /* with all defaults filled in */
};
