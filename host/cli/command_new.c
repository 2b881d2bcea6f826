/* ingot new: a kernel that builds, runs and tests at once. */
#include <errno.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/cli/command.h"
#include "host/project/project.h"

struct draft {
	const char *path, *content;
};

/* "@" stands for the project's name. */
static const struct draft drafts[] = {
	{ "ingot.yaml", "# The project: every key is optional, `man ingot` lists them.\n"
	                "name: @\n" },
	{ ".gitignore", "/build/\n" },
	{ "src/main.c",
	  "#include <ingot/boot.h>\n"
	  "#include <stdio.h>\n"
	  "\n"
	  "/* The machine is in long mode with the kernel mapped at -2 GiB; printf, malloc\n"
	  " * and exception reports work. Returning ends the machine. */\n"
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
};

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

static bool write_drafts(struct arena scratch, const char *folder, const char *name)
{
	for (size_t i = 0; i < sizeof drafts / sizeof *drafts; i++)
		if (!write_draft(scratch, &drafts[i], folder, name))
			return false;
	return true;
}

static bool is_empty(struct arena scratch, const char *folder)
{
	struct text_list names = { .arena = &scratch };

	return os_list_folder(&scratch, folder, &names) && names.count == 0;
}

static bool check_folder(struct arena scratch, const char *folder)
{
	struct os_file_facts facts;
	struct place at = { .file = folder };

	if (!os_file_facts(folder, &facts))
		return true;
	if (facts.is_folder && is_empty(scratch, folder))
		return true;
	diag_error(&at, facts.is_folder ? "the folder is not empty" : "the file exists");
	diag_hint("choose another name, or remove it first");
	return false;
}

static bool check_name(const char *name)
{
	if (project_name_is_valid(name))
		return true;
	diag_error(NULL, "\"%s\" cannot name a kernel", name);
	diag_hint("use letters, digits, \"_\" and \"-\"");
	return false;
}

enum exit_status command_new(struct session *session)
{
	const char *folder = session->options.operands[0];
	size_t size = strlen(folder);

	while (size > 1 && folder[size - 1] == '/')
		size--;
	folder = text_copy(session->keep, folder, size);
	const char *absolute = text_equal(folder, ".") ? os_current_folder(session->keep) : folder;
	const char *name = path_name(absolute);
	if (!check_name(name))
		return STATUS_USAGE;
	if (!check_folder(session->scratch, folder))
		return STATUS_PROJECT;
	bool existed = os_file_exists(folder);
	if (!write_drafts(session->scratch, folder, name)) {
		/* Nothing half-written stays; the folder was empty or not there. */
		if (!existed)
			os_remove_tree(folder);
		return STATUS_PROJECT;
	}
	diag_status("Created", "kernel %s in %s", name, folder);
	diag_status("Next", "ingot -C %s run", folder);
	return STATUS_GOOD;
}
