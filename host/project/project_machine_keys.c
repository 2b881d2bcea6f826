#include "host/project/project_machine_keys.h"

#include <string.h>

#include "host/project/project_steps.h"

static const struct word firmwares[] = {
	{ "bios", FIRMWARE_BIOS },
	{ "uefi", FIRMWARE_UEFI },
	{ NULL, 0 },
};

static bool read_firmware(void *object, const struct node *value)
{
	unsigned *firmware = &((struct project_reader *)object)->project->image.firmware;

	if (!project_read_words(value, firmwares, firmware))
		return false;
	if (*firmware)
		return true;
	diag_error(&value->at, "an image needs at least one firmware");
	diag_hint("write [bios, uefi]");
	return false;
}

struct module {
	const char *path, *name; /* NULL: not said */
};

static bool read_module_path(void *object, const struct node *value)
{
	return node_text(value, &((struct module *)object)->path);
}

static bool read_module_name(void *object, const struct node *value)
{
	const char **name = &((struct module *)object)->name;

	if (!node_text(value, name))
		return false;
	return !strchr(*name, '/') ||
	       diag_error(&value->at, "the name of a module cannot contain \"/\"");
}

/* A path, or a map of path and name. */
static bool read_module(const struct node *item, struct module *module)
{
	static const struct node_field fields[] = {
		NODE_KEY("path", read_module_path),
		NODE_KEY("name", read_module_name),
		NODE_KEYS_END,
	};

	*module = (struct module){ 0 };
	if (item->kind != NODE_MAP)
		return node_text(item, &module->path);
	if (!node_read_map(item, "a map of path and name", fields, module))
		return false;
	return module->path || diag_error(&item->at, "a module needs a path");
}

static bool read_modules(void *object, const struct node *value)
{
	struct project_reader *reader = object;
	struct project *project = reader->project;
	struct placed_list *list = &project->image.modules;
	size_t count = 0;
	bool good = true;

	if (!project_only(reader, value))
		return false;
	if (value->kind != NODE_LIST)
		return node_placed_list(reader->keep, value, list);
	for (const struct node *item = value->first; item; item = item->next)
		count++;
	*list = (struct placed_list){ value->at,
		                      arena_push(reader->keep, struct placed_text, count), 0 };
	project->image.module_names = arena_push(reader->keep, const char *, count);
	for (const struct node *item = value->first; item; item = item->next) {
		struct module module;

		if (!read_module(item, &module)) {
			good = false;
			continue;
		}
		project->image.module_names[list->count] = module.name;
		list->items[list->count++] = (struct placed_text){
			project_generated_name(module.path)
				? module.path
				: path_join(reader->keep, reader->folder, module.path),
			item->at
		};
	}
	return good;
}

/* It becomes a line of boot/ingot.conf. */
static bool read_cmdline(void *object, const struct node *value)
{
	const char **cmdline = &((struct project_reader *)object)->project->image.cmdline;

	if (!node_raw_text(value, cmdline))
		return false;
	((struct project_reader *)object)->project->image.cmdline_place = value->at;
	return !strpbrk(*cmdline, "\r\n") ||
	       diag_error(&value->at, "the command line must be one line");
}

static bool read_checksums(void *object, const struct node *value)
{
	return node_bool(value, &((struct project_reader *)object)->project->image.checksums);
}

static bool read_active(void *object, const struct node *value)
{
	bool is_active;

	if (!node_bool(value, &is_active))
		return false;
	((struct project_reader *)object)->project->image.active = is_active ? ACTIVE_YES
	                                                                     : ACTIVE_NO;
	return true;
}

const struct node_field project_image_fields[] = {
	KEY("firmware", read_firmware, "[WORD, ...]", "[bios, uefi]",
	    "Which firmware boots the image: bios, uefi."),
	KEY("modules", read_modules, "[PATH, ...]", "none",
	    "Files and directories that the boot loader puts into memory; a directory becomes "
	    "a tar archive. With another name: { path: PATH, name: NAME }."),
	KEY("cmdline", read_cmdline, "TEXT", "empty", "The kernel's command line."),
	KEY("checksums", read_checksums, "true or false", "false",
	    "Whether the boot loader checks kernel and modules by CRC-32."),
	KEY("active", read_active, "true or false", "true if firmware is [bios]",
	    "Whether the partition of the protective MBR is marked active."),
	NODE_KEYS_END,
};

