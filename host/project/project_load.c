/* project_load: the files that say what a project is: its own, and its
 * workspace's. */
#include <errno.h>
#include <string.h>

#include "host/base/os_disk.h"
#include "host/base/os_file.h"
#include "host/document/yaml_file.h"
#include "host/project/project.h"
#include "host/project/project_keys.h"
#include "host/project/project_near.h"
#include "host/target/spec.h"
#include "host/toolchain/toolchain.h"

bool project_name_is_valid(const char *name)
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
	size_t size = strlen(name);

	return size > 0 && size <= PROJECT_NAME_SIZE_MAX && *name != '-' &&
	       strspn(name, letters) == size;
}

static bool says_workspace(const struct node *root)
{
	const struct node *value = node_find(root, "workspace");

	return value && value->kind == NODE_SCALAR && text_equal(value->text, "true");
}

/* Whether all that a workspace says is for projects to share. */
static bool check_shared(const struct node *map, const struct node_field *fields)
{
	bool good = true;

	for (; fields->key; fields++) {
		const struct node *value = node_find(map, fields->key);

		if (!value)
			continue;
		if (fields->type->form == NODE_IS_RECORD)
			good = check_shared(value, fields->type->fields) && good;
		if (!fields->is_own)
			continue;
		diag_error(&value->key->at, "\"%s\" belongs to a project, not to a workspace",
		           fields->key);
		diag_hint("a workspace provides defaults for the projects below it");
		good = false;
	}
	return good;
}

static bool read_file(struct arena *keep, const struct node *root, const char *folder,
                      struct project *project)
{
	struct project_reader reader = { keep, project, folder };
	bool good = !says_workspace(root) || check_shared(root, project_fields);

	return node_read_map(root, "a map of keys", project_fields, &reader) && good;
}

/* As git's safe.directory: a file that nobody named counts only if no one else can have
 * written it, or who wrote the project too. It could run what it likes. */
static bool is_trusted(struct arena *keep, const char *file, const char *manifest)
{
	struct place at = { .file = file };
	const char *why = os_distrust(keep, file, manifest);

	if (!why)
		return true;
	diag_warning(&at, "ignored: %s", why);
	diag_hint("a workspace must belong to you or root, in a directory that others cannot "
	          "write to");
	return false;
}

static bool refuse_to_look(const char *path)
{
	return diag_error(&(struct place){ .file = path }, "cannot access: %s", strerror(errno));
}

/* Whether it is there; false with an error if nobody can tell. A directory that is not
 * ours to look into has nothing for us. */
static bool look_for(const char *path, bool *is_there)
{
	*is_there = os_file_exists(path);
	return *is_there || os_is_missing(errno) || errno == EACCES || refuse_to_look(path);
}

/* A submodule is part of the repository around it, and has a file there, "gitdir:
 * ../.git/modules/NAME". */
static bool is_submodule(struct arena *keep, const char *git)
{
	struct bytes text;

	if (os_node_kind(git) != OS_NODE_FILE || !os_read_file(keep, git, &text))
		return false;
	return strstr((const char *)text.data, "/modules/") &&
	       !strstr((const char *)text.data, "/worktrees/");
}

/* Sets *root to the workspace's document, or NULL if there is none. */
static bool find_workspace(struct arena *keep, struct project *project, const struct node **root)
{
	const char *folder = os_real_path(keep, project->folder);
	bool is_outermost = false, is_there = false;

	*root = NULL;
	if (!folder)
		return refuse_to_look(project->folder);
	while (!path_is_root(folder)) {
		const char *git = path_join(keep, folder, ".git");

		if (!look_for(git, &is_outermost))
			return false;
		if (is_outermost && !is_submodule(keep, git))
			break;
		folder = path_folder(keep, folder);
		const char *file = path_join(keep, folder, PROJECT_FILE);

		if (!look_for(file, &is_there))
			return false;
		if (!is_there || !is_trusted(keep, file, project->file))
			continue;
		*root = yaml_read_file(keep, file);
		if (!*root)
			return false;
		if (says_workspace(*root)) {
			project->workspace = file;
			diag_trace(DIAG_VERBOSE, "workspace: %s", file);
			return true;
		}
		*root = NULL;
	}
	return true;
}

