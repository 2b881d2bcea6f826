#include "host/image/elf_file.h"

const void *elf_part(struct bytes file, uint64_t offset, uint64_t size)
{
	return offset <= file.size && size <= file.size - offset ? file.data + offset : NULL;
}

/* A row of a table that begins at an offset. */
static const void *get_row(struct bytes file, uint64_t table, size_t index, size_t size)
{
	return table <= file.size ? elf_part(file, table + (uint64_t)index * size, size) : NULL;
}

const struct elf_section *elf_get_section(struct bytes file, size_t index)
{
	const struct elf_header *header = elf_part(file, 0, sizeof *header);

	if (!header || index >= le16_get(header->section_count) ||
	    le16_get(header->section_entry_size) != sizeof(struct elf_section))
		return NULL;
	return get_row(file, le64_get(header->sections_offset), index, sizeof(struct elf_section));
}

const struct elf_segment *elf_get_segment(struct bytes file, size_t index)
{
	const struct elf_header *header = elf_part(file, 0, sizeof *header);

	if (!header || index >= le16_get(header->segment_count) ||
	    le16_get(header->segment_entry_size) != sizeof(struct elf_segment))
		return NULL;
	return get_row(file, le64_get(header->segments_offset), index, sizeof(struct elf_segment));
}

struct bytes elf_content(struct bytes file, const struct elf_section *section)
{
	uint64_t size = section ? le64_get(section->size) : 0;
	const void *data = section ? elf_part(file, le64_get(section->offset), size) : NULL;

	return (struct bytes){ data, data ? (size_t)size : 0 };
}
