#include "host/image/pack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/os_file.h"
#include "host/image/image_file.h"
#include "host/image/tar.h"

struct member {
	const char *name;   /* below the directory */
	const char *source; /* whose content follows the header; NULL: none does */
	struct bytes header;
	uint64_t size_bytes;
};

struct list {
	const struct pack *pack;
	struct arena *keep;
	struct member *members;
	size_t count, capacity;
	uint64_t size_bytes; /* of the archive */
};

static bool refuse(const struct pack *pack, const char *path, const char *reason,
                   const char *action)
{
	diag_error(pack->at, "\"%s\" cannot be packed: %s", path, reason);
	diag_hint("%s", action);
	return false;
}

static bool refuse_reading(const char *path, const char *what)
{
	return diag_error(&(struct place){ .file = path }, "cannot read %s: %s", what,
	                  strerror(errno));
}

/* False if there is no room for it in an archive. */
static bool add_member(struct list *list, const char *path, const struct tar_entry *entry)
{
	uint64_t size = entry->size_bytes;

	if (size > PACK_SIZE_MAX)
		return false;
	arena_grow(list->keep, list->members, list->count, list->capacity);
	struct member *member = &list->members[list->count++];
	*member = (struct member){ entry->name, entry->kind == TAR_FILE ? path : NULL,
		                   tar_header(list->keep, entry), size };
	list->size_bytes += member->header.size + size + tar_padding(size);
	return list->size_bytes <= PACK_SIZE_MAX;
}

/* What the archive says of a file. */
static bool describe(struct list *list, const char *path, const struct os_entry *facts,
                     struct tar_entry *entry)
{
	static const enum tar_kind kinds[] = { [OS_ENTRY_FILE] = TAR_FILE,
		                               [OS_ENTRY_FOLDER] = TAR_FOLDER,
		                               [OS_ENTRY_LINK] = TAR_LINK };

	if (facts->kind == OS_ENTRY_OTHER)
		return refuse(
			list->pack, path, "it is a device, a pipe or a socket",
			"only files, directories and symbolic links are packed: move it away");
	entry->kind = kinds[facts->kind];
	entry->is_executable = facts->is_executable;
	entry->size_bytes = facts->size_bytes;
	entry->modified_s = list->pack->epoch_seconds;
	if (entry->kind == TAR_LINK && !(entry->link = os_read_link(list->keep, path)))
		return refuse_reading(path, "the link");
	const char *reason = tar_refuse(list->keep, entry);
	return !reason || refuse(list->pack, path, reason,
	                         "shorten it; a name counts with the directories that it is in");
}

static bool list_folder(struct list *list, const char *path, const char *name);

static bool list_entry(struct list *list, const char *path, const char *name)
{
	struct tar_entry entry = { .name = name };
	struct os_entry facts;

	if (!os_entry_facts(path, &facts))
		return refuse_reading(path, "it");
	if (!describe(list, path, &facts, &entry))
		return false;
	if (!add_member(list, path, &entry))
		return refuse(list->pack, path,
		              "with it the archive would be 4 GiB or more (PACK_SIZE_MAX)",
		              "remove files from the directory");
	return entry.kind != TAR_FOLDER || list_folder(list, path, name);
}

/* name: of the directory below the one that is packed; empty for that. Names end the
 * descent, if nothing else does: TAR_NAME_SIZE_MAX. */
static bool list_folder(struct list *list, const char *path, const char *name)
{
	struct text_list inner = { .arena = list->keep };

	if (!os_list_folder(list->keep, path, &inner))
		return refuse_reading(path, "the directory");
	for (size_t i = 0; i < inner.count; i++) {
		const char *item = inner.items[i];

		if (!list_entry(list, path_join(list->keep, path, item),
		                *name ? path_join(list->keep, name, item) : item))
			return false;
	}
	return true;
}

static int compare_members(const void *a, const void *b)
{
	return strcmp(((const struct member *)a)->name, ((const struct member *)b)->name);
}

static bool write_piece(struct output *output, const void *data, size_t size, uint64_t *at)
{
	*at += size;
	return output_write(output, data, size, *at - size);
}

static bool write_parts(struct output *output, const struct list *list)
{
	static const char zeros[USTAR_END_BLOCKS * USTAR_BLOCK_SIZE];
	uint64_t at = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct member *member = &list->members[i];
		const struct image_file file = { .path = member->name, .source = member->source };

		if (!write_piece(output, member->header.data, member->header.size, &at))
			return false;
		if (!member->source)
			continue;
		if (!image_file_copy(&file, output, at, member->size_bytes, NULL, *list->keep))
			return false;
		at += member->size_bytes;
		if (!write_piece(output, zeros, tar_padding(member->size_bytes), &at))
			return false;
	}
	return write_piece(output, zeros, sizeof zeros, &at);
}

/* An archive in the directory would be packed into itself. */
static bool check_place(const struct pack *pack, struct arena scratch)
{
	const char *folder = os_real_path(&scratch, pack->folder);
	const char *place = os_real_path(&scratch, path_folder(&scratch, pack->archive));

	return !folder || !place || !path_is_within(place, folder) ||
	       refuse(pack, pack->folder, "it contains build/",
	              "move its files into a directory of their own");
}

bool pack_write(const struct pack *pack, struct arena scratch)
{
	struct list list = { .pack = pack,
		             .keep = &scratch,
		             .size_bytes = USTAR_END_BLOCKS * USTAR_BLOCK_SIZE };
	struct output output;

	if (!check_place(pack, scratch) || !list_folder(&list, pack->folder, ""))
		return false;
	if (list.count)
		qsort(list.members, list.count, sizeof *list.members, compare_members);
	if (!output_begin_update(&output, pack->archive))
		return false;
	if (write_parts(&output, &list))
		return output_commit(&output);
	output_cancel(&output);
	return false;
}
