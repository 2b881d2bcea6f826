#include "host/image/iso_tree.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/image/calendar.h"
#include "host/image/iso_name.h"

#define PATH_RECORD_SIZE 8      /* without its name */
#define FOLDERS_MAX      0xffff /* path tables number them with 16 bits */

static const struct iso_name root_name = { "", 1 }; /* one byte, 0 */

/* What qsort compares: the children of one directory. */
struct child {
	const struct fat_node *node;
	struct iso_name name;
};

static struct iso_name name_of(const struct iso_tree *tree, const struct fat_node *node)
{
	return node->parent ? iso_name_of(node, (size_t)(node - tree->files->tree->nodes))
	                    : root_name;
}

static int compare_children(const void *a, const void *b)
{
	return iso_name_compare(&((const struct child *)a)->name, &((const struct child *)b)->name);
}

static void sort_children(const struct iso_tree *tree, struct iso_folder *folder,
                          struct arena scratch)
{
	struct child *children = arena_push(&scratch, struct child, folder->child_count);
	size_t count = 0;

	for (const struct fat_node *node = folder->node->first_child; node; node = node->next)
		children[count++] = (struct child){ node, name_of(tree, node) };
	qsort(children, count, sizeof *children, compare_children);
	for (size_t i = 0; i < count; i++)
		folder->children[i] = children[i].node;
}

static size_t count_children(const struct fat_node *folder)
{
	size_t count = 0;

	for (const struct fat_node *node = folder->first_child; node; node = node->next)
		count++;
	return count;
}

static uint32_t count_folders(const struct fat_tree *tree)
{
	uint32_t count = 0;

	for (size_t i = 0; i < tree->node_count; i++)
		count += fat_node_is_folder(&tree->nodes[i]);
	return count;
}

/* The directories, level after level: the array is the queue too, and ends up in
 * the order of the path table (ECMA-119, 6.9.1). */
static void list_folders(struct arena *keep, struct iso_tree *tree)
{
	uint32_t end = 1;

	tree->folder_count = count_folders(tree->files->tree);
	tree->folders = arena_push(keep, struct iso_folder, tree->folder_count);
	tree->folders[0].node = tree->files->tree->nodes;
	for (uint32_t i = 0; i < tree->folder_count; i++) {
		struct iso_folder *folder = &tree->folders[i];

		folder->child_count = count_children(folder->node);
		folder->children = arena_push(keep, const struct fat_node *, folder->child_count);
		sort_children(tree, folder, *keep);
		for (size_t c = 0; c < folder->child_count; c++)
			if (fat_node_is_folder(folder->children[c]))
				tree->folders[end++] = (struct iso_folder){
					.node = folder->children[c],
					.parent = i,
				};
	}
	assert(end == tree->folder_count);
}

static uint32_t record_size(const struct iso_name *name)
{
	return (uint32_t)(sizeof(struct iso_record) + name->size + 1) / 2 * 2;
}

/* Where a record of that size goes that would go to offset: never across the
 * end of a block. */
static uint32_t place_record(uint32_t offset, uint32_t size)
{
	uint32_t left = ISO_BLOCK_SIZE - offset % ISO_BLOCK_SIZE;

	return size > left ? offset + left : offset;
}

static uint32_t blocks_of(uint32_t size_bytes)
{
	return (size_bytes + ISO_BLOCK_SIZE - 1) / ISO_BLOCK_SIZE;
}

static uint32_t folder_blocks(const struct iso_tree *tree, const struct iso_folder *folder)
{
	uint32_t end = 2 * record_size(&root_name); /* itself and the one above */

	for (size_t i = 0; i < folder->child_count; i++) {
		struct iso_name name = name_of(tree, folder->children[i]);
		uint32_t size = record_size(&name);

		end = place_record(end, size) + size;
	}
	return blocks_of(end);
}

