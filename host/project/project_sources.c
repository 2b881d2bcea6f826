/* project_sources: the files that a project is made of. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/os_disk.h"
#include "host/base/os_file.h"
#include "host/base/sources.h"
#include "host/base/suggest.h"
#include "host/project/project.h"

/* What is found, and in what is being found. */
struct search {
	struct arena *keep;
	const struct project *project;
	struct sources found;
	struct text_list objects, archives;
};

/* Whether a directory below a source directory is none of the kernel's. */
static bool is_apart(const void *owner, const char *folder)
{
	const struct search *search = owner;
	const struct project *project = search->project;
	const struct placed_list *tests = &project->test.sources;
	const char *const marks[] = { PROJECT_FILE, PROJECT_TAG };

	if (os_is_same_file(project->build_folder, folder))
		return true;
	for (size_t i = 0; i < tests->count; i++)
		if (os_is_same_file(tests->items[i].text, folder))
			return true;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (os_file_exists(path_join(search->keep, folder, marks[i])))
			return true;
	return false;
}

static bool refuse_source(const struct placed_text *source)
{
	diag_error(&source->at, "\"%s\" is neither C, C++ nor assembly", source->text);
	diag_hint("sources are directories, and files: *.c, *.cc, *.cpp, *.cxx, *.S, *.s, *.asm, "
	          "*.nasm, *.o and *.a");
	return false;
}

/* A source beside the project's file, where none is searched for by default; or NULL. */
static const char *find_beside(const struct search *search)
{
	struct text_list names = { .arena = search->keep };

	if (search->project->sources.at.file ||
	    !os_list_folder(search->keep, search->project->folder, &names))
		return NULL;
	for (size_t i = 0; i < names.count; i++)
		if (sources_is_compiled(sources_kind(names.items[i])))
			return names.items[i];
	return NULL;
}

/* Where else they may be. */
static void hint_place(const struct search *search, const char *otherwise)
{
	const char *beside = find_beside(search);

	if (beside)
		diag_hint("%s lies beside %s: write sources: [.]", beside, PROJECT_FILE);
	else
		diag_hint("%s", otherwise);
}

static bool add_source(struct search *search, const struct placed_text *source)
{
	const char *path = source->text;
	enum source_kind kind = sources_kind(path);
	bool is_file = kind != SOURCE_NONE && kind != SOURCE_FOREIGN;
	struct os_file_facts facts;

	if (!os_file_facts(path, &facts)) {
		diag_error(&source->at, "%s \"%s\" not found", is_file ? "file" : "directory",
		           path);
		hint_place(search, "`sources` in ingot.yaml lists directories and files");
		return false;
	}
	if (facts.is_folder)
		return sources_find(search->keep, path, &search->found);
	if (!is_file)
		return refuse_source(source);
	if (!sources_check(path, &source->at))
		return false;
	text_list_add(kind == SOURCE_OBJECT    ? &search->objects
	              : kind == SOURCE_ARCHIVE ? &search->archives
	                                       : &search->found.files,
	              path);
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

static void drop(struct text_list *files, bool (*is_dropped)(const void *, const char *),
                 const void *object)
{
	size_t kept = 0;

	for (size_t i = 0; i < files->count; i++)
		if (!is_dropped(object, files->items[i]))
			files->items[kept++] = files->items[i];
	files->count = kept;
	if (files->items)
		files->items[kept] = NULL;
}

static bool is_within(const void *folder, const char *path)
{
	return path_is_within(path, folder);
}

/* What is excluded must be there: a slip of the pen would build it. */
static bool exclude(struct search *search)
{
	const struct placed_list *excluded = &search->project->excluded;
	struct text_list *lists[] = { &search->found.files, &search->found.left, &search->objects,
		                      &search->archives };

	for (size_t i = 0; i < excluded->count; i++) {
		const struct placed_text *item = &excluded->items[i];

		if (!os_file_exists(item->text))
			return diag_error(&item->at, "file or directory \"%s\" not found",
			                  item->text);
		for (size_t list = 0; list < sizeof lists / sizeof *lists; list++)
			drop(lists[list], is_within, item->text);
	}
	return true;
}

/* Named in `sources`, or in a flag of the linker's. */
static bool is_linked(const void *object, const char *path)
{
	const struct search *search = object;
	const struct text_list *flags = &search->project->ldflags;

	for (size_t i = 0; i < flags->count; i++)
		if (text_ends_with(flags->items[i], path))
			return true;
	return text_list_has(&search->objects, path) || text_list_has(&search->archives, path);
}

static void add_each_once(const struct text_list *files, struct text_list *list)
{
	for (size_t i = 0; i < files->count; i++)
		if (!text_list_has(list, files->items[i]))
			text_list_add(list, files->items[i]);
}

/* What nobody named need not be there. */
static bool add_tests(struct search *search)
{
	const struct placed_list *tests = &search->project->test.sources;

	for (size_t i = 0; i < tests->count; i++) {
		const struct placed_text *item = &tests->items[i];
		bool is_missing = !os_file_exists(item->text) && os_is_missing(errno);

		if (!(is_missing && !tests->at.file) && !add_source(search, item))
			return false;
	}
	return true;
}

static void hint_left(const struct text_list *left)
{
	if (left->count)
		diag_hint("%s is no source that is compiled: *.c, *.cc, *.cpp, *.cxx, *.S, *.s, "
		          "*.asm, *.nasm",
		          left->items[0]);
}

static bool find_sources(struct search *search, bool with_tests)
{
	const struct project *project = search->project;
	struct place at = project->sources.at.file ? project->sources.at
	                                           : (struct place){ .file = project->file };

	for (size_t i = 0; i < project->sources.count; i++)
		if (!add_source(search, &project->sources.items[i]))
			return false;
	if (!exclude(search))
		return false;
	if (!search->found.files.count) {
		diag_error(&at, "the project has no sources");
		hint_place(search, "C, C++ and assembly are searched for in `sources`, by default "
		                   "[src]");
		hint_left(&search->found.left);
		return false;
	}
	return !with_tests || (add_tests(search) && exclude(search));
}

bool project_list_sources(struct arena *keep, const struct project *project, bool with_tests,
                          struct project_sources *sources)
{
	struct text_list none = { .arena = keep };
	struct search search = { keep, project, { none, none, is_apart, &search }, none, none };

	*sources = (struct project_sources){ none, none, none };
	if (!find_sources(&search, with_tests))
		return false;
	add_each_once(&search.objects, &sources->linked);
	add_each_once(&search.archives, &sources->linked);
	drop(&search.found.left, is_linked, &search);
	sources->compiled = search.found.files;
	sources->left = search.found.left;
	return put_in_order(keep, &sources->compiled) && put_in_order(keep, &sources->left);
}

static bool has_one_within(const struct text_list *files, const char *folder)
{
	for (size_t i = 0; i < files->count; i++)
		if (path_is_within(files->items[i], folder))
			return true;
	return false;
}

bool project_check_flags(const struct project *project, const struct project_sources *sources)
{
	bool good = true;

	for (size_t i = 0; i < project->flags_count; i++) {
		const struct project_flags *flags = &project->flags[i];

		if (has_one_within(&sources->compiled, flags->path))
			continue;
		good = false;
		if (os_file_exists(flags->path)) {
			diag_error(&flags->at, "\"%s\" is not compiled, nor is anything in it",
			           flags->path);
			diag_hint("`flags` names files and directories that are among `sources`");
		} else {
			diag_error(&flags->at, "file or directory \"%s\" not found", flags->path);
			suggest_hint(flags->path, sources->compiled.items);
		}
	}
	return good;
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
