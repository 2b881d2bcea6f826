/* ingot clean: removes what can be made again, and nothing else. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "host/base/cache.h"
#include "host/base/diag.h"
#include "host/base/display_path.h"
#include "host/base/os_file.h"
#include "host/base/os_replace.h"
#include "host/base/refusal.h"
#include "host/build/build.h"
#include "host/build/lock.h"
#include "host/build/made.h"
#include "host/cli/command.h"

#define KEPT_SHOWN_MAX 5 /* by their names */

static enum exit_status remove_folder(const struct session *session, const char *folder)
{
	const char *displayed = display_path(session->keep, folder);

	if (!os_file_exists(folder) && os_is_missing(errno))
		return STATUS_GOOD;
	if (session->options.dry_run) {
		diag_status("Would remove", "%s", displayed);
		return STATUS_GOOD;
	}
	if (!os_remove_tree(folder)) {
		refusal_to_remove(session->scratch, folder);
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

	return is_missing || lock_take(scratch, folder, "here") != -1;
}

/* What there is to remove of a build directory. */
struct cleaning {
	const char *folder;
	struct text_list made;     /* paths, whether they are there or not */
	struct text_list profiles; /* directories of builds, likewise */
	struct text_list kept;     /* files that somebody else has put there */
	bool is_found;             /* a build has been here */
};

/* Of build/TARGET: what its profiles have made, and what they share. */
static bool find_made(const struct session *session, struct cleaning *cleaning, const char *target)
{
	static const char *const profiles[] = { "debug", "release", "test", "test-release", NULL };
	struct arena *keep = session->keep;
	const char *config = text_format(keep, "%s.cfg", path_name(target));

	if (!lock_target(session->scratch, target))
		return false;
	cleaning->is_found = true;
	for (const char *const *profile = profiles; *profile; profile++) {
		const char *folder = path_join(keep, target, *profile);

		text_list_add(&cleaning->profiles, folder);
		if (made_is_folder(folder, session->scratch))
			made_list(folder, &cleaning->made);
	}
	text_list_add(&cleaning->made, path_join(keep, target, config));
	text_list_add(&cleaning->made, path_join(keep, target, "linker.cfg"));
	text_list_add(&cleaning->made, path_join(keep, target, LOCK_NAME));
	if (build_has_tag(session->scratch, target))
		text_list_add(&cleaning->made, path_join(keep, target, BUILD_TAG));
	return true;
}

/* The file of which this is an unfinished one, or NULL. */
static const char *finished_name(struct arena *keep, const char *path)
{
	const char *mark = strstr(path_name(path), OS_TEMPORARY_MARK);

	return mark ? text_copy(keep, path, (size_t)(mark - path)) : NULL;
}

/* Sorts what lies in a directory into what was made and what was not; links are not
 * followed. False with errno set. */
static bool sort_entries(struct arena *keep, struct cleaning *cleaning,
                         const struct text_list *made, const char *folder)
{
	struct text_list names = { .arena = keep };

	if (!os_list_folder(keep, folder, &names))
		return os_is_missing(errno);
	for (size_t i = 0; i < names.count; i++) {
		const char *path = path_join(keep, folder, names.items[i]);
		const char *finished = finished_name(keep, path);
		struct os_entry entry;

		if (!os_entry_facts(path, &entry))
			continue;
		if (entry.kind == OS_ENTRY_FOLDER) {
			if (!sort_entries(keep, cleaning, made, path))
				return false;
		} else if (finished && text_list_finds(made, finished)) {
			text_list_add(&cleaning->made, path);
		} else if (!text_list_finds(made, path)) {
			text_list_add(&cleaning->kept, path);
		}
	}
	return true;
}

static bool find_kept(struct arena *keep, struct cleaning *cleaning)
{
	struct text_list made = { .arena = keep };

	text_list_add_all(&made, cleaning->made.items);
	text_list_sort(&made);
	return sort_entries(keep, cleaning, &made, cleaning->folder);
}

/* Directories that are empty then, up to the build's own. */
static void remove_parents(struct arena scratch, const struct cleaning *cleaning, const char *path)
{
	const char *folder = path_folder(&scratch, path);

	while (path_is_within(folder, cleaning->folder) && os_remove_folder(folder))
		folder = path_folder(&scratch, folder);
}

static bool is_tag(const char *path)
{
	return text_equal(path_name(path), BUILD_TAG);
}

/* The tags, or all else, and then the directories. */
static bool remove_files(struct arena scratch, const struct cleaning *cleaning, bool tags)
{
	for (size_t i = 0; i < cleaning->made.count; i++) {
		const char *path = cleaning->made.items[i];

		if (is_tag(path) == tags && unlink(path) < 0 && !os_is_missing(errno))
			return refusal_to_remove(scratch, path);
	}
	for (size_t i = cleaning->made.count; i > 0; i--)
		if (is_tag(cleaning->made.items[i - 1]) == tags)
			remove_parents(scratch, cleaning, cleaning->made.items[i - 1]);
	return true;
}

/* Those below that are empty, and then the directory: one that was ended had removed the
 * list of what had been in them. */
static void remove_empty(struct arena scratch, const char *folder)
{
	struct text_list names = { .arena = &scratch };

	if (!os_list_folder(&scratch, folder, &names))
		return;
	for (size_t i = 0; i < names.count; i++) {
		const char *path = path_join(&scratch, folder, names.items[i]);
		struct os_entry entry;

		if (os_entry_facts(path, &entry) && entry.kind == OS_ENTRY_FOLDER)
			remove_empty(scratch, path);
	}
	os_remove_folder(folder);
}

/* What is left when this is ended is still known to be ours: it has a tag, or is empty. */
static bool remove_made(struct arena scratch, const struct cleaning *cleaning)
{
	if (!remove_files(scratch, cleaning, false))
		return false;
	for (size_t i = 0; i < cleaning->profiles.count; i++) {
		remove_empty(scratch, cleaning->profiles.items[i]);
		remove_parents(scratch, cleaning, cleaning->profiles.items[i]);
	}
	return remove_files(scratch, cleaning, true);
}

static void tell(const struct session *session, const struct cleaning *cleaning)
{
	bool is_dry = session->options.dry_run;

	diag_status(is_dry ? "Would remove" : "Removed", "%s%s",
	            display_path(session->keep, cleaning->folder),
	            cleaning->kept.count ? ", but for what ingot did not make" : "");
	for (size_t i = 0; i < cleaning->kept.count && i < KEPT_SHOWN_MAX; i++)
		diag_status(is_dry ? "Would keep" : "Kept", "%s",
		            display_path(session->keep, cleaning->kept.items[i]));
	if (cleaning->kept.count > KEPT_SHOWN_MAX)
		diag_status(is_dry ? "Would keep" : "Kept", "%zu more",
		            cleaning->kept.count - KEPT_SHOWN_MAX);
}

/* All of build/TARGET for each target that is Ingot's. */
static enum exit_status find_targets(const struct session *session, struct cleaning *cleaning)
{
	struct place at = { .file = cleaning->folder };
	struct text_list names = { .arena = session->keep };
	bool is_ours = build_has_tag(session->scratch, cleaning->folder);

