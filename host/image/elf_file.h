#pragma once
/* elf_file: the parts of a linked kernel's, or an object's, ELF file for x86_64. What lies
 * beyond the end of the file is not there: NULL. */
#include "abi/elf.h"
#include "host/base/text.h"

const void *elf_part(struct bytes file, uint64_t offset, uint64_t size);
const struct elf_section *elf_get_section(struct bytes file, size_t index);
const struct elf_segment *elf_get_segment(struct bytes file, size_t index);
/* Empty if the section is NULL. */
struct bytes elf_content(struct bytes file, const struct elf_section *section);
