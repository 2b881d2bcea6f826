#include "host/base/sources.h"

#include <errno.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_disk.h"
#include "host/base/os_file.h"

/* The second half has what clang can compile, but not for a kernel, and other compilers'
 * languages. */
static const struct {
	const char *ending;
	enum source_kind kind;
} kinds[] = {
	{ ".c", SOURCE_C },         { ".cc", SOURCE_CXX },         { ".cpp", SOURCE_CXX },
	{ ".cxx", SOURCE_CXX },     { ".S", SOURCE_PREPROCESSED }, { ".s", SOURCE_ASSEMBLY },
	{ ".asm", SOURCE_NASM },    { ".nasm", SOURCE_NASM },      { ".o", SOURCE_OBJECT },
	{ ".a", SOURCE_ARCHIVE },

	{ ".C", SOURCE_FOREIGN },   { ".CPP", SOURCE_FOREIGN },    { ".adb", SOURCE_FOREIGN },
	{ ".ASM", SOURCE_FOREIGN }, { ".bas", SOURCE_FOREIGN },    { ".c++", SOURCE_FOREIGN },
	{ ".cp", SOURCE_FOREIGN },  { ".cppm", SOURCE_FOREIGN },   { ".cu", SOURCE_FOREIGN },
	{ ".f", SOURCE_FOREIGN },   { ".f90", SOURCE_FOREIGN },    { ".fasm", SOURCE_FOREIGN },
	{ ".go", SOURCE_FOREIGN },  { ".ixx", SOURCE_FOREIGN },    { ".ll", SOURCE_FOREIGN },
	{ ".m", SOURCE_FOREIGN },   { ".mm", SOURCE_FOREIGN },     { ".nim", SOURCE_FOREIGN },
	{ ".obj", SOURCE_FOREIGN }, { ".pas", SOURCE_FOREIGN },    { ".rs", SOURCE_FOREIGN },
	{ ".sx", SOURCE_FOREIGN },  { ".swift", SOURCE_FOREIGN },  { ".zig", SOURCE_FOREIGN },
};

enum source_kind sources_kind(const char *path)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (text_ends_with(path, kinds[i].ending))
			return kinds[i].kind;
	return SOURCE_NONE;
}

bool sources_is_compiled(enum source_kind kind)
{
	return kind != SOURCE_NONE && kind < SOURCE_OBJECT;
}

/* "main.o" or "main.c.o" beside main.c: another build made it. */
static bool is_product(const char *object, const struct text_list *names)
{
	size_t size = strlen(object) - strlen(".o");

	for (size_t i = 0; i < names->count; i++) {
		const char *name = names->items[i];

		if (strncmp(name, object, size) == 0 && (name[size] == '.' || !name[size]) &&
		    sources_is_compiled(sources_kind(name)))
			return true;
	}
	return false;
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

/* Of `names`, what a directory holds, one that is no directory. */
static bool take_file(const char *path, const struct text_list *names, struct sources *sources)
{
	enum source_kind kind = sources_kind(path);

	if (sources_is_compiled(kind)) {
		if (!sources_check(path, NULL))
			return false;
		text_list_add(&sources->files, path);
	} else if (kind == SOURCE_OBJECT) {
		if (!is_product(path_name(path), names))
			text_list_add(&sources->left, path);
	} else if (kind != SOURCE_NONE) {
		text_list_add(&sources->left, path);
	}
	return true;
}

static bool find_below(struct arena *keep, const char *folder, int depth, struct sources *sources)
{
	struct text_list names = { .arena = keep };
	struct place at = { .file = folder };

	if (depth > SOURCES_DEPTH_MAX)
		return diag_error(&at, "more than %d nested directories (SOURCES_DEPTH_MAX)",
		                  SOURCES_DEPTH_MAX);
	if (depth && sources->is_apart && sources->is_apart(sources->owner, folder))
		return true;
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
		if (kind == OS_NODE_FOLDER ? !find_below(keep, path, depth + 1, sources)
		                           : !take_file(path, &names, sources))
			return false;
	}
	return true;
}

bool sources_find(struct arena *keep, const char *folder, struct sources *sources)
{
	struct sources found = { .files = { .arena = keep },
		                 .left = { .arena = keep },
		                 .is_apart = sources->is_apart,
		                 .owner = sources->owner };

	if (!find_below(keep, folder, 0, &found))
		return false;
	text_list_sort(&found.files);
	text_list_add_all(&sources->files, found.files.items);
	text_list_add_all(&sources->left, found.left.items);
	return true;
}