	if (!os_list_folder(session->keep, cleaning->folder, &names) && errno != ENOTDIR) {
		diag_error(&at, "cannot read the directory: %s", strerror(errno));
		return STATUS_PROJECT;
	}
	if (os_is_folder(cleaning->folder) && !names.count)
		is_ours = true;
	cleaning->is_found = is_ours;
	for (size_t i = 0; i < names.count; i++) {
		const char *inner = path_join(session->keep, cleaning->folder, names.items[i]);

		if (os_is_folder(inner) && (is_ours || build_has_tag(session->scratch, inner)) &&
		    !find_made(session, cleaning, inner))
			return STATUS_PROJECT;
	}
	if (is_ours)
		text_list_add(&cleaning->made,
		              path_join(session->keep, cleaning->folder, BUILD_TAG));
	return STATUS_GOOD;
}

/* A directory that is built in may hold somebody's work: only what Ingot has made goes. */
static enum exit_status clean_project(struct session *session)
{
	struct build build = { .session = session };
	struct cleaning cleaning = { .made.arena = session->keep,
		                     .profiles.arena = session->keep,
		                     .kept.arena = session->keep };
	enum exit_status status;

	if (!build_enter_project(session->keep, &session->options) ||
	    !project_load(session->keep, session->options.manifest_path, &build.project) ||
	    !build_choose_folder(&build))
		return STATUS_PROJECT;
	struct place at = { .file = build.project.build_folder };
	cleaning.folder = at.file;
	if (!os_file_exists(at.file) && os_is_missing(errno))
		return STATUS_GOOD;
	status = find_targets(session, &cleaning);
	if (status)
		return status;
	if (!cleaning.is_found) {
		diag_error(&at, "not created by ingot: %s/%s is missing",
		           display_path(session->keep, at.file), BUILD_TAG);
		diag_hint("look into it, and remove it yourself");
		return STATUS_PROJECT;
	}
	if (!find_kept(session->keep, &cleaning)) {
		diag_error(&at, "cannot read the directory: %s", strerror(errno));
		return STATUS_PROJECT;
	}
	if (!session->options.dry_run && !remove_made(session->scratch, &cleaning))
		return STATUS_PROJECT;
	tell(session, &cleaning);
	return STATUS_GOOD;
}

enum exit_status command_clean(struct session *session)
{
	enum exit_status status = clean_project(session);

	if (status || !session->options.all)
		return status;
	const char *cache = cache_need_root(session->keep);
	return cache ? remove_folder(session, cache) : STATUS_PROJECT;
}