static bool default_name(struct arena *keep, struct project *project)
{
	const char *folder = os_real_path(keep, project->folder);
	struct place at = { .file = project->file };

	if (!folder)
		return refuse_to_look(project->folder);
	project->name = path_name(folder);
	if (project_name_is_valid(project->name))
		return true;
	diag_error(&at, "the directory name \"%s\" is not a valid kernel name", project->name);
	diag_hint("add a line such as \"name: kernel\"");
	return false;
}

static struct project defaults(struct arena *keep, const char *file)
{
	struct text_list none = { .arena = keep };
	struct project project = {
		.file = file,
		.folder = path_folder(keep, file),
		.kit = true,
		.build_folder = path_join(keep, path_folder(keep, file), PROJECT_BUILD),
		.target = SPEC_BUILTIN_NAME,
		.components = COMPONENT_ALL,
		.build_std = STD_ALL,
		.build_std_features = STD_FEATURE_MEM,
		.sanitize = SANITIZE_UNSAID,
		.cflags = none,
		.cxxflags = none,
		.nasmflags = none,
		.ldflags = none,
		.defines = none,
		.image = { .firmware = FIRMWARE_ALL, .cmdline = "" },
		.run = { .command = none, .args = none },
		.test = { .args = none,
		          .timeout_s = 30,
		          .success_exit_code = 33,
		          .sanitize = SANITIZE_UNSAID },
	};

	project.sources.items = arena_push(keep, struct placed_text, 1);
	project.sources.count = 1;
	project.sources.items[0] = (struct placed_text){ path_join(keep, project.folder, "src"),
		                                         { .file = file } };
	project.test.sources.items = arena_push(keep, struct placed_text, 1);
	project.test.sources.count = 1;
	project.test.sources.items[0] = (struct placed_text){
		path_join(keep, project.folder, PROJECT_TESTS), { .file = file }
	};
	return project;
}

static const struct node *read_manifest(struct arena *keep, const char *file)
{
	struct place at = { .file = file };

	if (os_is_folder(file)) {
		diag_error(&at, "this is a directory, not the file of a project");
		diag_hint("-C DIR chooses a directory");
		return NULL;
	}
	if (os_file_exists(file) || !os_is_missing(errno))
		return yaml_read_file(keep, file);
	if (text_equal(file, PROJECT_FILE)) {
		diag_error(NULL, "no %s in this directory", PROJECT_FILE);
		project_near_hint(*keep);
	} else {
		diag_error(&at, "file not found");
		diag_hint("`ingot new DIR` creates a project; -C DIR chooses one");
	}
	return NULL;
}

static bool refuse_workspace(struct arena scratch, const struct node *root)
{
	diag_error(&node_find(root, "workspace")->at,
	           "this is a workspace: it has no kernel of its own");
	if (!project_near_hint_below(scratch))
		diag_hint("-C DIR chooses a project in it");
	return false;
}

static bool load(struct arena *keep, const char *file, const struct node *root,
                 struct project *project)
{
	const struct node *workspace;

	*project = defaults(keep, file);
	if (!find_workspace(keep, project, &workspace))
		return false;
	if (workspace &&
	    !read_file(keep, workspace, path_folder(keep, project->workspace), project))
		return false;
	return read_file(keep, root, project->folder, project);
}

bool project_load(struct arena *keep, const char *manifest, struct project *project)
{
	const char *file = manifest ? manifest : PROJECT_FILE;
	const struct node *root = read_manifest(keep, file);

	if (!root)
		return false;
	if (says_workspace(root))
		return refuse_workspace(*keep, root);
	return load(keep, file, root, project) && (project->name || default_name(keep, project));
}

bool project_load_settings(struct arena *keep, const char *manifest, struct project *project)
{
	const char *file = manifest ? manifest : PROJECT_FILE;
	const struct node *root = read_manifest(keep, file);

	if (!root || !says_workspace(root))
		return root && load(keep, file, root, project);
	*project = defaults(keep, file);
	return read_file(keep, root, project->folder, project);
}
