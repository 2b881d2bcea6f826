/* project_sources: the files that a project is made of. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/os_disk.h"
#include "host/base/os_file.h"
#include "host/base/sources.h"
#include "host/project/project.h"

static bool add_source(struct arena *keep, const struct placed_text *source,
                       struct text_list *sources)
{
	const char *path = source->text;
	struct os_file_facts facts;

	if (!os_file_facts(path, &facts)) {
		diag_error(&source->at, "directory \"%s\" not found", path);
		diag_hint("`sources` in %s lists the source directories", PROJECT_FILE);
		return false;
	}
	if (facts.is_folder)
		return sources_find(keep, path, sources);
	if (sources_kind(path) == SOURCE_NONE) {
		diag_error(&source->at, "\"%s\" is neither C, C++ nor assembly", path);
		diag_hint("sources are directories, *.c, *.cc, *.cpp, *.cxx, *.S and *.s");
		return false;
	}
	if (!sources_check(path, &source->at))
		return false;
	text_list_add(sources, path);
	return true;
}

/* ninja has no way to write such a name. */
static bool check_characters(const char *path)
{
	struct place at = { .file = path };

	for (const char *c = path; *c; c++)
		if ((unsigned char)*c < 0x20)
			return diag_error(&at, "control character in the name of a source file");
	return true;
}

/* A source by one of its spellings, and where it really lies. */
struct spelling {
	const char *real, *path;
};

static int compare_spellings(const void *left, const void *right)
{
	const struct spelling *a = left, *b = right;
	int order = strcmp(a->real, b->real);
	size_t a_size = strlen(a->path), b_size = strlen(b->path);

	if (order)
		return order;
	return a_size != b_size ? (a_size < b_size ? -1 : 1) : strcmp(a->path, b->path);
}

/* Its directory's real path, and its own name: a link to a source in another directory is
 * a source of its own, beside other headers. */
static struct spelling *find_spellings(struct arena *keep, const struct text_list *sources)
{
	struct spelling *spellings = arena_push(keep, struct spelling, sources->count);
	const char *folder = NULL, *real = NULL;

	for (size_t i = 0; i < sources->count; i++) {
		const char *path = sources->items[i], *mine = path_folder(keep, path);

		if (!folder || !text_equal(folder, mine))
			real = os_real_path(keep, mine);
		folder = mine;
		spellings[i].path = path;
		spellings[i].real = path_join(keep, real ? real : mine, path_name(path));
	}
	return spellings;
}

/* Sorts them, and keeps one of each, by its shortest spelling: source directories may lie in
 * each other, and "src" is "./src" and "src/../src". */
static bool put_in_order(struct arena *keep, struct text_list *sources)
{
	struct spelling *spellings;
	size_t kept = 0;

	for (size_t i = 0; i < sources->count; i++)
		if (!check_characters(sources->items[i]))
			return false;
	spellings = find_spellings(keep, sources);
	if (sources->count)
		qsort(spellings, sources->count, sizeof *spellings, compare_spellings);
	for (size_t i = 0; i < sources->count; i++)
		if (!i || !text_equal(spellings[i - 1].real, spellings[i].real))
			sources->items[kept++] = spellings[i].path;
	sources->count = kept;
	if (sources->items)
		sources->items[kept] = NULL;
	text_list_sort(sources);
	return true;
}

/* What is excluded must be there: a slip of the pen would build it. */
static bool exclude(const struct project *project, struct text_list *sources)
{
	for (size_t i = 0; i < project->excluded.count; i++) {
		const struct placed_text *item = &project->excluded.items[i];
		size_t kept = 0;

		if (!os_file_exists(item->text))
			return diag_error(&item->at, "file or directory \"%s\" not found",
			                  item->text);
		for (size_t s = 0; s < sources->count; s++)
			if (!path_is_within(sources->items[s], item->text))
				sources->items[kept++] = sources->items[s];
		sources->count = kept;
	}
	return true;
}

bool project_list_sources(struct arena *keep, const struct project *project, bool with_tests,
                          struct text_list *sources)
{
	const char *tests = path_join(keep, project->folder, PROJECT_TESTS);
	struct place at = project->sources.at.file ? project->sources.at
	                                           : (struct place){ .file = project->file };

	*sources = (struct text_list){ .arena = keep };
	for (size_t i = 0; i < project->sources.count; i++)
		if (!add_source(keep, &project->sources.items[i], sources))
			return false;
	if (!exclude(project, sources))
		return false;
	if (!sources->count) {
		diag_error(&at, "the project has no sources");
		diag_hint("C, C++ and assembly are searched for in `sources`, by default [src]");
		return false;
	}
	bool has_tests = with_tests && (os_file_exists(tests) || !os_is_missing(errno));
	if (has_tests && !sources_find(keep, tests, sources))
		return false;
	return put_in_order(keep, sources);
}

bool project_check_includes(const struct project *project)
{
	bool good = true;

	for (size_t i = 0; i < project->includes.count; i++) {
		const struct placed_text *item = &project->includes.items[i];

		if (!os_is_folder(item->text))
			good = diag_error(&item->at, "directory \"%s\" not found", item->text);
	}
	return good;
}

bool project_check_modules(const struct project *project)
{
	bool good = true;

	for (size_t i = 0; i < project->image.modules.count; i++) {
		const struct placed_text *item = &project->image.modules.items[i];

		enum os_node kind = os_node_kind(item->text);

		if (kind == OS_NODE_NONE)
			good = diag_error(&item->at, "file or directory \"%s\" not found",
			                  item->text);
		else if (kind != OS_NODE_FILE && kind != OS_NODE_FOLDER)
			good = diag_error(&item->at, "\"%s\" is neither a file nor a directory",
			                  item->text);
	}
	return good;
}
