#include "kernel.h"

#include <string.h>

#include "abi/elf.h"

#define PAGE       4096u
#define NO_OP      0x90
#define SLIDE_LEFT 64u /* no-ops that a good start has before it */

/* Where in the file what has an address is; 0: nowhere. */
static size_t offset_of_address(const struct elf_segment *segments, int count, uint64_t address)
{
	for (int i = 0; i < count; i++) {
		uint64_t inside = address - le64_get(segments[i].virtual_address);

		if (le32_get(segments[i].type) == ELF_SEGMENT_LOAD &&
		    inside < le64_get(segments[i].file_size))
			return (size_t)(le64_get(segments[i].offset) + inside);
	}
	return 0;
}

static void read_dynamic(struct medium *medium, const struct elf_segment *segments, int count,
                         const struct elf_segment *dynamic)
{
	size_t at = medium->kernel.offset + (size_t)le64_get(dynamic->offset);
	const struct elf_dynamic *entry = (const void *)(medium->data + at);
	size_t table = 0, size = 0;

	medium_set_area(medium, AREA_RELOCATIONS, 0, at, (size_t)le64_get(dynamic->file_size));
	for (; le64_get(entry->tag) != ELF_DYNAMIC_END; entry++) {
		if (le64_get(entry->tag) == ELF_DYNAMIC_RELA)
			table = offset_of_address(segments, count, le64_get(entry->value));
		if (le64_get(entry->tag) == ELF_DYNAMIC_RELA_SIZE)
			size = (size_t)le64_get(entry->value);
	}
	if (table)
		medium_set_area(medium, AREA_RELOCATIONS, 1, medium->kernel.offset + table, size);
}

bool kernel_find_parts(struct medium *medium)
{
	size_t at = medium->kernel.offset;
	const struct elf_header *header = (const void *)(medium->data + at);
	size_t offset = (size_t)le64_get(header->segments_offset);
	int count = le16_get(header->segment_count);
	const struct elf_segment *segments = (const void *)(medium->data + at + offset);

	if (memcmp(header->magic, ELF_MAGIC, 4) != 0)
		return medium_complain("ELF kernel in one piece");
	medium_set_area(medium, AREA_ELF_HEADER, 0, at, sizeof *header);
	medium_set_area(medium, AREA_SEGMENTS, 0, at + offset, (size_t)count * sizeof *segments);
	for (int i = 0; i < count; i++) {
		if (le32_get(segments[i].type) == ELF_SEGMENT_NOTE)
			medium_set_area(medium, AREA_NOTES, 0,
			                at + (size_t)le64_get(segments[i].offset),
			                (size_t)le64_get(segments[i].file_size));
		if (le32_get(segments[i].type) == ELF_SEGMENT_DYNAMIC)
			read_dynamic(medium, segments, count, &segments[i]);
	}
	return medium_area_size(medium, AREA_NOTES) || medium_complain("notes");
}

/* Whether the file has no-ops at offset, and the rest of their page before end. */
static bool is_slide(const uint8_t *file, uint64_t offset, uint64_t end)
{
	if (offset % PAGE > PAGE - 2 * SLIDE_LEFT || (offset | (PAGE - 1)) >= end)
		return false;
	for (size_t i = 0; i < SLIDE_LEFT; i++)
		if (file[offset + i] != NO_OP)
			return false;
	return true;
}

bool kernel_can_run(const uint8_t *data, size_t size, const struct medium *good)
{
	const uint8_t *file = data + good->kernel.offset;
	const struct elf_header *header = (const void *)file;
	size_t file_size = good->kernel.size;
	uint64_t at = le64_get(header->segments_offset), entry = le64_get(header->entry);

	if (good->kernel.offset + file_size > size || at > file_size)
		return false;
	for (int i = 0; i < le16_get(header->segment_count);
	     i++, at += sizeof(struct elf_segment)) {
		const struct elf_segment *segment = (const void *)(file + at);

		if (at + sizeof *segment > file_size)
			return false;
		uint64_t size_left = le64_get(segment->file_size);
		uint64_t inside = entry - le64_get(segment->virtual_address);
		/* As far as the file goes: memory behind it is zeros, not code. */
		if (le32_get(segment->type) == ELF_SEGMENT_LOAD && inside < size_left &&
		    size_left - inside >= PAGE)
			return is_slide(file, le64_get(segment->offset) + inside, file_size);
	}
	return false;
}