static uint32_t path_record_size(const struct iso_name *name)
{
	return (uint32_t)(PATH_RECORD_SIZE + name->size + 1) / 2 * 2;
}

static void place_folders(struct iso_tree *tree)
{
	uint32_t block = tree->first_block;

	for (uint32_t i = 0; i < tree->folder_count; i++) {
		struct iso_name name = name_of(tree, tree->folders[i].node);

		tree->path_table_size_bytes += path_record_size(&name);
	}
	block += 2 * blocks_of(tree->path_table_size_bytes);
	for (uint32_t i = 0; i < tree->folder_count; i++) {
		struct iso_folder *folder = &tree->folders[i];

		folder->block = block;
		folder->block_count = folder_blocks(tree, folder);
		block += folder->block_count;
	}
	tree->block_count = block - tree->first_block;
}

static unsigned depth_of(const struct fat_node *node)
{
	unsigned depth = 1;

	while ((node = node->parent))
		depth++;
	return depth;
}

/* A level holds its directories in one stretch: the last one is the deepest. */
static bool check_tree(const struct iso_tree *tree, uint32_t end_block)
{
	unsigned depth = depth_of(tree->folders[tree->folder_count - 1].node);

	if (depth > ISO_DEPTH_MAX) {
		diag_error(NULL,
		           "directories are nested %u deep; an ISO image allows %d, with its root "
		           "(ISO_DEPTH_MAX)",
		           depth, ISO_DEPTH_MAX);
		diag_hint("use fewer directories, or --format raw");
		return false;
	}
	if (tree->folder_count <= FOLDERS_MAX && tree->first_block + tree->block_count <= end_block)
		return true;
	diag_error(NULL, "the names in an ISO image take %u KiB; there is room for %u",
	           (unsigned)(tree->block_count * (ISO_BLOCK_SIZE / 1024)),
	           (unsigned)((end_block - tree->first_block) * (ISO_BLOCK_SIZE / 1024)));
	diag_hint("put fewer files into it, or use --format raw");
	return false;
}

static struct iso_time make_time(int64_t epoch_seconds)
{
	struct calendar now = calendar_of(epoch_seconds);

	return (struct iso_time){
		.years_since_1900 = (uint8_t)(now.year - 1900),
		.month = (uint8_t)now.month,
		.day = (uint8_t)now.day,
		.hour = (uint8_t)now.hour,
		.minute = (uint8_t)now.minute,
		.second = (uint8_t)now.second,
	};
}

bool iso_tree_make(struct arena *keep, const struct fat_volume *files, uint32_t first_block,
                   uint32_t end_block, struct iso_tree *tree)
{
	*tree = (struct iso_tree){ .files = files,
		                   .first_block = first_block,
		                   .time = make_time(files->epoch_seconds) };
	list_folders(keep, tree);
	place_folders(tree);
	return check_tree(tree, end_block);
}

uint32_t iso_tree_path_table(const struct iso_tree *tree)
{
	return tree->first_block;
}

uint32_t iso_tree_path_table_big(const struct iso_tree *tree)
{
	return tree->first_block + blocks_of(tree->path_table_size_bytes);
}

static struct iso_record make_record(const struct iso_tree *tree, uint32_t block,
                                     uint32_t size_bytes, const struct iso_name *name)
{
	return (struct iso_record){
		.size = (uint8_t)record_size(name),
		.block = both32_of(block),
		.size_bytes = both32_of(size_bytes),
		.time = tree->time,
		.volume = both16_of(1),
		.name_size = name->size,
	};
}

static struct iso_record folder_record(const struct iso_tree *tree, uint32_t index,
                                       const struct iso_name *name)
{
	const struct iso_folder *folder = &tree->folders[index];
	struct iso_record record = make_record(tree, folder->block,
	                                       folder->block_count * ISO_BLOCK_SIZE, name);

	record.flags = ISO_FLAG_FOLDER;
	return record;
}

