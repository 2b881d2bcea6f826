/* ingot clean: removes what can be made again, and nothing else. */
#include <errno.h>
#include <string.h>

#include "host/base/cache.h"
#include "host/base/diag.h"
#include "host/base/display_path.h"
#include "host/base/os_file.h"
#include "host/build/build.h"
#include "host/build/lock.h"
#include "host/cli/command.h"

/* Its tag goes last: what is left of one that was ended in the middle is still ours. */
static bool remove_tagged(struct arena scratch, const char *folder)
{
	struct text_list names = { .arena = &scratch };

	if (!os_list_folder(&scratch, folder, &names) && errno != ENOTDIR)
		return false;
	for (size_t i = 0; i < names.count; i++)
		if (!text_equal(names.items[i], BUILD_TAG) &&
		    !os_remove_tree(path_join(&scratch, folder, names.items[i])))
			return false;
	return os_remove_tree(folder);
}

static enum exit_status remove_folder(const struct session *session, const char *folder)
{
	const char *displayed = display_path(session->keep, folder);
	struct place at = { .file = folder };

	if (!os_file_exists(folder) && os_is_missing(errno))
		return STATUS_GOOD;
	if (session->options.dry_run) {
		diag_status("Would remove", "%s", displayed);
		return STATUS_GOOD;
	}
	if (!remove_tagged(session->scratch, folder)) {
		diag_error(&at, "cannot remove: %s", strerror(errno));
		return STATUS_PROJECT;
	}
	diag_status("Removed", "%s", displayed);
	return STATUS_GOOD;
}

/* Nobody builds there while it goes: the lock is held until the end. */
static bool lock_target(struct arena scratch, const char *folder)
{
	bool is_missing = !os_file_exists(path_join(&scratch, folder, LOCK_NAME)) &&
	                  os_is_missing(errno);

	return is_missing || lock_take(folder, "here") != -1;
}

/* A directory named build may hold somebody's work: only what has Ingot's tag goes. */
static enum exit_status clean_project(struct session *session)
{
	struct place at = { .file = BUILD_FOLDER };
	struct build build = { .session = session };
	struct text_list names = { .arena = session->keep };
	bool is_ours = false, is_found = false;
	enum exit_status status = STATUS_GOOD;

	if (!build_enter_project(session->keep, &session->options) ||
	    !project_load(session->keep, session->options.manifest_path, &build.project))
		return STATUS_PROJECT;
	if (!os_list_folder(session->keep, BUILD_FOLDER, &names) && errno != ENOTDIR) {
		if (errno == ENOENT)
			return STATUS_GOOD;
		diag_error(&at, "cannot read the directory: %s", strerror(errno));
		return STATUS_PROJECT;
	}
	bool is_listed = os_is_folder(BUILD_FOLDER);
	is_ours = (is_listed && !names.count) || build_has_tag(session->scratch, BUILD_FOLDER);
	for (size_t i = 0; i < names.count && !status; i++) {
		const char *inner = path_join(session->keep, BUILD_FOLDER, names.items[i]);

		if (!os_is_folder(inner) || !(is_ours || build_has_tag(session->scratch, inner)))
			continue;
		is_found = true;
		status = !lock_target(session->scratch, inner) ? STATUS_PROJECT
		         : is_ours                             ? STATUS_GOOD
		                                               : remove_folder(session, inner);
	}
	if (is_ours && !status)
		return remove_folder(session, BUILD_FOLDER);
	if (is_found || status)
		return status;
	diag_error(&at, "not created by ingot: %s/%s is missing", BUILD_FOLDER, BUILD_TAG);
	diag_hint("look into it, and remove it yourself");
	return STATUS_PROJECT;
}

enum exit_status command_clean(struct session *session)
{
	enum exit_status status = clean_project(session);

	if (status || !session->options.all)
		return status;
	const char *cache = cache_root(session->keep);
	return cache ? remove_folder(session, cache) : STATUS_PROJECT;
}
