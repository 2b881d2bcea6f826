#include "boot/file/fat_name.h"

#include <string.h>

static uint8_t to_upper(uint8_t c)
{
	return c >= 'a' && c <= 'z' ? (uint8_t)(c - 'a' + 'A') : c;
}

static void copy_units(uint16_t *to, const struct le16 *from, size_t count)
{
	for (size_t i = 0; i < count; i++)
		to[i] = le16_get(from[i]);
}

/* The name ends at its first 0 unit, else where its parts end. */
static uint16_t length_of(const uint16_t *units, size_t limit)
{
	size_t length = 0;

	while (length < limit && units[length])
		length++;
	return (uint16_t)length;
}

void fat_name_add(struct fat_name *name, const struct fat_entry *entry)
{
	struct fat_long_entry part;
	uint16_t *units;

	memcpy(&part, entry, sizeof part);
	name->complete = false;
	if (part.order & FAT_LONG_LAST) {
		name->parts_left = part.order & (FAT_LONG_LAST - 1);
		name->checksum = part.checksum;
		name->length = name->parts_left * FAT_LONG_UNITS;
	} else if (part.order != name->parts_left || part.checksum != name->checksum) {
		name->parts_left = 0;
	}
	if (!name->parts_left || name->parts_left > FAT_NAME_PARTS_MAX) {
		name->parts_left = 0;
		return;
	}
	name->parts_left--;
	units = name->units + name->parts_left * FAT_LONG_UNITS;
	copy_units(units, part.name1, 5);
	copy_units(units + 5, part.name2, 6);
	copy_units(units + 11, part.name3, 2);
	if (name->parts_left)
		return;
	name->length = length_of(name->units, name->length);
	name->complete = true;
}

static bool long_matches(const struct fat_name *name, const char *wanted, size_t length)
{
	if (name->length != length)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (name->units[i] >= 0x80 || (uint8_t)wanted[i] >= 0x80)
			return false;
		if (to_upper((uint8_t)name->units[i]) != to_upper((uint8_t)wanted[i]))
			return false;
	}
	return true;
}

/* "KERNEL  ELF" is kernel.elf. */
static size_t short_unfold(char *to, const uint8_t *short_name)
{
	size_t length = FAT_SHORT_BASE, extension = FAT_SHORT_SIZE;

	while (length > 0 && short_name[length - 1] == ' ')
		length--;
	memcpy(to, short_name, length);
	while (extension > FAT_SHORT_BASE && short_name[extension - 1] == ' ')
		extension--;
	if (extension == FAT_SHORT_BASE)
		return length;
	to[length++] = '.';
	memcpy(to + length, short_name + FAT_SHORT_BASE, extension - FAT_SHORT_BASE);
	return length + extension - FAT_SHORT_BASE;
}

static bool short_matches(const uint8_t *short_name, const char *wanted, size_t length)
{
	char unfolded[FAT_SHORT_SIZE + 1];

	if (short_unfold(unfolded, short_name) != length)
		return false;
	for (size_t i = 0; i < length; i++) {
		if ((uint8_t)wanted[i] >= 0x80 ||
		    to_upper((uint8_t)unfolded[i]) != to_upper((uint8_t)wanted[i]))
			return false;
	}
	return true;
}

bool fat_name_matches(const struct fat_name *name, const struct fat_entry *entry,
                      const char *wanted, size_t length)
{
	if (name->complete && name->checksum == fat_checksum(entry->name) &&
	    long_matches(name, wanted, length))
		return true;
	return short_matches(entry->name, wanted, length);
}