struct iso_record iso_tree_root(const struct iso_tree *tree)
{
	return folder_record(tree, 0, &root_name);
}

/* An empty file lies nowhere. */
static struct iso_record file_record(const struct iso_tree *tree, const struct fat_node *node,
                                     const struct iso_name *name)
{
	uint64_t offset = node->first_cluster ? fat_cluster_offset(tree->files, node->first_cluster)
	                                      : 0;

	assert(offset % ISO_BLOCK_SIZE == 0);
	return make_record(tree, (uint32_t)(offset / ISO_BLOCK_SIZE), node->size_bytes, name);
}

static uint32_t put_record(uint8_t *bytes, uint32_t offset, struct iso_record record,
                           const struct iso_name *name)
{
	offset = place_record(offset, record.size);
	memcpy(bytes + offset, &record, sizeof record);
	memcpy(bytes + offset + sizeof record, name->text, name->size);
	return offset + record.size;
}

/* The directories inside a directory follow each other in the path table: the first
 * of them is enough to know where all are. */
static uint32_t first_inner(const struct iso_tree *tree, uint32_t index)
{
	uint32_t i = index + 1;

	while (i < tree->folder_count && tree->folders[i].parent != index)
		i++;
	return i;
}

static bool write_folder(const struct iso_tree *tree, uint32_t index, struct arena scratch)
{
	static const struct iso_name above_name = { "\1", 1 };
	const struct iso_folder *folder = &tree->folders[index];
	size_t size = (size_t)folder->block_count * ISO_BLOCK_SIZE;
	uint8_t *bytes = arena_push(&scratch, uint8_t, size);
	uint32_t inner = first_inner(tree, index), end = 0;

	end = put_record(bytes, end, folder_record(tree, index, &root_name), &root_name);
	end = put_record(bytes, end, folder_record(tree, folder->parent, &above_name), &above_name);
	for (size_t i = 0; i < folder->child_count; i++) {
		const struct fat_node *node = folder->children[i];
		struct iso_name name = name_of(tree, node);

		end = put_record(bytes, end,
		                 fat_node_is_folder(node) ? folder_record(tree, inner++, &name)
		                                          : file_record(tree, node, &name),
		                 &name);
	}
	assert(blocks_of(end) == folder->block_count);
	return output_write(tree->files->output, bytes, size,
	                    (uint64_t)folder->block * ISO_BLOCK_SIZE);
}

/* ECMA-119, 9.4: a record is its name's size, 0, the directory's block, the number
 * from 1 of the directory above, the name. */
static bool write_path_table(const struct iso_tree *tree, bool is_big, struct arena scratch)
{
	uint8_t *bytes = arena_push(&scratch, uint8_t, tree->path_table_size_bytes);
	uint32_t first = is_big ? iso_tree_path_table_big(tree) : iso_tree_path_table(tree);
	uint8_t *at = bytes;

	for (uint32_t i = 0; i < tree->folder_count; i++) {
		const struct iso_folder *folder = &tree->folders[i];
		struct iso_name name = name_of(tree, folder->node);
		struct both32 block = both32_of(folder->block);
		struct both16 parent = both16_of((uint16_t)(folder->parent + 1));

		at[0] = name.size;
		memcpy(at + 2, is_big ? block.big.byte : block.little.byte, 4);
		memcpy(at + 6, is_big ? parent.big.byte : parent.little.byte, 2);
		memcpy(at + PATH_RECORD_SIZE, name.text, name.size);
		at += path_record_size(&name);
	}
	return output_write(tree->files->output, bytes, tree->path_table_size_bytes,
	                    (uint64_t)first * ISO_BLOCK_SIZE);
}

bool iso_tree_write(const struct iso_tree *tree, struct arena scratch)
{
	for (uint32_t i = 0; i < tree->folder_count; i++)
		if (!write_folder(tree, i, scratch))
			return false;
	return write_path_table(tree, false, scratch) && write_path_table(tree, true, scratch);
}
