#include "host/build/verify.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/display_path.h"
#include "host/base/os_copy.h"
#include "host/base/os_file.h"
#include "host/base/os_path.h"
#include "host/base/os_process.h"
#include "host/build/build.h"
#include "host/build/lock.h"
#include "host/build/made.h"
#include "host/image/difference.h"

#define COPY_ENDING    ".ingot-verify"
#define CAUSES_MAX     5 /* that are shown */
#define NS_PER_S       1000000000
#define OTHER_DAY_EAST "INGOT-24:37" /* POSIX, 8.3: hours west of Greenwich */
#define OTHER_DAY_WEST "INGOT+24:37"

enum exit_status verify_check(const struct session *session)
{
	if (!session->options.verify || !session->options.sign_key)
		return STATUS_GOOD;
	diag_error(NULL, "--verify and --sign exclude each other: a signature contains its time");
	diag_hint("verify the image without a signature, then sign it");
	return STATUS_USAGE;
}

/* The second build: where it is, and what it is made by. */
struct second {
	struct build *first;
	const char *project, *copy; /* directories, absolute */
	int lock;
	struct session session;
	struct build build;
};

static bool report(const char *path, const char *what)
{
	struct place at = { .file = path };

	return diag_error(&at, "%s: %s", what, strerror(errno));
}

/* Ours is what has a lock in it, or nothing. */
static bool is_ours(struct arena scratch, const char *folder)
{
	struct text_list names = { .arena = &scratch };

	if (!os_list_folder(&scratch, folder, &names))
		return os_is_missing(errno);
	return names.count == 0 || text_list_has(&names, LOCK_NAME);
}

/* All but the lock, which keeps others out until all is gone. */
static bool empty_folder(struct arena scratch, const char *folder)
{
	struct text_list names = { .arena = &scratch };

	if (!os_list_folder(&scratch, folder, &names))
		return false;
	for (size_t i = 0; i < names.count; i++)
		if (!text_equal(names.items[i], LOCK_NAME) &&
		    !os_remove_tree(path_join(&scratch, folder, names.items[i])))
			return false;
	return true;
}

/* What a verification that was killed has left is removed. */
static bool take_place(struct second *second, struct arena scratch)
{
	struct place at = { .file = second->copy };
	const char *parent = path_folder(&scratch, second->project);

	if (text_equal(parent, second->project) || !os_may_write(parent)) {
		diag_error(&(struct place){ .file = parent },
		           "the second build has no place: this directory cannot be written to");
		diag_hint("copy the project into a directory of your own, and verify it there");
		return false;
	}
	if (!is_ours(scratch, second->copy)) {
		diag_error(&at, "the second build is made in this directory, which is in use");
		diag_hint("rename it");
		return false;
	}
	second->lock = lock_take(scratch, second->copy, "there");
	return second->lock != -1 &&
	       (empty_folder(scratch, second->copy) || report(second->copy, "cannot be emptied"));
}

static void leave_place(struct second *second, struct arena scratch)
{
	if (!empty_folder(scratch, second->copy) ||
	    !os_remove_tree(path_join(&scratch, second->copy, LOCK_NAME)) ||
	    !os_remove_folder(second->copy))
		diag_warning(&(struct place){ .file = second->copy }, "cannot be removed: %s",
		             strerror(errno));
	lock_release(second->lock);
}

/* What was built stays behind. History, and what other tools have built and tagged, may be
 * large: the copy has links to it. */
static enum os_copy choose(const void *object, struct arena scratch, const char *path)
{
	const struct second *second = object;
	const char *tag = path_join(&scratch, path, PROJECT_TAG);

	if (os_is_same_file(path, second->first->project.build_folder))
		return OS_COPY_NONE;
	if (text_equal(path_name(path), ".git") && os_is_folder(path))
		return OS_COPY_LINK;
	return os_file_exists(tag) ? OS_COPY_LINK : OS_COPY_ALL;
}

static bool copy_project(const struct second *second, struct arena scratch)
{
	const struct os_copy_choice choice = { choose, second };

	return os_copy_tree(second->project, second->copy, &choice, scratch) ||
	       report(second->project, "cannot be copied");
}

/* Variables that the second build has otherwise, and what they were. */
struct changed {
	const char *name, *value, *was;
};

