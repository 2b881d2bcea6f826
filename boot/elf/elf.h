#pragma once
/* elf: takes an ELF64 kernel apart (gABI 4.1, chapters 4 and 5), and loads it.
 *
 * elf_open believes nothing: each header field that is used is checked against
 * the file and the address space first, and what fails stops the loader with
 * the number of the segment. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "boot/elf/elf_kernel.h"
#include "boot/elf/space.h"
#include "boot/file/files.h"

#define ELF_HEADERS_MAX    64       /* program headers of any type */
#define ELF_NOTES_SIZE_MAX 4096     /* bytes of one PT_NOTE segment */
#define ELF_GAP_MAX        0x200000 /* memory is not wasted on a larger hole */

/* Reads and checks the headers and notes. */
void elf_open(struct elf_kernel *kernel, struct file *file);

/* Takes the memory at the kernel's physical addresses, if it asks for that. Before
 * anything else takes memory. */
void elf_take_memory(const struct elf_kernel *kernel);

/* Gives the kernel its addresses, chosen where it may be anywhere, and claims
 * them; after the claims of all that has a fixed place. */
void elf_place(struct elf_kernel *kernel, struct space *space);

/* Fills memory with the kernel, and relocates it. */
void elf_load(struct elf_kernel *kernel, struct file *file);

/* What all segments that touch a page need of it: bits of enum page_rights. */
unsigned elf_page_rights(const struct elf_kernel *kernel, uint64_t page);
