#include "host/build/inputs.h"

#include <string.h>

#include "host/base/os_file.h"
#include "host/base/os_process.h"
#include "host/base/sources.h"
#include "host/build/record.h"

/* Taken by value, as its scratch arena is. */
struct teller {
	int fd;
	const char *here;         /* the directory in which paths begin */
	const char *build_folder; /* what is built is no input, wherever it stands */
	struct arena scratch;
};

static struct teller begin(const struct build *build)
{
	struct teller teller = { build->session->inputs_fd, ".", build->project.build_folder,
		                 build->session->scratch };
	const char *here = os_current_folder(&teller.scratch);

	teller.here = here ? here : teller.here;
	return teller;
}

/* A pipe that nobody reads any more is no error: its reader starts anew. */
static void tell(struct teller teller, enum input_kind kind, const char *path)
{
	const char first = (char)kind;

	path = path ? path_join(&teller.scratch, teller.here, path) : "";
	if (os_send(teller.fd, &first, 1))
		(void)os_send(teller.fd, path, strlen(path) + 1);
}

static bool is_built(const struct teller *teller, const char *path)
{
	return path_is_within(path, teller->build_folder) ||
	       os_is_same_file(path, teller->build_folder);
}

/* A directory and those in it; and every file, where each of them counts. */
static void tell_tree(struct teller teller, const char *folder, bool with_files, int depth)
{
	struct text_list names = { .arena = &teller.scratch };

	if (is_built(&teller, folder) || depth > SOURCES_DEPTH_MAX)
		return;
	tell(teller, INPUT_TREE, folder);
	if (!os_list_folder(&teller.scratch, folder, &names))
		return;
	for (size_t i = 0; i < names.count; i++) {
		struct teller inner = teller;
		const char *path = path_join(&inner.scratch, folder, names.items[i]);

		if (os_is_folder(path) && names.items[i][0] != '.')
			tell_tree(inner, path, with_files, depth + 1);
		else if (with_files)
			tell(inner, INPUT_FILE, path);
	}
}

static void tell_places(struct teller teller, const struct placed_list *list, bool with_files)
{
	for (size_t i = 0; i < list->count; i++) {
		const char *path = list->items[i].text;

		if (os_is_folder(path))
			tell_tree(teller, path, with_files, 0);
		tell(teller, INPUT_FILE, path);
	}
}

void inputs_tell_project(const struct build *build)
{
	const struct project *project = &build->project;
	struct teller teller = begin(build);

	if (!teller.fd)
		return;
	tell(teller, INPUT_FILE, project->file);
	if (project->workspace)
		tell(teller, INPUT_FILE, project->workspace);
	tell(teller, INPUT_FILE, project->target);
	if (project->link_script.text)
		tell(teller, INPUT_FILE, project->link_script.text);
	tell_places(teller, &project->sources, false);
	tell_places(teller, &project->test.sources, false);
	tell_places(teller, &project->image.modules, true);
}

void inputs_tell_build(const struct build *build, bool is_complete)
{
	struct teller teller = begin(build);
	struct text_list files = { .arena = &teller.scratch }, folders = files;

	if (!teller.fd)
		return;
	record_list_inputs(build->folder, &files, &folders);
	for (size_t i = 0; i < files.count; i++)
		if (!is_built(&teller, files.items[i]))
			tell(teller, INPUT_FILE, files.items[i]);
	for (size_t i = 0; i < folders.count; i++)
		if (!is_built(&teller, folders.items[i]))
			tell(teller, INPUT_NAMES, folders.items[i]);
	if (is_complete)
		tell(teller, INPUT_END, NULL);
}