static void change(struct changed *all, size_t count, struct arena *keep)
{
	for (size_t i = 0; i < count; i++) {
		const char *was = getenv(all[i].name);

		all[i].was = was ? text_copy(keep, was, strlen(was)) : NULL;
		setenv(all[i].name, all[i].value, 1);
	}
}

static void change_back(const struct changed *all, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (all[i].was)
			setenv(all[i].name, all[i].was, 1);
		else
			unsetenv(all[i].name);
	}
}

/* Where it is another day than here. */
static const char *other_day(void)
{
	time_t now = (time_t)(os_date_ns() / NS_PER_S);
	struct tm here = *localtime(&now), there = *gmtime(&now);
	int day = here.tm_yday - there.tm_yday;
	bool is_east = day == 1 || day < -1 || (day == 0 && here.tm_hour > there.tm_hour);

	return is_east ? OTHER_DAY_WEST : OTHER_DAY_EAST;
}

/* Inside of the copy, or where it is there as it is here. */
static const char *second_folder(const struct project *first)
{
	const char *folder = first->build_folder;

	return os_path_is_absolute(folder) || text_starts_with(folder, "..") ? "build" : folder;
}

static enum exit_status make(struct second *second)
{
	struct build *build = &second->build;
	enum exit_status status = build_prepare(&second->session, second->first->profile, build);

	if (status)
		return status;
	build->lock = LOCK_NONE;
	build->format = second->first->format;
	build->durability = OS_REMADE;
	status = build_kernel(build);
	if (!status)
		status = build_image(build);
	lock_release(build->lock);
	return status;
}

static enum exit_status make_there(struct second *second)
{
	struct arena *keep = second->session.keep;
	const char *folder = second_folder(&second->first->project);
	const char *cache = text_format(keep, "%s/%s/cache", second->copy, folder);
	struct changed variables[] = {
		{ "XDG_CACHE_HOME", cache, NULL }, { "INGOT_CACHE", "", NULL },
		{ "TZ", other_day(), NULL },       { "LC_ALL", "C", NULL },
		{ "PWD", second->copy, NULL },
	};
	const size_t count = sizeof variables / sizeof *variables;

	second->session.options.build_folder = folder;
	second->session.options.output = NULL;
	if (chdir(second->copy) < 0)
		return report(second->copy, "cannot be entered"), STATUS_PROJECT;
	change(variables, count, keep);
	enum exit_status status = make(second);
	change_back(variables, count);
	if (chdir(second->project) < 0)
		return report(second->project, "cannot be entered"), STATUS_PROJECT;
	display_path_moved(keep);
	if (status)
		diag_note(&(struct place){ .file = second->copy },
		          "the second build, in this copy of the project, failed");
	return status;
}

/* What is compared: a part's name, and both of it. */
struct comparison {
	struct arena *keep;
	const char *name;
	struct compared sides[2];
};

static bool refuse(const struct comparison *part, const struct difference *found)
{
	struct place at = { .file = part->name };
	struct buffer text = { .arena = part->keep };

	buffer_printf(&text, "differs in a second build, first at byte 0x%" PRIx64, found->offset);
	if (found->section)
		buffer_printf(&text, ", in %s", found->section);
	if (found->sizes[0] != found->sizes[1])
		buffer_printf(&text, "; %" PRIu64 " bytes, there %" PRIu64, found->sizes[0],
		              found->sizes[1]);
	diag_error(&at, "%s", text.data);
	diag_note(&at, "here  %s", found->bytes[0]);
	diag_note(&at, "there %s", found->bytes[1]);
	return false;
}

static bool compare(const struct comparison *part)
{
	struct difference found;
	const char *failed;

	if (!difference_find(part->keep, part->sides, &found, &failed))
		return report(failed ? failed : part->name, "cannot be compared");
	if (!found.is_same)
		return refuse(part, &found);
	printf("%s  %s\n", found.hash, part->name);
	return true;
}

static bool compare_paths(const struct second *second, const char *name, const char *first,
                          const char *other)
{
	struct arena *keep = second->session.keep;
	const struct comparison part = {
		keep,
		name,
		{ { .path = first }, { .path = path_join(keep, second->copy, other) } },
	};

	return compare(&part);
}

