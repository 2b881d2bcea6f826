#include "host/project/project_machine_keys.h"

#include <string.h>

#include "host/project/project_steps.h"

#define EXIT_CODE_MAX 255 /* of a process */

static const struct word firmwares[] = {
	{ "bios", FIRMWARE_BIOS },
	{ "uefi", FIRMWARE_UEFI },
	{ NULL, 0 },
};

static const struct node_type firmware_type = { .form = NODE_IS_WORD, .words = firmwares };
static const struct node_type firmwares_type = {
	.name = "[WORD, ...]", .form = NODE_IS_LIST, .least = 1, .item = &firmware_type
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

static const struct node_type module_name_type = { .form = NODE_IS_TEXT,
	                                           .pattern = "^[^/\\u0000-\\u001f\\u007f]*$" };
static const struct node_field module_fields[] = {
	{ .key = "path",
	  .read = read_module_path,
	  .type = &project_text_type,
	  .is_required = true,
	  .about = "The file or directory." },
	{ .key = "name",
	  .read = read_module_name,
	  .type = &module_name_type,
	  .about = "Its name in the image." },
	NODE_KEYS_END,
};
static const struct node_type module_record_type = { .form = NODE_IS_RECORD,
	                                             .fields = module_fields };
static const struct node_type module_type = { .form = NODE_IS_TEXT, .other = &module_record_type };
static const struct node_type modules_type = { .name = "[PATH, ...]",
	                                       .form = NODE_IS_LIST,
	                                       .item = &module_type };

/* A path, or a map of path and name. */
static bool read_module(const struct node *item, struct module *module)
{
	*module = (struct module){ 0 };
	if (item->kind != NODE_MAP)
		return node_text(item, &module->path);
	if (!node_read_map(item, "a map of path and name", module_fields, module))
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

static const struct node_type cmdline_type = {
	.name = "TEXT", .form = NODE_IS_TEXT, .is_raw = true, .pattern = "^[^\\r\\n]*$"
};

static const struct node_field image_fields[] = {
	KEY("firmware", read_firmware, &firmwares_type, "[bios, uefi]",
	    "Which firmware boots the image."),
	OWN_KEY("modules", read_modules, &modules_type, "none",
	        "Files and directories that the boot loader puts into memory; a directory becomes "
	        "a tar archive. With another name: { path: PATH, name: NAME }."),
	KEY("cmdline", read_cmdline, &cmdline_type, "empty", "The kernel's command line."),
	KEY("checksums", read_checksums, &project_bool_type, "false",
	    "Whether the boot loader checks kernel and modules by CRC-32."),
	KEY("active", read_active, &project_bool_type, "true if firmware is [bios]",
	    "Whether the partition of the protective MBR is marked active."),
	NODE_KEYS_END,
};

const struct node_type project_image_type = { .form = NODE_IS_RECORD, .fields = image_fields };

bool project_read_image(void *object, const struct node *value)
{
	return node_read_map(value, "a map with keys such as \"modules\"", image_fields, object);
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

static const struct node_type command_type = {
	.name = "[TEXT, ...]", .form = NODE_IS_LIST, .item = &project_raw_text_type, .one = "\\{\\}"
};

static const struct node_field run_fields[] = {
	KEY("command", read_command, &command_type, "QEMU",
	    "What to run instead of QEMU; \"{}\" stands for the image."),
	KEY("args", read_run_args, &project_raw_texts_type, "none", "More arguments for QEMU."),
	KEY("accel", read_run_accel, &project_accel_type, "auto",
	    "What executes the guest's code, as --accel says."),
	NODE_KEYS_END,
};

const struct node_type project_run_type = { .form = NODE_IS_RECORD, .fields = run_fields };

bool project_read_run(void *object, const struct node *value)
{
	return node_read_map(value, "a map with keys such as \"args\"", run_fields, object);
}

static bool read_test_sources(void *object, const struct node *value)
{
	struct project_reader *reader = object;

	return project_read_paths(reader, value, &reader->project->test.sources);
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

	if (!node_integer(value, 0, EXIT_CODE_MAX, &code))
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

static const struct node_type timeout_type = {
	.name = "SECONDS", .form = NODE_IS_INTEGER, .least = 1, .most = PROJECT_TIMEOUT_S_MAX
};
static const struct node_type exit_code_type = {
	.name = "NUMBER", .form = NODE_IS_INTEGER, .least = 0, .most = EXIT_CODE_MAX, .except = "1"
};

static const struct node_field test_fields[] = {
	OWN_KEY("sources", read_test_sources, &project_paths_type, "[tests]",
	        "Directories and files that are compiled for tests only."),
	KEY("args", read_test_args, &project_raw_texts_type, "none", "More arguments for QEMU."),
	KEY("accel", read_test_accel, &project_accel_type, "auto", "As in run."),
	KEY("timeout", read_timeout, &timeout_type, "30", "How long one test may take."),
	KEY("success-exit-code", read_success_exit_code, &exit_code_type, "33",
	    "The exit status of QEMU that means success."),
	KEY("reboot", read_reboot, &project_bool_type, "false",
	    "Whether each test boots a machine of its own."),
	KEY("sanitize", read_test_sanitize, &project_checks_type, "sanitize of all builds",
	    "What test builds check while they run."),
	NODE_KEYS_END,
};

const struct node_type project_test_type = { .form = NODE_IS_RECORD, .fields = test_fields };

bool project_read_test(void *object, const struct node *value)
{
	return node_read_map(value, "a map with keys such as \"timeout\"", test_fields, object);
}
