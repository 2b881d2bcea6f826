/* ingot new: a kernel that builds, runs and tests at once. */
#include <errno.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/os_replace.h"
#include "host/base/os_signals.h"
#include "host/cli/command.h"
#include "host/project/project.h"

struct draft {
	const char *path, *content;
};

/* "@" stands for the project's name. The last one makes a directory a project: one without
 * it is no work of anybody's if it has nothing but the others. */
static const struct draft drafts[] = {
	{ ".gitignore", "/build/\n" },
	{ "src/main.c",
	  "#include <ingot/boot.h>\n"
	  "#include <stdio.h>\n"
	  "\n"
	  "/* The machine is in long mode with the kernel mapped at -2 GiB; printf, malloc\n"
	  " * and exception reports work. Returning powers the machine off. */\n"
	  "static void kernel_main(const struct boot_info *boot)\n"
	  "{\n"
	  "\tprintf(\"Hello from @! %s found %zu memory regions.\\n\", boot->loader,\n"
	  "\t       boot->memory_map.count);\n"
	  "}\n"
	  "ENTRY_POINT(kernel_main)\n" },
	{ "tests/first.c", "#include <ingot/test.h>\n"
	                   "#include <stdio.h>\n"
	                   "#include <stdlib.h>\n"
	                   "#include <string.h>\n"
	                   "\n"
	                   "/* Tests run in the booted machine: `ingot test`. */\n"
	                   "TEST(doubles_are_printed_without_an_fpu)\n"
	                   "{\n"
	                   "\tchar text[16];\n"
	                   "\n"
	                   "\tsnprintf(text, sizeof text, \"%.3f\", 22.0 / 7.0);\n"
	                   "\tCHECK(strcmp(text, \"3.143\") == 0);\n"
	                   "}\n"
	                   "\n"
	                   "TEST(memory_is_given_and_taken_back)\n"
	                   "{\n"
	                   "\tchar *memory = malloc(1000);\n"
	                   "\n"
	                   "\tREQUIRE(memory != NULL);\n"
	                   "\tmemset(memory, 0x5a, 1000);\n"
	                   "\tCHECK(memory[999] == 0x5a);\n"
	                   "\tfree(memory);\n"
	                   "}\n" },
	{ "ingot.yaml", "# Every key is optional: `ingot help yaml` lists them.\n"
	                "name: @\n" },
};
#define DRAFT_COUNT (sizeof drafts / sizeof *drafts)

static const char *fill_in(struct arena *keep, const char *content, const char *name)
{
	struct buffer buffer = { .arena = keep };

	for (; *content; content++) {
		if (*content == '@')
			buffer_puts(&buffer, name);
		else
			buffer_add(&buffer, content, 1);
	}
	return buffer.data;
}

static bool write_draft(struct arena scratch, const struct draft *draft, const char *folder,
                        const char *name)
{
	const char *path = path_join(&scratch, folder, draft->path);
	const char *text = fill_in(&scratch, draft->content, name);
	struct bytes content = { (const unsigned char *)text, strlen(text) };
	struct place at = { .file = path };

	if (os_make_folders(path_folder(&scratch, path)) && os_write_file(path, content))
		return true;
	return diag_error(&at, "cannot write: %s", strerror(errno));
}

static void remove_drafts(struct arena scratch, const char *folder, bool has_folder)
{
	for (size_t i = 0; i < DRAFT_COUNT; i++)
		os_remove_tree(path_join(&scratch, folder, drafts[i].path));
	os_remove_folder(path_join(&scratch, folder, "src"));
	os_remove_folder(path_join(&scratch, folder, "tests"));
	if (!has_folder)
		os_remove_folder(folder);
}

/* A signal comes before them all, or after: a moment. */
static bool write_drafts(struct arena scratch, const char *folder, const char *name)
{
	bool has_folder = os_file_exists(folder), good = true;
	sigset_t signals;

	os_signals_hold(&signals);
	for (size_t i = 0; i < DRAFT_COUNT && good; i++)
		good = write_draft(scratch, &drafts[i], folder, name);
	if (!good)
		remove_drafts(scratch, folder, has_folder);
	os_signals_allow(&signals);
	return good;
}

