/* fat_directory: the directory entries of a FAT volume. */
#include <assert.h>
#include <string.h>

#include "abi/fat.h"
#include "host/image/calendar.h"
#include "host/image/fat.h"

#define LONG_FILL 0xffff /* after the terminator of a long name */

struct stamp {
	struct le16 date, time;
	uint8_t tenths;
};

/* A directory's entries as they are filled in. */
struct listing {
	struct fat_entry *next, *end;
	struct stamp stamp;
};

static struct stamp make_stamp(int64_t epoch_seconds)
{
	struct calendar now = calendar_of(epoch_seconds);
	uint32_t date = (now.year - CALENDAR_YEAR_FIRST) << 9 | now.month << 5 | now.day;
	uint32_t time = now.hour << 11 | now.minute << 5 | now.second / 2;

	return (struct stamp){
		.date = le16_of((uint16_t)date),
		.time = le16_of((uint16_t)time),
		.tenths = (uint8_t)(now.second % 2 * 100),
	};
}

static struct fat_entry *add_entry(struct listing *listing, const void *name, uint8_t attributes,
                                   uint32_t cluster)
{
	struct fat_entry *entry = listing->next++;

	assert(listing->next <= listing->end);
	*entry = (struct fat_entry){
		.attributes = attributes,
		.created_tenths = listing->stamp.tenths,
		.created_time = listing->stamp.time,
		.created_date = listing->stamp.date,
		.accessed_date = listing->stamp.date,
		.written_time = listing->stamp.time,
		.written_date = listing->stamp.date,
		.first_cluster_high = le16_of((uint16_t)(cluster >> 16)),
		.first_cluster_low = le16_of((uint16_t)cluster),
	};
	memcpy(entry->name, name, sizeof entry->name);
	return entry;
}

/* The unit of a long name at i: the name, one zero, then filling. */
static struct le16 long_unit(const struct fat_name *name, size_t i)
{
	return le16_of(i < name->size ? name->unit[i] : i == name->size ? 0 : LONG_FILL);
}

static void add_long_entry(struct listing *listing, const struct fat_node *node, size_t part)
{
	struct fat_long_entry entry = {
		.order = (uint8_t)(part + 1),
		.attributes = FAT_ATTRIBUTE_LONG_NAME,
		.checksum = fat_checksum(node->short_name.byte),
	};
	size_t at = part * FAT_LONG_UNITS;

	if (at + FAT_LONG_UNITS >= node->name->size)
		entry.order |= FAT_LONG_LAST;
	for (size_t i = 0; i < 5; i++)
		entry.name1[i] = long_unit(node->name, at + i);
	for (size_t i = 0; i < 6; i++)
		entry.name2[i] = long_unit(node->name, at + 5 + i);
	for (size_t i = 0; i < 2; i++)
		entry.name3[i] = long_unit(node->name, at + 11 + i);
	assert(listing->next < listing->end);
	memcpy(listing->next++, &entry, sizeof entry);
}

static void add_node(struct listing *listing, const struct fat_node *node)
{
	bool is_folder = fat_node_is_folder(node);
	size_t units = node->has_long_name ? node->name->size : 0;

	/* The last part of a long name comes first. */
	for (size_t part = (units + FAT_LONG_UNITS - 1) / FAT_LONG_UNITS; part; part--)
		add_long_entry(listing, node, part - 1);
	struct fat_entry *entry = add_entry(listing, node->short_name.byte,
	                                    is_folder ? FAT_ATTRIBUTE_DIRECTORY
	                                              : FAT_ATTRIBUTE_ARCHIVE,
	                                    node->first_cluster);
	entry->size_bytes = le32_of(is_folder ? 0 : node->size_bytes);
}

static void add_head(struct listing *listing, const struct fat_node *folder)
{
	const struct fat_node *parent = folder->parent;

	if (!parent) {
		add_entry(listing, FAT_LABEL, FAT_ATTRIBUTE_VOLUME, 0);
		return;
	}
	add_entry(listing, ".          ", FAT_ATTRIBUTE_DIRECTORY, folder->first_cluster);
	/* The root is cluster 0 here, even where it lies in a cluster. */
	add_entry(listing, "..         ", FAT_ATTRIBUTE_DIRECTORY,
	          parent->parent ? parent->first_cluster : 0);
}

static uint64_t folder_offset(const struct fat_volume *volume, const struct fat_node *folder)
{
	uint64_t root = fat_cluster_offset(volume, FAT_FIRST_CLUSTER) -
	                (uint64_t)volume->geometry.root_sectors * SECTOR_SIZE;

	return folder->first_cluster ? fat_cluster_offset(volume, folder->first_cluster) : root;
}

/* The zeros after the last entry, which end a directory, are in the output. */
static bool write_folder(const struct fat_volume *volume, const struct fat_node *folder,
                         struct arena scratch)
{
	struct fat_entry *entries = arena_push(&scratch, struct fat_entry, folder->entry_count);
	struct listing listing = { entries, entries + folder->entry_count,
		                   make_stamp(volume->epoch_seconds) };

	add_head(&listing, folder);
	for (const struct fat_node *node = folder->first_child; node; node = node->next)
		add_node(&listing, node);
	assert(listing.next == listing.end);
	return output_write(volume->output, entries, folder->entry_count * sizeof *entries,
	                    folder_offset(volume, folder));
}

bool fat_write_folders(const struct fat_volume *volume, struct arena scratch)
{
	for (size_t i = 0; i < volume->tree->node_count; i++) {
		const struct fat_node *node = &volume->tree->nodes[i];

		if (fat_node_is_folder(node) && !write_folder(volume, node, scratch))
			return false;
	}
	return true;
}
