#pragma once
/* fat_tree: the directories and files of a volume before it is written.
 *
 * Made from a list of paths; directories come into being as paths name them, and
 * keep the spelling of the first. Node 0 is the root. Every node has a name
 * that is unique in its directory, long or short, without regard to case. */
#include "host/image/fat_name.h"
#include "host/image/image_file.h"

#define FAT_FILE_SIZE_MAX      0xffffffffu
#define FAT_PATH_UNITS_MAX     260   /* with its terminator */
#define FAT_ROOT_ENTRIES_MAX   512   /* the fixed root of FAT12 and FAT16 */
#define FAT_FOLDER_ENTRIES_MAX 65536 /* 2 MiB */
#define FAT_FILES_MAX          16384

struct fat_node {
	struct fat_node *parent; /* NULL: the root */
	struct fat_node *next;   /* in the same directory */
	struct fat_node *first_child, *last_child;
	const struct image_file *file; /* NULL: a directory */
	const struct fat_name *name;
	struct fat_short short_name;
	bool has_long_name;
	uint32_t entry_count; /* of a directory: directory entries */
	uint32_t alias_count; /* of a directory: aliases given so far */
	uint32_t size_bytes;  /* of a file */
	uint32_t crc;         /* of a file's content, once it is written */
	uint32_t first_cluster, cluster_count;
};

struct fat_tree {
	struct fat_node *nodes; /* in the order of the paths */
	size_t node_count;
};

/* Reports what is wrong with a path or a source, and returns false. */
bool fat_tree_make(struct arena *keep, const struct image_file *files, size_t count,
                   struct fat_tree *tree);

static inline bool fat_node_is_folder(const struct fat_node *node)
{
	return !node->file;
}