struct remains {
	const char *folder, *name;
};

/* Whether a file, by its path in the directory, is what a program that was killed left: a
 * draft, byte for byte, or the beginning of one. */
static bool is_left_over(struct arena scratch, const struct remains *remains, const char *path)
{
	struct bytes content;

	for (size_t i = 0; i < DRAFT_COUNT; i++) {
		bool is_draft = i < DRAFT_COUNT - 1 && text_equal(drafts[i].path, path);
		const char *text = fill_in(&scratch, drafts[i].content, remains->name);

		if (is_draft &&
		    os_read_file(&scratch, path_join(&scratch, remains->folder, path), &content) &&
		    content.size == strlen(text) && memcmp(content.data, text, content.size) == 0)
			return true;
		if (text_starts_with(path, drafts[i].path) &&
		    text_starts_with(path + strlen(drafts[i].path), OS_TEMPORARY_MARK))
			return true;
	}
	return false;
}

/* Whether there is nothing else below it; path is in the directory, "." itself. */
static bool has_only_remains(struct arena scratch, const struct remains *remains, const char *path)
{
	struct text_list names = { .arena = &scratch };

	if (!os_list_folder(&scratch, path_join(&scratch, remains->folder, path), &names))
		return false;
	for (size_t i = 0; i < names.count; i++) {
		const char *inner = text_equal(path, ".")
		                            ? names.items[i]
		                            : path_join(&scratch, path, names.items[i]);
		bool is_folder = text_equal(inner, "src") || text_equal(inner, "tests");

		if (is_folder ? !has_only_remains(scratch, remains, inner)
		              : !is_left_over(scratch, remains, inner))
			return false;
	}
	return true;
}

static bool check_folder(struct arena scratch, const char *folder, const char *name)
{
	struct remains remains = { folder, name };
	struct os_file_facts facts;
	struct place at = { .file = folder };

	if (!os_file_facts(folder, &facts))
		return os_is_missing(errno) ||
		       diag_error(&at, "cannot access the directory: %s", strerror(errno));
	if (facts.is_folder && has_only_remains(scratch, &remains, "."))
		return true;
	diag_error(&at, facts.is_folder ? "the directory is not empty" : "the file exists");
	diag_hint("choose another name, or remove it first");
	return false;
}

static bool check_name(const char *name, bool is_folder)
{
	if (project_name_is_valid(name))
		return true;
	diag_error(NULL, "\"%s\" is not a valid kernel name", name);
	diag_hint("use letters, digits, \"_\" and \"-\"%s",
	          is_folder ? "; --name NAME gives the kernel another name" : "");
	return false;
}

enum exit_status command_new(struct session *session)
{
	const char *folder = session->options.operands[0];
	struct buffer word = { .arena = session->keep };
	size_t size = strlen(folder);

	while (size > 1 && folder[size - 1] == '/')
		size--;
	folder = text_copy(session->keep, folder, size);
	const char *absolute = text_equal(folder, ".") ? os_current_folder(session->keep) : folder;
	if (!absolute) {
		diag_error(NULL, "cannot determine the current directory: %s", strerror(errno));
		return STATUS_PROJECT;
	}
	const char *given = session->options.name;
	const char *name = given ? given : path_name(absolute);
	if (!check_name(name, !given))
		return STATUS_USAGE;
	if (!check_folder(session->scratch, folder, name))
		return STATUS_PROJECT;
	if (!write_drafts(session->scratch, folder, name))
		return STATUS_PROJECT;
	diag_status("Created", "kernel %s in %s", name, folder);
	buffer_add_word(&word, folder);
	diag_status("Next", "ingot -C %s run", word.data);
	return STATUS_GOOD;
}
