#include "host/image/fat_tree.h"

#include <stdint.h>
#include <string.h>

#include "host/base/diag.h"

#define DOT_ENTRIES   2 /* "." and ".." */
#define LABEL_ENTRIES 1 /* the root's volume label */

/* Names in use, long and short, each in its directory: open addressing. */
struct slot {
	const struct fat_node *folder;
	const struct fat_name *folded;
	struct fat_node *node; /* NULL: free */
};

struct builder {
	struct arena *keep;
	struct fat_tree *tree;
	struct slot *slots;
	size_t slot_mask;
};

static size_t hash(const struct fat_tree *tree, const struct fat_node *folder,
                   const struct fat_name *folded)
{
	uint32_t value = (uint32_t)(folder - tree->nodes) * 0x9e3779b1u + 1;

	for (size_t i = 0; i < folded->size; i++)
		value = (value ^ folded->unit[i]) * 0x01000193u;
	return value ^ value >> 15;
}

/* Where the name is, or where it would go. */
static struct slot *find_slot(const struct builder *builder, const struct fat_node *folder,
                              const struct fat_name *folded)
{
	size_t i = hash(builder->tree, folder, folded) & builder->slot_mask;

	while (builder->slots[i].node && (builder->slots[i].folder != folder ||
	                                  !fat_name_equal(builder->slots[i].folded, folded)))
		i = (i + 1) & builder->slot_mask;
	return &builder->slots[i];
}

static const struct fat_name *keep_name(struct arena *keep, const struct fat_name *name)
{
	struct fat_name *copy = arena_push(keep, struct fat_name, 1);

	*copy = *name;
	return copy;
}

static void take_name(struct builder *builder, struct fat_node *node, const struct fat_name *folded)
{
	struct slot *slot = find_slot(builder, node->parent, folded);

	if (!slot->node)
		*slot = (struct slot){ node->parent, keep_name(builder->keep, folded), node };
}

static struct fat_node *add_node(struct builder *builder, struct fat_node *folder,
                                 const struct fat_name *name)
{
	struct fat_node *node = &builder->tree->nodes[builder->tree->node_count++];
	struct fat_name folded = fat_name_fold(name);

	node->parent = folder;
	node->name = keep_name(builder->keep, name);
	if (folder->last_child)
		folder->last_child->next = node;
	else
		folder->first_child = node;
	folder->last_child = node;
	take_name(builder, node, &folded);
	return node;
}

static bool refuse_path(const char *path, const char *reason)
{
	diag_error(NULL, "\"%s\" cannot be a file of the image: %s", path, reason);
	diag_hint("a path is like \"boot/initrd.tar\": names of a FAT volume, with / between "
	          "them");
	return false;
}

/* The directory's child of that name; made if it is not there. */
static struct fat_node *enter_name(struct builder *builder, struct fat_node *folder,
                                   const struct fat_name *name)
{
	struct fat_name folded = fat_name_fold(name);
	struct slot *slot = find_slot(builder, folder, &folded);

	return slot->node ? slot->node : add_node(builder, folder, name);
}

static const char *add_last(struct builder *builder, struct fat_node *folder,
                            const struct fat_name *name, const struct image_file *file)
{
	size_t before = builder->tree->node_count;
	struct fat_node *node = enter_name(builder, folder, name);

	if (builder->tree->node_count == before)
		return fat_node_is_folder(node)
		               ? "a directory has that name"
		               : "another file has that name (case does not count)";
	node->file = file;
	return NULL;
}

static const char *add_path(struct builder *builder, const struct image_file *file)
{
	struct fat_node *folder = builder->tree->nodes;
	struct fat_name name;
	size_t units = 0;

	for (const char *part = file->path;; part++) {
		size_t size = strcspn(part, "/");
		const char *reason = fat_name_parse(&name, part, size);

		if (reason)
			return text_format(builder->keep, "the name \"%.*s\" %s", (int)size, part,
			                   reason);
		units += name.size + 1;
		if (units > FAT_PATH_UNITS_MAX)
			return "the path is longer than 259 characters (FAT_PATH_UNITS_MAX)";
		if (!part[size])
			return add_last(builder, folder, &name, file);
		folder = enter_name(builder, folder, &name);
		if (!fat_node_is_folder(folder))
			return "a file has the name of one of its directories";
		part += size;
	}
}

