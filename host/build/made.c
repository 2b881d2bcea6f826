#include "host/build/made.h"

#include <errno.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/refusal.h"
#include "host/build/plan.h"

#define LIST_NAME "made"

/* What ninja, its plan and the record leave. */
static const char *const own_names[] = {
	".ninja_log",  ".ninja_deps",   ".ninja_lock",
	"build.ninja", "dry-run.ninja", "compile_commands.json",
	"record",      "formats.rsp",   NULL,
};

/* Of each file that a plan makes: dependencies, of ld.lld's all of them, a response file,
 * and what was there before a step of the project's. */
static const char *const endings[] = { "", ".d", ".all", ".rsp", PLAN_OLD, NULL };

static const char *list_path(struct arena *keep, const char *folder)
{
	return path_join(keep, folder, LIST_NAME);
}

/* One path a line, relative to the directory, which may be moved. */
static void read_list(struct arena *keep, const char *folder, struct text_list *names)
{
	struct bytes text;

	if (!os_read_file(keep, list_path(keep, folder), &text))
		return;
	for (char *line = (char *)text.data, *end; (end = strchr(line, '\n')); line = end + 1) {
		*end = '\0';
		if (*line && *line != '/' && !strstr(line, ".."))
			text_list_add(names, line);
	}
}

static const char *name_below(const char *folder, const char *path)
{
	size_t size = strlen(folder);

	return path_is_within(path, folder) && path[size] == '/' ? path + size + 1 : NULL;
}

static void keep_each_once(struct text_list *names)
{
	size_t kept = 0;

	text_list_sort(names);
	for (size_t i = 0; i < names->count; i++)
		if (!kept || !text_equal(names->items[kept - 1], names->items[i]))
			names->items[kept++] = names->items[i];
	names->count = kept;
}

bool made_note(const char *folder, const struct text_list *paths, struct arena scratch)
{
	struct text_list names = { .arena = &scratch };
	struct buffer text = { .arena = &scratch };
	struct place at = { .file = list_path(&scratch, folder) };
	bool changed;

	read_list(&scratch, folder, &names);
	for (size_t i = 0; i < paths->count; i++) {
		const char *name = name_below(folder, paths->items[i]);

		if (name)
			text_list_add(&names, name);
	}
	keep_each_once(&names);
	buffer_puts(&text, "");
	for (size_t i = 0; i < names.count; i++)
		buffer_printf(&text, "%s\n", names.items[i]);
	if (os_make_folders(folder) && os_update_file(at.file, buffer_bytes(&text), &changed))
		return true;
	return refusal_to_write(scratch, at.file);
}

bool made_note_file(const char *folder, const char *path, struct arena scratch)
{
	struct text_list paths = { .arena = &scratch };

	text_list_add(&paths, path);
	return made_note(folder, &paths, scratch);
}

void made_list(const char *folder, struct text_list *paths)
{
	struct arena *keep = paths->arena;
	struct text_list names = { .arena = keep };

	read_list(keep, folder, &names);
	for (size_t i = 0; i < names.count; i++) {
		const char *path = path_join(keep, folder, names.items[i]);

		for (size_t e = 0; endings[e]; e++)
			text_list_add(paths, text_format(keep, "%s%s", path, endings[e]));
	}
	for (const char *const *name = own_names; *name; name++)
		text_list_add(paths, path_join(keep, folder, *name));
	text_list_add(paths, list_path(keep, folder));
}

bool made_is_folder(const char *folder, struct arena scratch)
{
	static const char *const marks[] = { LIST_NAME, "record", "build.ninja" };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (os_file_exists(path_join(&scratch, folder, marks[i])))
			return true;
	return false;
}
