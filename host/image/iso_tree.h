#pragma once
/* iso_tree: the directories of an image as ISO 9660 has them (ECMA-119, 6.8, 7.5,
 * 9.1 and 9.4).
 *
 * Its files are the EFI system partition's, read where they lie there. */
#include "abi/iso.h"
#include "host/image/fat.h"

#define ISO_DEPTH_MAX 8 /* directories above each other, with the root */

struct iso_folder {
	const struct fat_node *node;
	const struct fat_node **children; /* in the order of their names */
	size_t child_count;
	uint32_t parent; /* index of the directory above; the root is its own */
	uint32_t block, block_count;
};

struct iso_tree {
	const struct fat_volume *files;
	struct iso_folder *folders; /* in the order of the path table; 0: the root */
	uint32_t folder_count;
	uint32_t path_table_size_bytes;
	uint32_t first_block, block_count; /* both path tables, then the directories */
	struct iso_time time;
};

/* Lays the tree out from first_block on; false, reported, if ISO 9660 cannot
 * have it or it would reach end_block. */
bool iso_tree_make(struct arena *keep, const struct fat_volume *files, uint32_t first_block,
                   uint32_t end_block, struct iso_tree *tree);

/* All of it, at its place in the output. */
bool iso_tree_write(const struct iso_tree *tree, struct arena scratch);

/* The blocks of the two path tables: little-endian, then big-endian numbers. */
uint32_t iso_tree_path_table(const struct iso_tree *tree);
uint32_t iso_tree_path_table_big(const struct iso_tree *tree);

/* The root's record, but for its name. */
struct iso_record iso_tree_root(const struct iso_tree *tree);
