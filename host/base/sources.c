#include "host/base/sources.h"

#include <errno.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_disk.h"
#include "host/base/os_file.h"

enum source_kind sources_kind(const char *path)
{
	static const struct {
		const char *ending;
		enum source_kind kind;
	} kinds[] = {
		{ ".c", SOURCE_C },     { ".cc", SOURCE_CXX },         { ".cpp", SOURCE_CXX },
		{ ".cxx", SOURCE_CXX }, { ".S", SOURCE_PREPROCESSED }, { ".s", SOURCE_ASSEMBLY },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (text_ends_with(path, kinds[i].ending))
			return kinds[i].kind;
	return SOURCE_NONE;
}

bool sources_check(const char *path, const struct place *at)
{
	struct place itself = { .file = path };
	enum os_node kind = os_node_kind(path);

	if (kind == OS_NODE_FILE)
		return true;
	if (kind == OS_NODE_NONE)
		return diag_error(at ? at : &itself, "%s",
		                  errno == ENOENT ? "a link to what is not there"
		                                  : strerror(errno));
	return diag_error(at ? at : &itself, "\"%s\" is a device, pipe or socket, not a file",
	                  path);
}

static bool find_below(struct arena *keep, const char *folder, int depth, struct text_list *sources)
{
	struct text_list names = { .arena = keep };
	struct place at = { .file = folder };

	if (depth > SOURCES_DEPTH_MAX)
		return diag_error(&at, "more than %d nested directories (SOURCES_DEPTH_MAX)",
		                  SOURCES_DEPTH_MAX);
	if (!os_list_folder(keep, folder, &names))
		return diag_error(&at, "cannot read the directory: %s", strerror(errno));
	for (size_t i = 0; i < names.count; i++) {
		const char *path = path_join(keep, folder, names.items[i]);
		if (names.items[i][0] == '.')
			continue;
		enum os_node kind = os_node_kind(path);
		/* A directory that nobody can look at is no link to nowhere. */
		if (kind == OS_NODE_NONE && !os_is_missing(errno))
			return diag_error(&(struct place){ .file = path }, "%s", strerror(errno));
		if (kind == OS_NODE_FOLDER && !find_below(keep, path, depth + 1, sources))
			return false;
		if (kind == OS_NODE_FOLDER || sources_kind(names.items[i]) == SOURCE_NONE)
			continue;
		if (!sources_check(path, NULL))
			return false;
		text_list_add(sources, path);
	}
	return true;
}

bool sources_find(struct arena *keep, const char *folder, struct text_list *sources)
{
	struct text_list found = { .arena = keep };

	if (!find_below(keep, folder, 0, &found))
		return false;
	text_list_sort(&found);
	for (size_t i = 0; i < found.count; i++)
		text_list_add(sources, found.items[i]);
	return true;
}
