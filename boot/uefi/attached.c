#include "boot/uefi/attached.h"

#include <stddef.h>
#include <string.h>

#include "abi/pe.h"

/* The head is entry.S's own, to which the host has added one section at the end. */
const struct bundle *attached_find(const void *image)
{
	static struct bundle bundle;
	const uint8_t *bytes = image;
	const struct pe_head *head = (const struct pe_head *)(bytes + PE_HEAD_AT);
	size_t count = le16_get(head->section_count);
	const struct pe_section *last = &head->sections[count - 1];

	if (!count || count > PE_SECTIONS_MAX ||
	    memcmp(last->name, PE_FILES_NAME, sizeof last->name) != 0)
		return NULL;
	bundle_open(&bundle, bytes + le32_get(last->address), le32_get(last->size_bytes));
	return &bundle;
}
