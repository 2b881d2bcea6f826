/* ingot new: a kernel that builds, runs and tests at once. */
#include <errno.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/os_replace.h"
#include "host/base/os_signals.h"
#include "host/base/refusal.h"
#include "host/cli/advice.h"
#include "host/cli/command.h"
#include "host/cli/template.h"
#include "host/project/project.h"

struct draft {
	const char *folder; /* of the new project */
	struct template_files files;
};

static bool write_file(struct arena scratch, const char *folder, const struct template_file *file)
{
	const char *path = path_join(&scratch, folder, file->path);

	if (os_make_folders(path_folder(&scratch, path)) && os_write_file(path, file->content))
		return true;
	return refusal_to_write(scratch, path);
}

/* The directories of the files too, from the innermost on, if nothing else is in them. */
static void remove_draft(struct arena scratch, const struct draft *draft, bool has_folder)
{
	for (size_t i = 0; i < draft->files.count; i++) {
		const char *path = draft->files.items[i].path;

		os_remove_tree(path_join(&scratch, draft->folder, path));
		while (!text_equal(path = path_folder(&scratch, path), "."))
			os_remove_folder(path_join(&scratch, draft->folder, path));
	}
	if (!has_folder)
		os_remove_folder(draft->folder);
}

/* A signal comes before them all, or after: a moment. */
static bool write_draft(struct arena scratch, const struct draft *draft)
{
	bool has_folder = os_file_exists(draft->folder), good = true;
	sigset_t signals;

	os_signals_hold(&signals);
	for (size_t i = 0; i < draft->files.count && good; i++)
		good = write_file(scratch, draft->folder, &draft->files.items[i]);
	if (!good)
		remove_draft(scratch, draft, has_folder);
	os_signals_allow(&signals);
	return good;
}

/* Whether a file, by its path in the directory, is what a program that was killed left: a
 * file of the draft, byte for byte, or the beginning of one. One with all of them is a
 * project, and somebody's. */
static bool is_left_over(struct arena scratch, const struct draft *draft, const char *path)
{
	for (size_t i = 0; i < draft->files.count; i++) {
		const struct template_file *file = &draft->files.items[i];

		if (!text_equal(path, PROJECT_FILE) && text_equal(file->path, path) &&
		    os_file_has_content(path_join(&scratch, draft->folder, path), file->content))
			return true;
		if (text_starts_with(path, file->path) &&
		    text_starts_with(path + strlen(file->path), OS_TEMPORARY_MARK))
			return true;
	}
	return false;
}

/* Whether a directory is one that the draft has files in. */
static bool has_files_in(const struct draft *draft, const char *path)
{
	for (size_t i = 0; i < draft->files.count; i++)
		if (!text_equal(draft->files.items[i].path, path) &&
		    path_is_within(draft->files.items[i].path, path))
			return true;
	return false;
}

/* Whether there is nothing else below it; path is in the directory, "." itself. */
static bool has_only_remains(struct arena scratch, const struct draft *draft, const char *path)
{
	struct text_list names = { .arena = &scratch };

	if (!os_list_folder(&scratch, path_join(&scratch, draft->folder, path), &names))
		return false;
	for (size_t i = 0; i < names.count; i++) {
		const char *inner = text_equal(path, ".")
		                            ? names.items[i]
		                            : path_join(&scratch, path, names.items[i]);

		if (has_files_in(draft, inner) ? !has_only_remains(scratch, draft, inner)
		                               : !is_left_over(scratch, draft, inner))
			return false;
	}
	return true;
}

static bool check_folder(struct arena scratch, const struct draft *draft)
{
	struct place at = { .file = draft->folder };
	struct os_file_facts facts;

	if (!os_file_facts(draft->folder, &facts))
		return os_is_missing(errno) ||
		       diag_error(&at, "cannot access the directory: %s", strerror(errno));
	if (facts.is_folder && has_only_remains(scratch, draft, "."))
		return true;
	diag_error(&at, facts.is_folder ? "the directory is not empty" : "the file exists");
	advice_on_argument(&scratch, NULL, draft->folder);
	diag_hint("choose another name, or remove it first");
	return false;
}

static bool check_name(struct arena *keep, const char *name, bool is_folder)
{
	if (project_name_is_valid(name))
		return true;
	diag_error(NULL, "\"%s\" is not a valid kernel name", name);
	diag_hint("use letters, digits, \"_\" and \"-\"%s",
	          is_folder ? "; --name NAME gives the kernel another name" : "");
	if (is_folder)
		advice_on_name(keep, name);
	return false;
}

/* What the user does next; a library has nothing to run. */
static const char *next_command(const struct draft *draft)
{
	for (size_t i = 0; i < draft->files.count; i++)
		if (text_equal(draft->files.items[i].path, PROJECT_FILE) &&
		    strstr((const char *)draft->files.items[i].content.data, "type: library"))
			return "test";
	return "run";
}

static enum exit_status create(struct session *session, const struct template_choice *choice,
                               const char *folder)
{
	struct draft draft = { .folder = folder };
	struct buffer word = { .arena = session->keep };

	if (!template_load(session->keep, choice, &draft.files))
		return STATUS_TOOL;
	if (!check_folder(session->scratch, &draft) || !write_draft(session->scratch, &draft))
		return STATUS_PROJECT;
	diag_status("Created", "kernel %s in %s", choice->name, folder);
	buffer_add_word(&word, folder);
	diag_status("Next", "ingot -C %s %s", word.data, next_command(&draft));
	return STATUS_GOOD;
}

enum exit_status command_new(struct session *session)
{
	const struct options *options = &session->options;
	struct template_choice choice = { session->root, options->template_name, options->ci,
		                          options->editor, options->name };

	if (template_is_list(options->template_name))
		return template_print_list(session->root, session->scratch) ? STATUS_GOOD
		                                                            : STATUS_TOOL;
	const char *folder = options->operands[0];
	size_t size = strlen(folder);
	while (size > 1 && folder[size - 1] == '/')
		size--;
	folder = text_copy(session->keep, folder, size);
	const char *absolute = text_equal(folder, ".") ? os_current_folder(session->keep) : folder;
	if (!absolute) {
		diag_error(NULL, "cannot determine the current directory: %s", strerror(errno));
		return STATUS_PROJECT;
	}
	choice.name = choice.name ? choice.name : path_name(absolute);
	if (!check_name(session->keep, choice.name, !options->name) || !template_check(&choice))
		return STATUS_USAGE;
	return create(session, &choice, folder);
}