bool project_read_image(void *object, const struct node *value)
{
	return node_read_map(value, "a map with keys such as \"modules\"", project_image_fields,
	                     object);
}

static bool read_command(void *object, const struct node *value)
{
	struct text_list *command = &((struct project_reader *)object)->project->run.command;

	if (!node_raw_text_list(value, command))
		return false;
	for (size_t i = 0; i < command->count; i++)
		if (strstr(command->items[i], "{}"))
			return true;
	diag_error(&value->at, "the command does not contain the image");
	diag_hint("\"{}\" stands for the path of the image");
	return false;
}

static bool read_run_args(void *object, const struct node *value)
{
	return node_raw_text_list(value, &((struct project_reader *)object)->project->run.args);
}

static bool read_accel(const struct node *value, enum accel *accel)
{
	const char *name;

	if (!node_text(value, &name))
		return false;
	const struct word *word = words_find(accel_words, name);

	*accel = word ? (enum accel)word->value : ACCEL_UNSAID;
	return word || words_refuse(accel_words, name, &value->at, "\"accel\"");
}

static bool read_run_accel(void *object, const struct node *value)
{
	return read_accel(value, &((struct project_reader *)object)->project->run.accel);
}

const struct node_field project_run_fields[] = {
	KEY("command", read_command, "[TEXT, ...]", "QEMU",
	    "What to run instead of QEMU; \"{}\" stands for the image."),
	KEY("args", read_run_args, "[TEXT, ...]", "none", "More arguments for QEMU."),
	KEY("accel", read_run_accel, "WORD", "auto",
	    "What executes the guest's code, as --accel says: auto, tcg, kvm, hvf, whpx."),
	NODE_KEYS_END,
};

bool project_read_run(void *object, const struct node *value)
{
	return node_read_map(value, "a map with keys such as \"args\"", project_run_fields, object);
}

static bool read_test_sources(void *object, const struct node *value)
{
	struct project_reader *reader = object;

	return project_only(reader, value) &&
	       project_read_paths(reader, value, &reader->project->test.sources);
}

static bool read_test_args(void *object, const struct node *value)
{
	return node_raw_text_list(value, &((struct project_reader *)object)->project->test.args);
}

static bool read_test_accel(void *object, const struct node *value)
{
	return read_accel(value, &((struct project_reader *)object)->project->test.accel);
}

static bool read_timeout(void *object, const struct node *value)
{
	int64_t seconds;

	if (!node_integer(value, 1, PROJECT_TIMEOUT_S_MAX, &seconds))
		return false;
	((struct project_reader *)object)->project->test.timeout_s = (int)seconds;
	return true;
}

static bool read_success_exit_code(void *object, const struct node *value)
{
	int64_t code;

	if (!node_integer(value, 0, 255, &code))
		return false;
	((struct project_reader *)object)->project->test.success_exit_code = (int)code;
	if (code != 1)
		return true;
	diag_error(&value->at, "1 cannot mean success: QEMU itself exits with it on errors");
	diag_hint("power_exit(EXIT_CODE_SUCCESS) gives 33");
	return false;
}

static bool read_reboot(void *object, const struct node *value)
{
	return node_bool(value, &((struct project_reader *)object)->project->test.reboot);
}

static bool read_test_sanitize(void *object, const struct node *value)
{
	return project_read_words(value, sanitize_checks,
	                          &((struct project_reader *)object)->project->test.sanitize);
}

const struct node_field project_test_fields[] = {
	KEY("sources", read_test_sources, "[PATH, ...]", "[tests]",
	    "Directories and files that are compiled for tests only."),
	KEY("args", read_test_args, "[TEXT, ...]", "none", "More arguments for QEMU."),
	KEY("accel", read_test_accel, "WORD", "auto", "As in run."),
	KEY("timeout", read_timeout, "SECONDS", "30", "How long one test may take."),
	KEY("success-exit-code", read_success_exit_code, "NUMBER", "33",
	    "The exit status of QEMU that means success."),
	KEY("reboot", read_reboot, "true or false", "false",
	    "Whether each test boots a machine of its own."),
	KEY("sanitize", read_test_sanitize, "[WORD, ...]", "sanitize of all builds",
	    "What test builds check while they run."),
	NODE_KEYS_END,
};

bool project_read_test(void *object, const struct node *value)
{
	return node_read_map(value, "a map with keys such as \"timeout\"", project_test_fields,
	                     object);
}
