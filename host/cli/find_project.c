#include "host/cli/find_project.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/os_path.h"
#include "host/project/project.h"

static bool is_trusted(struct arena *keep, const char *file)
{
	const char *why = os_distrust(keep, file, "");

	if (!why)
		return true;
	diag_warning(&(struct place){ .file = file }, "ignored: %s", why);
	diag_hint("a project above must belong to you or root, in a directory that others cannot "
	          "write to; -C DIR chooses any");
	return false;
}

/* The nearest directory above that has a project which counts, or NULL. */
static const char *find_above(struct arena *keep, const char *folder)
{
	while (!path_is_root(folder)) {
		folder = path_folder(keep, folder);
		const char *file = path_join(keep, folder, PROJECT_FILE);

		if (os_file_exists(file) && is_trusted(keep, file))
			return folder;
	}
	return NULL;
}

/* "-" is no path; a built-in target's name is one only if there is such a file. */
static void take_along(struct arena *keep, const char *from, const char **path, bool is_name)
{
	if (!*path || os_path_is_absolute(*path) || text_equal(*path, "-") ||
	    (is_name && !os_file_exists(*path)))
		return;
	*path = path_join(keep, from, *path);
}

bool find_project(struct session *session)
{
	struct options *options = &session->options;
	struct arena *keep = session->keep;
	const char *here, *above;

	if (!options->is_of_project || options->manifest_path || os_file_exists(PROJECT_FILE))
		return true;
	here = os_real_path(keep, ".");
	above = here ? find_above(keep, here) : NULL;
	if (!above)
		return true;
	take_along(keep, here, &options->target, true);
	take_along(keep, here, &options->output, false);
	take_along(keep, here, &options->screenshot, false);
	take_along(keep, here, &options->junit, false);
	take_along(keep, here, &options->sbom, false);
	if (chdir(above) < 0)
		return diag_error(NULL, "cannot change to directory \"%s\": %s", above,
		                  strerror(errno));
	diag_status("Project", "%s", above);
	return true;
}
