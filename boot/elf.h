#pragma once
/* elf: takes an ELF64 kernel apart (gABI 4.1, chapters 4 and 5), and loads it.
 *
 * elf_open believes nothing: each header field that is used is checked against
 * the file and the address space first, and what fails stops the loader with
 * the number of the segment. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "boot/files.h"
#include "boot/note.h"
#include "boot/space.h"

#define ELF_HEADERS_MAX  64		/* program headers of any type */
#define ELF_SEGMENTS_MAX 32		/* of them, to be loaded */
#define ELF_NOTES_SIZE_MAX 4096		/* bytes of one PT_NOTE segment */

struct elf_load {
	size_t number;			/* in the file's program headers */
	uint64_t offset, file_size;	/* bytes in the file */
	uint64_t address, memory_size;	/* virtual */
	bool writable, executable;
};

struct elf_kernel {
	uint64_t entry;
	struct elf_load segments[ELF_SEGMENTS_MAX];	/* by address */
	size_t segment_count;
	uint64_t virtual_base;		/* page of the lowest segment */
	uint64_t size_bytes;		/* from there to the end of the highest */
	uint64_t physical_base;		/* of virtual_base, once loaded */
	struct note_wishes wishes;	/* with all defaults filled in */
};

/* Reads and checks the headers and notes; claims the segments' addresses. */
void elf_open(struct elf_kernel *kernel, struct file *file, struct space *space);

/* Places the kernel in one piece of physical memory and fills it. */
void elf_load(struct elf_kernel *kernel, struct file *file);

/* Where a segment of a loaded kernel lies. */
static inline uint64_t elf_physical(const struct elf_kernel *kernel,
                                    const struct elf_load *segment)
{
	return kernel->physical_base + (segment->address - kernel->virtual_base);
}