static bool compare_loader(const struct second *second)
{
	static const char *const names[] = { "stage1.bin", "stage2.bin", "loader.efi",
		                             "loader.pvh" };
	struct arena *keep = second->session.keep;
	bool good = true;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		good &= compare_paths(second, text_format(keep, "loader/%s", names[i]),
		                      path_join(keep, second->first->loader, names[i]),
		                      path_join(keep, second->build.loader, names[i]));
	return good;
}

static struct compared compared_file(struct arena *keep, const char *folder,
                                     const struct image_file *file)
{
	return (struct compared){
		.path = file->source ? path_join(keep, folder, file->source) : NULL,
		.content = file->content,
	};
}

static bool compare_files(const struct second *second)
{
	struct arena *keep = second->session.keep;
	const struct build *first = second->first, *other = &second->build;
	bool good = true;

	for (size_t i = 0; i < first->file_count; i++) {
		const struct comparison part = {
			keep,
			first->files[i].path,
			{ compared_file(keep, second->project, &first->files[i]),
			  compared_file(keep, second->copy, &other->files[i]) },
		};

		good &= compare(&part);
	}
	return good;
}

static bool is_cause(const char *path)
{
	return text_ends_with(path, ".o") || strstr(path, "/gen/");
}

/* The source of an object, by the rules of plan_compile: DIRECTORY/obj/SOURCE.o. */
static const char *cause_of(struct arena *keep, const struct build *build, const char *path)
{
	const char *objects = text_format(keep, "%s/obj/", build->folder);

	if (!text_starts_with(path, objects) || !text_ends_with(path, ".o"))
		return path;
	path += strlen(objects);
	return text_copy(keep, path, strlen(path) - 2);
}

static bool differs(struct arena *keep, const char *first, const char *other)
{
	const struct compared sides[2] = { { .path = first }, { .path = other } };
	struct difference found;
	const char *failed;

	return difference_find(keep, sides, &found, &failed) && !found.is_same;
}

/* Which of the project's own files were made otherwise. */
static void show_causes(const struct second *second, struct arena scratch)
{
	const struct build *first = second->first;
	struct arena *keep = second->session.keep;
	struct text_list paths = { .arena = keep };
	size_t shown = 0;

	made_list(first->folder, &paths);
	for (size_t i = 0; i < paths.count && shown < CAUSES_MAX; i++) {
		struct arena inner = scratch;
		const char *path = paths.items[i];
		const char *name = path + strlen(first->folder) + 1;
		const char *other = path_join(&inner, second->build.folder, name);

		if (!is_cause(path) ||
		    !differs(&inner, path, path_join(&inner, second->copy, other)))
			continue;
		diag_note(&(struct place){ .file = cause_of(&inner, first, path) }, "%s",
		          text_ends_with(path, ".o") ? "compiled to other bytes"
		                                     : "made with another content");
		shown++;
	}
}

static bool compare_all(const struct second *second)
{
	const struct build *first = second->first;
	bool good = compare_loader(second);

	good &= compare_paths(second, path_name(first->kernel), first->kernel,
	                      second->build.kernel);
	good &= compare_files(second);
	good &= compare_paths(second, path_name(first->image), first->image, second->build.image);
	if (good)
		return true;
	show_causes(second, first->session->scratch);
	diag_hint("what is built must not depend on date, place or chance: __DATE__ and __TIME__, "
	          "or what a step writes. With SOURCE_DATE_EPOCH set, clang takes that date");
	return false;
}

enum exit_status verify_image(struct build *build)
{
	struct session *session = build->session;
	struct second second = { .first = build, .session = *session };
	enum exit_status status;

	if (session->options.dry_run)
		return STATUS_GOOD;
	second.project = os_real_path(session->keep, ".");
	if (!second.project)
		return report(".", "cannot be found"), STATUS_PROJECT;
	second.copy = text_format(session->keep, "%s" COPY_ENDING, second.project);
	diag_status("Verifying", "by a second build in %s", second.copy);
	if (!take_place(&second, session->scratch))
		return STATUS_PROJECT;
	status = copy_project(&second, session->scratch) ? make_there(&second) : STATUS_PROJECT;
	if (!status && !compare_all(&second))
		status = STATUS_PROJECT;
	leave_place(&second, session->scratch);
	if (!status)
		diag_status("Verified", "every part is the same in both builds");
	return status;
}
