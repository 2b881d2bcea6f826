#include "host/cli/watchlist.h"

#include <stdlib.h>
#include <string.h>

#include "host/base/os_file.h"
#include "host/base/sources.h"
#include "host/project/project.h"

#define FNV_BASIS 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u

#define TIME_OF_CHANGED 1 /* ns after 1970: no file's */

void watchlist_add(struct watchlist *list, enum input_kind kind, const char *path)
{
	arena_grow(list->keep, list->items, list->count, list->capacity);
	list->items[list->count++] = (struct watched){ .path = path, .kind = kind };
}

static uint64_t mix(uint64_t hash, const char *name)
{
	do
		hash = (hash ^ (unsigned char)*name) * FNV_PRIME;
	while (*name++);
	return hash;
}

/* Headers of C++ have no ending at all; "4913" is Vim's, which tries whether it may write. */
static bool is_readable_name(const char *name)
{
	static const char *const endings[] = { ".h",   ".hh",  ".hpp", ".hxx", ".inc",
		                               ".def", ".ipp", ".ld",  ".lds" };

	if (*name == '.' || strspn(name, "0123456789") == strlen(name))
		return false;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (text_ends_with(name, endings[i]))
			return true;
	return sources_kind(name) != SOURCE_NONE || !strpbrk(name, ".~#");
}

/* Not what was built there. */
static bool is_of_tree(const struct watched *watched, const char *folder, struct arena scratch)
{
	const char *path = path_join(&scratch, watched->path, folder);

	return watched->kind == INPUT_TREE &&
	       !os_file_exists(path_join(&scratch, path, PROJECT_TAG));
}

static uint64_t hash_names(const struct watched *watched, struct arena scratch)
{
	struct text_list names = { .arena = &scratch };
	uint64_t hash = FNV_BASIS;

	if (!os_list_folder(&scratch, watched->path, &names))
		return 0;
	for (size_t i = 0; i < names.count; i++) {
		const char *name = names.items[i];
		bool is_folder = !strchr(name, '.') &&
		                 os_is_folder(path_join(&scratch, watched->path, name));

		if (is_readable_name(name) && (!is_folder || is_of_tree(watched, name, scratch)))
			hash = mix(hash, name);
	}
	return hash;
}

static void examine(struct watched *watched, struct arena scratch)
{
	if (!os_file_facts(watched->path, &watched->facts))
		watched->facts = (struct os_file_facts){ 0 };
	watched->names = watched->kind == INPUT_FILE ? 0 : hash_names(watched, scratch);
}

/* A directory is listed only where its time says that names came or went. */
static bool has_changed(const struct watched *old, struct arena scratch)
{
	struct watched now = *old;

	if (!os_file_facts(old->path, &now.facts))
		now.facts = (struct os_file_facts){ 0 };
	if (now.facts.modified_ns == old->facts.modified_ns &&
	    (now.facts.size_bytes == old->facts.size_bytes || now.facts.is_folder))
		return false;
	if (old->kind == INPUT_FILE)
		return !now.facts.is_folder || !old->facts.is_folder;
	return hash_names(old, scratch) != old->names;
}

static int compare(const void *left, const void *right)
{
	const struct watched *a = left, *b = right;
	int order = strcmp(a->path, b->path);

	return order ? order : (int)a->kind - (int)b->kind;
}

void watchlist_settle(struct watchlist *list, const struct watchlist *before, int64_t since_ns)
{
	size_t kept = 0;

	if (list->count)
		qsort(list->items, list->count, sizeof *list->items, compare);
	for (size_t i = 0; i < list->count; i++) {
		struct watched item = list->items[i];
		const struct watched *old = NULL;

		if (kept && compare(&list->items[kept - 1], &item) == 0)
			continue;
		if (before->count)
			old = bsearch(&item, before->items, before->count, sizeof item, compare);
		if (old) {
			item.facts = old->facts;
			item.names = old->names;
		} else {
			examine(&item, *list->keep);
			if (item.kind == INPUT_FILE && item.facts.modified_ns > since_ns)
				item.facts.modified_ns = TIME_OF_CHANGED;
		}
		list->items[kept++] = item;
	}
	list->count = kept;
}

void watchlist_refresh(struct watchlist *list, struct arena scratch)
{
	for (size_t i = 0; i < list->count; i++)
		examine(&list->items[i], scratch);
}

const char *watchlist_find_change(const struct watchlist *list, struct arena scratch)
{
	for (size_t i = 0; i < list->count; i++)
		if (has_changed(&list->items[i], scratch))
			return list->items[i].path;
	return NULL;
}

/* A file is heard of by its directory: a new one takes the name of the old. Of what is not
 * there one hears by the directory above. */
void watchlist_subscribe(const struct watchlist *list, struct os_watch *watch, struct arena scratch)
{
	const char *last = "";

	for (size_t i = 0; i < list->count && watch->is_told; i++) {
		const struct watched *item = &list->items[i];
		const char *folder = item->path;

		if (item->kind == INPUT_FILE || !os_is_folder(folder))
			folder = path_folder(&scratch, folder);
		while (!os_is_folder(folder) && !path_is_root(folder))
			folder = path_folder(&scratch, folder);
		if (!text_equal(folder, last))
			os_watch_folder(watch, folder);
		last = folder;
	}
}
