#include "host/cli/template.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/project/project.h"
#include "host/project/project_schema.h"

#define PLACEHOLDER  "@NAME@"
#define NAME_KEY     "name: "
#define LIST_COLUMN  7
#define KERNELS      "templates/kernel"
#define EXTRAS       "templates/extra"
#define README       "README.md"
#define COMMON       "common"       /* which every project has */
#define EDITORCONFIG "editorconfig" /* which comes with every --editor */
#define VSCODE       "vscode"
#define SCHEMA       ".vscode/ingot.schema.json" /* as its settings.json says */

/* The directories of templates/kernel/. */
const struct word template_kernels[] = {
	{ TEMPLATE_DEFAULT, 0 }, { "smp", 0 },   { "cpp", 0 },   { "asm", 0 }, { "user", 0 },
	{ "rust", 0 },           { "bench", 0 }, { "tests", 0 }, { NULL, 0 }
};
const struct word template_services[] = { { "github", 0 }, { "gitlab", 0 }, { NULL, 0 } };
const struct word template_editors[] = {
	{ VSCODE, 0 }, { "devcontainer", 0 }, { EDITORCONFIG, 0 }, { NULL, 0 }
};

static bool cannot_read(const char *path)
{
	struct place at = { .file = path };

	diag_error(&at, "cannot read: %s", strerror(errno));
	diag_hint("it is a part of Ingot: is the installation complete?");
	return false;
}

bool template_is_list(const char *word)
{
	return word && (text_equal(word, "list") || text_equal(word, "help"));
}

/* NULL is no word, and right. */
static bool check_word(const char *option, const char *word, const struct word *words)
{
	return !word || words_find(words, word) || words_refuse(words, word, NULL, option);
}

bool template_check(const struct template_choice *choice)
{
	return check_word("--template", choice->kernel, template_kernels) &&
	       check_word("--ci", choice->ci, template_services) &&
	       check_word("--editor", choice->editor, template_editors);
}

/* A text of the template, with the new kernel's name. */
static const char *fill_in(struct arena *keep, const char *text, const char *name)
{
	struct buffer filled = { .arena = keep };

	buffer_puts(&filled, "");
	for (const char *at; (at = strstr(text, PLACEHOLDER)); text = at + strlen(PLACEHOLDER)) {
		buffer_add(&filled, text, (size_t)(at - text));
		buffer_puts(&filled, name);
	}
	buffer_puts(&filled, text);
	return filled.data;
}

/* ingot.yaml, whose name is the template's own. */
static const char *rename_project(struct arena *keep, const char *text, const char *name)
{
	const char *at = text_starts_with(text, NAME_KEY) ? text : strstr(text, "\n" NAME_KEY);

	if (!at)
		return text;
	at = strstr(at, NAME_KEY) + strlen(NAME_KEY);
	return text_format(keep, "%.*s%s%s", (int)(at - text), text, name, at + strcspn(at, "\n"));
}

static bool add_file(struct template_files *files, const char *source, const char *path,
                     const char *name)
{
	struct bytes content;

	if (!os_read_file(files->keep, source, &content))
		return cannot_read(source);
	const char *text = fill_in(files->keep, (const char *)content.data, name);
	if (text_equal(path, PROJECT_FILE))
		text = rename_project(files->keep, text, name);
	arena_grow(files->keep, files->items, files->count, files->capacity);
	files->items[files->count++] = (struct template_file){
		fill_in(files->keep, path, name), { (const unsigned char *)text, strlen(text) }
	};
	return true;
}

/* All below a directory, but for what a build in it has made. path: in the template, or
 * NULL for all of it. */
static bool add_folder(struct template_files *files, const char *folder, const char *path,
                       const char *name)
{
	struct text_list names = { .arena = files->keep };

	if (!os_list_folder(files->keep, folder, &names))
		return cannot_read(folder);
	for (size_t i = 0; i < names.count; i++) {
		const char *source = path_join(files->keep, folder, names.items[i]);
		const char *inner = path ? path_join(files->keep, path, names.items[i])
		                         : names.items[i];
		bool is_folder = os_is_folder(source);

		if (is_folder && text_equal(inner, PROJECT_BUILD))
			continue;
		if (!(is_folder ? add_folder(files, source, inner, name)
		                : add_file(files, source, inner, name)))
			return false;
	}
	return true;
}

static int compare(const void *left, const void *right)
{
	const struct template_file *a = left, *b = right;
	bool is_last = text_equal(a->path, PROJECT_FILE);

	if (is_last != text_equal(b->path, PROJECT_FILE))
		return is_last ? 1 : -1;
	return strcmp(a->path, b->path);
}

/* So that it needs neither a network nor a place in this system. */
static void add_schema(struct template_files *files, const char *editor)
{
	if (!editor || !text_equal(editor, VSCODE))
		return;
	arena_grow(files->keep, files->items, files->count, files->capacity);
	files->items[files->count++] = (struct template_file){ SCHEMA,
		                                               project_schema(files->keep) };
}

bool template_load(struct arena *keep, const struct template_choice *choice,
                   struct template_files *files)
{
	const char *kernel = choice->kernel ? choice->kernel : TEMPLATE_DEFAULT;
	const char *extras[] = { COMMON, choice->ci, choice->editor ? EDITORCONFIG : NULL,
		                 choice->editor };
	const char *kernels = path_join(keep, choice->root, KERNELS);
	bool good;

	*files = (struct template_files){ .keep = keep };
	good = add_folder(files, path_join(keep, kernels, kernel), NULL, choice->name);
	for (size_t i = 0; i < sizeof extras / sizeof *extras && good; i++) {
		bool is_again = i == 3 && extras[3] && text_equal(extras[3], EDITORCONFIG);
		const char *folder = path_join(keep, choice->root, EXTRAS);

		if (extras[i] && !is_again)
			good = add_folder(files, path_join(keep, folder, extras[i]), NULL,
			                  choice->name);
	}
	add_schema(files, choice->editor);
	if (good)
		qsort(files->items, files->count, sizeof *files->items, compare);
	return good;
}

/* The first paragraph after the heading, on one line. */
static const char *summary_of(struct arena *keep, const char *readme)
{
	const char *text = strstr(readme, "\n\n");
	char *line;

	if (!text)
		return "";
	text += 2;
	const char *end = strstr(text, "\n\n");
	line = text_copy(keep, text, end ? (size_t)(end - text) : strcspn(text, "\n"));
	for (char *at = line; (at = strchr(at, '\n'));)
		*at = ' ';
	return line;
}

bool template_print_list(const char *root, struct arena scratch)
{
	for (const struct word *kernel = template_kernels; kernel->word; kernel++) {
		const char *folder = path_join(&scratch, path_join(&scratch, root, KERNELS),
		                               kernel->word);
		const char *path = path_join(&scratch, folder, README);
		struct bytes readme;

		if (!os_read_file(&scratch, path, &readme))
			return cannot_read(path);
		printf("%-*s %s\n", LIST_COLUMN, kernel->word,
		       summary_of(&scratch, (const char *)readme.data));
	}
	return true;
}
