/* ingot clean: removes what can be made again, and nothing else. */
#include <errno.h>
#include <string.h>

#include "host/base/cache.h"
#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/build/build.h"
#include "host/cli/command.h"

static enum exit_status remove_folder(const struct session *session, const char *folder)
{
	struct place at = { .file = folder };

	if (!os_file_exists(folder))
		return STATUS_GOOD;
	if (session->options.dry_run) {
		diag_status("Would remove", "%s", folder);
		return STATUS_GOOD;
	}
	if (!os_remove_tree(folder)) {
		diag_error(&at, "cannot remove: %s", strerror(errno));
		return STATUS_PROJECT;
	}
	diag_status("Removed", "%s", folder);
	return STATUS_GOOD;
}

/* A folder named build may hold somebody's work: only Ingot's has the tag. */
static enum exit_status clean_project(struct session *session)
{
	struct place at = { .file = "build" };
	struct build build = { .session = session };

	if (!build_enter_project(session->keep, &session->options) ||
	    !project_load(session->keep, session->options.manifest_path, &build.project))
		return STATUS_PROJECT;
	if (os_file_exists("build") && !os_file_exists(BUILD_TAG)) {
		diag_error(&at, "not made by ingot: %s is not there", BUILD_TAG);
		diag_hint("look into it, and remove it yourself");
		return STATUS_PROJECT;
	}
	return remove_folder(session, "build");
}

enum exit_status command_clean(struct session *session)
{
	enum exit_status status = clean_project(session);

	if (status || !session->options.all)
		return status;
	const char *cache = cache_root(session->keep);
	return cache ? remove_folder(session, cache) : STATUS_PROJECT;
}