static bool set_size(struct fat_node *node)
{
	uint64_t size_bytes;

	if (fat_node_is_folder(node))
		return true;
	if (!image_file_size(node->file, &size_bytes))
		return false;
	if (size_bytes > FAT_FILE_SIZE_MAX)
		return image_file_refuse(
			node->file,
			"a file on FAT has at most 4 GiB minus one byte (FAT_FILE_SIZE_MAX)",
			"split it");
	node->size_bytes = (uint32_t)size_bytes;
	return true;
}

/* All long names are in the index already: no alias can shadow one. */
static void give_alias(struct builder *builder, struct fat_node *node,
                       const struct fat_name *folded)
{
	struct fat_name read_as;

	do {
		node->short_name = fat_name_alias(folded, ++node->parent->alias_count);
		read_as = fat_name_of_short(&node->short_name);
	} while (find_slot(builder, node->parent, &read_as)->node);
	take_name(builder, node, &read_as);
}

/* A name with lower case gets a long name beside its short one: the bits that
 * mean "lower case" in an entry are not read by everyone. */
static void name_short(struct builder *builder, struct fat_node *node)
{
	struct fat_name folded = fat_name_fold(node->name);
	bool fits = fat_name_shorten(&folded, &node->short_name);

	node->has_long_name = !fits || !fat_name_equal(&folded, node->name);
	if (!fits)
		give_alias(builder, node, &folded);
}

static uint32_t entries_of(const struct fat_node *node)
{
	size_t units = node->has_long_name ? node->name->size : 0;

	return 1 + (uint32_t)((units + FAT_LONG_UNITS - 1) / FAT_LONG_UNITS);
}

static bool check_folder(const struct fat_node *folder)
{
	uint32_t limit = folder->parent ? FAT_FOLDER_ENTRIES_MAX : FAT_ROOT_ENTRIES_MAX;

	if (!fat_node_is_folder(folder) || folder->entry_count <= limit)
		return true;
	diag_error(NULL,
	           "a directory of the image needs %u directory entries; FAT has room "
	           "for %u",
	           (unsigned)folder->entry_count, (unsigned)limit);
	diag_hint("spread its files over more directories, or give them shorter names");
	return false;
}

static bool finish_nodes(struct builder *builder)
{
	struct fat_tree *tree = builder->tree;

	tree->nodes[0].entry_count = LABEL_ENTRIES;
	for (size_t i = 1; i < tree->node_count; i++) {
		struct fat_node *node = &tree->nodes[i];

		if (!set_size(node))
			return false;
		name_short(builder, node);
		node->parent->entry_count += entries_of(node);
		if (fat_node_is_folder(node))
			node->entry_count += DOT_ENTRIES;
	}
	for (size_t i = 0; i < tree->node_count; i++)
		if (!check_folder(&tree->nodes[i]))
			return false;
	return true;
}

/* At most one node for each part of each path, and the root. */
static size_t node_limit(const struct image_file *files, size_t count)
{
	size_t limit = 1;

	for (size_t i = 0; i < count; i++) {
		limit++;
		for (const char *at = files[i].path; *at; at++)
			limit += *at == '/';
	}
	return limit;
}

static void prepare(struct builder *builder, size_t limit)
{
	static const struct fat_name no_name;
	size_t slots = 16;

	while (slots < 4 * limit) /* a long and a short name each, half full */
		slots *= 2;
	builder->slots = arena_push(builder->keep, struct slot, slots);
	builder->slot_mask = slots - 1;
	*builder->tree = (struct fat_tree){ arena_push(builder->keep, struct fat_node, limit), 1 };
	builder->tree->nodes[0].name = &no_name;
}

bool fat_tree_make(struct arena *keep, const struct image_file *files, size_t count,
                   struct fat_tree *tree)
{
	struct builder builder = { .keep = keep, .tree = tree };

	if (count > FAT_FILES_MAX)
		return diag_error(NULL, "%zu files for one image; the limit is %d (FAT_FILES_MAX)",
		                  count, FAT_FILES_MAX);
	prepare(&builder, node_limit(files, count));
	for (size_t i = 0; i < count; i++) {
		const char *reason = add_path(&builder, &files[i]);

		if (reason)
			return refuse_path(files[i].path, reason);
	}
	return finish_nodes(&builder);
}
