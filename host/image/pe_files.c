#include "host/image/pe_files.h"

#include <assert.h>
#include <string.h>

#include "abi/pe.h"
#include "host/base/diag.h"
#include "host/image/bundle.h"

static struct le32 sum(struct le32 field, uint32_t more)
{
	return le32_of(le32_get(field) + more);
}

/* Sections lie one behind the other, in the file and in memory: another one is the last. */
static void add_section(struct pe_head *head, uint32_t file_offset_bytes, uint32_t size_bytes)
{
	uint16_t count = le16_get(head->section_count);
	struct pe_section *section = &head->sections[count];

	assert(memcmp(head->magic, "PE\0\0", 4) == 0 && count < PE_SECTIONS_MAX);
	memcpy(section->name, PE_FILES_NAME, sizeof section->name);
	section->size_bytes = section->file_size_bytes = le32_of(size_bytes);
	section->address = head->image_size;
	section->file_offset_bytes = le32_of(file_offset_bytes);
	section->rights = le32_of(PE_FILES_RIGHTS);
	head->section_count = le16_of((uint16_t)(count + 1));
	head->image_size = sum(head->image_size, size_bytes);
	head->initialized_size = sum(head->initialized_size, size_bytes);
}

bool pe_files_write(const char *path, struct bytes loader, const struct image_file *files,
                    size_t count, enum os_durability durability, struct arena scratch)
{
	unsigned char *front = arena_push(&scratch, unsigned char, loader.size);
	struct pe_head head;
	uint64_t size;

	assert(loader.size % PE_ALIGNMENT == 0 && loader.size > PE_HEAD_AT + sizeof head);
	if (!bundle_measure(files, count, &size, scratch))
		return false;
	if (size > PE_FILES_SIZE_MAX) {
		diag_error(&(struct place){ .file = path },
		           "kernel and modules are larger than 1 GiB (PE_FILES_SIZE_MAX)");
		diag_hint("firmware loads this file in one piece: boot from a disk");
		return false;
	}
	memcpy(front, loader.data, loader.size);
	memcpy(&head, front + PE_HEAD_AT, sizeof head);
	add_section(&head, (uint32_t)loader.size, (uint32_t)size);
	memcpy(front + PE_HEAD_AT, &head, sizeof head);
	return bundle_write_behind(path, (struct bytes){ front, loader.size }, files, count,
	                           durability, scratch);
}
