#include "boot/elf/relocate.h"

#include <string.h>

#include "abi/elf.h"
#include "boot/base/stop.h"
#include "boot/memory/memory.h"

struct table {
	uint64_t address, size_bytes; /* as linked; 0 bytes: none */
};

/* The segment that has all bytes at an address, as placed. */
static const struct elf_load *segment_of(const struct elf_kernel *kernel, uint64_t address,
                                         uint64_t size_bytes)
{
	for (size_t i = 0; i < kernel->segment_count; i++) {
		const struct elf_load *segment = &kernel->segments[i];
		uint64_t offset = address - segment->address;

		if (address >= segment->address && offset < segment->memory_size &&
		    size_bytes <= segment->memory_size - offset)
			return segment;
	}
	stop(ERROR_ELF_RELOCATION, "a relocation of % bytes at % lies outside the kernel",
	     FACTS(NUMBER(size_bytes), HEX(address)));
}

/* Where the loader sees them. */
static uint8_t *bytes_at(const struct elf_kernel *kernel, uint64_t address, uint64_t size_bytes)
{
	const struct elf_load *segment = segment_of(kernel, address, size_bytes);

	return memory_at(segment->physical + (address - segment->address));
}

/* Constants are corrected too, before they become read-only; code has nothing that
 * a linker would have corrected later, unless it was told to (-z notext), or the
 * file is damaged. */
static void check_not_code(const struct elf_kernel *kernel, uint64_t address)
{
	const struct elf_load *segment = segment_of(kernel, address, sizeof(uint64_t));

	if (segment->executable && !segment->writable)
		stop(ERROR_ELF_RELOCATION,
		     "a relocation changes code at % in segment %: "
		     "link the kernel with -z text",
		     FACTS(HEX(address), NUMBER(segment->number)));
}

static void refuse_tag(uint64_t tag, uint64_t value)
{
	switch (tag) {
	case ELF_DYNAMIC_NEEDED:
		stop(ERROR_ELF_RELOCATION, "the kernel needs a shared library", NULL);
	case ELF_DYNAMIC_REL:
		stop(ERROR_ELF_RELOCATION, "the kernel has relocations without addends (DT_REL)",
		     NULL);
	case ELF_DYNAMIC_RELR:
		stop(ERROR_ELF_RELOCATION,
		     "the kernel has packed relocations (DT_RELR): "
		     "link it without --pack-dyn-relocs",
		     NULL);
	case ELF_DYNAMIC_PLT_SIZE:
	case ELF_DYNAMIC_JUMP_RELOCATIONS:
		if (value)
			stop(ERROR_ELF_RELOCATION,
			     "the kernel calls functions of shared libraries (DT_JMPREL)", NULL);
		return;
	case ELF_DYNAMIC_RELA_ENTRY_SIZE:
		if (value != sizeof(struct elf_rela))
			stop(ERROR_ELF_RELOCATION,
			     "the kernel's relocations are % bytes each, not %",
			     FACTS(NUMBER(value), NUMBER(sizeof(struct elf_rela))));
	}
}

static struct table find_table(const struct elf_kernel *kernel)
{
	const struct elf_part *part = &kernel->dynamic;
	const uint8_t *at = bytes_at(kernel, part->address, part->file_size);
	struct table table = { 0, 0 };
	struct elf_dynamic entry;

	for (uint64_t i = 0; i + sizeof entry <= part->file_size; i += sizeof entry) {
		uint64_t tag, value;

		memcpy(&entry, at + i, sizeof entry);
		tag = le64_get(entry.tag);
		value = le64_get(entry.value);
		if (tag == ELF_DYNAMIC_END)
			break;
		if (tag == ELF_DYNAMIC_RELA)
			table.address = value;
		else if (tag == ELF_DYNAMIC_RELA_SIZE)
			table.size_bytes = value;
		else
			refuse_tag(tag, value);
	}
	if (table.size_bytes % sizeof(struct elf_rela))
		stop(ERROR_ELF_RELOCATION,
		     "the kernel's relocations are % bytes, not a multiple of %",
		     FACTS(NUMBER(table.size_bytes), NUMBER(sizeof(struct elf_rela))));
	return table;
}

static void apply(const struct elf_kernel *kernel, const struct elf_rela *rela)
{
	uint32_t type = le32_get(rela->type);
	struct le64 value = le64_of(le64_get(rela->addend) + kernel->slide);
	uint64_t address = le64_get(rela->offset) + kernel->slide;

	if (type == ELF_X86_64_NONE)
		return;
	if (type != ELF_X86_64_RELATIVE || le32_get(rela->symbol))
		stop(ERROR_ELF_RELOCATION,
		     "the kernel has a relocation of type % at %; only % "
		     "(R_X86_64_RELATIVE) is taken",
		     FACTS(NUMBER(type), HEX(le64_get(rela->offset)), NUMBER(ELF_X86_64_RELATIVE)));
	check_not_code(kernel, address);
	memcpy(bytes_at(kernel, address, sizeof value), &value, sizeof value);
}

void relocate(struct elf_kernel *kernel)
{
	struct table table = find_table(kernel);
	const uint8_t *at;

	if (!table.size_bytes)
		return;
	at = bytes_at(kernel, table.address + kernel->slide, table.size_bytes);
	for (uint64_t i = 0; i < table.size_bytes; i += sizeof(struct elf_rela)) {
		struct elf_rela rela;

		memcpy(&rela, at + i, sizeof rela);
		apply(kernel, &rela);
	}
}
