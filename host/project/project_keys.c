#include "host/project/project_keys.h"

#include <string.h>

#include "host/base/suggest.h"
#include "host/toolchain/toolchain.h"

#define KEY(name, function, shape, otherwise, what) \
	{ .key = (name), \
	  .read = (function), \
	  .type = (shape), \
	  .fallback = (otherwise), \
	  .about = (what) }

#define WORDS_MAX 8 /* of a list with a fixed vocabulary */

/* A word of a list, and its bit. */
struct word {
	const char *word;
	unsigned bit;
};

static const struct word components[] = {
	{ "clang", COMPONENT_CLANG },
	{ "lld", COMPONENT_LLD },
	{ "llvm-tools", COMPONENT_LLVM_TOOLS },
	{ "runtime-src", COMPONENT_RUNTIME_SOURCE },
	{ NULL, 0 },
};

static const struct word std_parts[] = {
	{ "core", STD_CORE },
	{ "alloc", STD_ALLOC },
	{ "builtins", STD_BUILTINS },
	{ NULL, 0 },
};

static const struct word std_features[] = {
	{ "builtins-mem", STD_FEATURE_MEM },
	{ "printf-double", STD_FEATURE_DOUBLE },
	{ "likely-cause", STD_FEATURE_CAUSE },
	{ NULL, 0 },
};

static const struct word sanitizers[] = {
	{ "undefined", SANITIZE_UNDEFINED },
	{ "address", SANITIZE_ADDRESS },
	{ "stack", SANITIZE_STACK },
	{ NULL, 0 },
};

static const struct word firmwares[] = {
	{ "bios", FIRMWARE_BIOS },
	{ "uefi", FIRMWARE_UEFI },
	{ NULL, 0 },
};

static const struct word *find_word(const struct node *item, const char *key,
                                    const struct word *words)
{
	const char *known[WORDS_MAX + 1] = { NULL };
	const char *text;

	if (!node_text(item, &text))
		return NULL;
	for (size_t i = 0; words[i].word; i++) {
		if (text_equal(words[i].word, text))
			return &words[i];
		known[i] = words[i].word;
	}
	diag_error(&item->at, "unknown word \"%s\" in \"%s\"", text, key);
	suggest_known(text, known, "words", "");
	return NULL;
}

/* A list of words: the bits of the words that are in it. */
static bool read_words(const struct node *value, const struct word *words, unsigned *bits)
{
	*bits = 0;
	if (value->kind != NODE_LIST) {
		diag_error(&value->at, "expected a list of words for \"%s\"", value->key->text);
		diag_hint("write \"%s: [%s]\"", value->key->text, words[0].word);
		return false;
	}
	for (const struct node *item = value->first; item; item = item->next) {
		const struct word *word = find_word(item, value->key->text, words);

		if (!word)
			return false;
		*bits |= word->bit;
	}
	return true;
}

static bool belongs_to_project(const struct project_reader *reader, const struct node *value)
{
	if (!reader->is_workspace)
		return true;
	diag_error(&value->key->at, "\"%s\" belongs to a project, not to a workspace",
	           value->key->text);
	diag_hint("a workspace provides defaults for the projects below it");
	return false;
}

static bool read_name(void *object, const struct node *value)
{
	struct project_reader *reader = object;
	const char *text;

	if (!belongs_to_project(reader, value) || !node_text(value, &text))
		return false;
	reader->project->name = text;
	if (project_name_is_valid(text))
		return true;
	diag_error(&value->at, "\"%s\" is not a valid kernel name", text);
	diag_hint("use letters, digits, \"_\" and \"-\", at most %d of them",
	          PROJECT_NAME_SIZE_MAX);
	return false;
}

static bool read_workspace(void *object, const struct node *value)
{
	(void)object;
	bool is_workspace;

	return node_bool(value, &is_workspace);
}

static bool read_target(void *object, const struct node *value)
{
	struct project_reader *reader = object;
	const char *text;

	if (!node_text(value, &text))
		return false;
	bool is_file = strchr(text, '/') || text_ends_with(text, ".json");
	reader->project->target = is_file ? path_join(reader->keep, reader->folder, text) : text;
	reader->project->target_place = value->at;
	return true;
}

static bool read_llvm(void *object, const struct node *value)
{
	struct pin *pin = &((struct project_reader *)object)->project->pin;
	const char *text;

	if (!node_text(value, &text) || !pin_parse(text, &value->at, pin))
		return false;
	for (int major = TOOLCHAIN_LLVM_OLDEST; major <= TOOLCHAIN_LLVM_NEWEST; major++)
		if (pin_allows_major(pin, major))
			return true;
	diag_error(&value->at, "\"%s\" excludes every LLVM that Ingot supports", text);
	diag_hint("supported are %d to %d", TOOLCHAIN_LLVM_OLDEST, TOOLCHAIN_LLVM_NEWEST);
	return false;
}

static bool read_components(void *object, const struct node *value)
{
	return read_words(value, components,
	                  &((struct project_reader *)object)->project->components);
}

static const struct node_field toolchain_fields[] = {
	KEY("llvm", read_llvm, "TEXT", "any that Ingot works with",
	    "Which versions of LLVM will do, such as \">=18 <21\" or \"19\"."),
	KEY("components", read_components, "[WORD, ...]", "all",
	    "What is needed of clang, lld, llvm-tools, runtime-src."),
	NODE_KEYS_END,
};

static bool read_toolchain(void *object, const struct node *value)
{
	return node_read_map(value, "a map with the keys \"llvm\" and \"components\"",
	                     toolchain_fields, object);
}

/* Paths of a list, taken from the directory of the file they are in. */
static bool read_paths(struct project_reader *reader, const struct node *value,
                       struct placed_list *paths)
{
	if (!node_placed_list(reader->keep, value, paths))
		return false;
	for (size_t i = 0; i < paths->count; i++)
		paths->items[i].text = path_join(reader->keep, reader->folder,
		                                 paths->items[i].text);
	return true;
}

/* build/ lies in the project's directory: sources there would be built too. */
static bool check_source_names(const struct node *value)
{
	for (const struct node *item = value->first; item; item = item->next) {
		size_t size = strspn(item->text, "./");

		if (item->text[size] == '\0') {
			diag_error(&item->at, "\"%s\" cannot be a source directory", item->text);
			diag_hint("it contains build/: move the sources into another, such as src");
			return false;
		}
	}
	return true;
}

static bool read_sources(void *object, const struct node *value)
{
	struct project_reader *reader = object;

	return belongs_to_project(reader, value) &&
	       read_paths(reader, value, &reader->project->sources) && check_source_names(value);
}

static bool read_exclude(void *object, const struct node *value)
{
	struct project_reader *reader = object;

	return belongs_to_project(reader, value) &&
	       read_paths(reader, value, &reader->project->excluded);
}

static bool read_include(void *object, const struct node *value)
{
	struct project_reader *reader = object;

	return read_paths(reader, value, &reader->project->includes);
}

static bool read_build_std(void *object, const struct node *value)
{
	return read_words(value, std_parts, &((struct project_reader *)object)->project->build_std);
}

static bool read_build_std_features(void *object, const struct node *value)
{
	return read_words(value, std_features,
	                  &((struct project_reader *)object)->project->build_std_features);
}

static bool read_sanitize(void *object, const struct node *value)
{
	return read_words(value, sanitizers, &((struct project_reader *)object)->project->sanitize);
}

static bool read_symbols(void *object, const struct node *value)
{
	struct project *project = ((struct project_reader *)object)->project;

	project->symbols_place = value->at;
	return node_bool(value, &project->symbols);
}

static bool read_cflags(void *object, const struct node *value)
{
	return node_text_list(value, &((struct project_reader *)object)->project->cflags);
}

static bool read_ldflags(void *object, const struct node *value)
{
	return node_text_list(value, &((struct project_reader *)object)->project->ldflags);
}

static bool is_define(const char *text)
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
	size_t size = strspn(text, letters);

	return size > 0 && !(*text >= '0' && *text <= '9') &&
	       (text[size] == '\0' || text[size] == '=');
}

static bool read_defines(void *object, const struct node *value)
{
	struct text_list *defines = &((struct project_reader *)object)->project->defines;

	if (!node_text_list(value, defines))
		return false;
	for (const struct node *item = value->first; item; item = item->next) {
		if (!is_define(item->text)) {
			diag_error(&item->at, "\"%s\" is not a macro definition", item->text);
			diag_hint("write NAME or NAME=VALUE");
			return false;
		}
	}
	return true;
}

static bool read_firmware(void *object, const struct node *value)
{
	unsigned *firmware = &((struct project_reader *)object)->project->image.firmware;

	if (!read_words(value, firmwares, firmware))
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

	if (!belongs_to_project(reader, value))
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
			path_join(reader->keep, reader->folder, module.path), item->at
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

static const struct node_field image_fields[] = {
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

static bool read_image(void *object, const struct node *value)
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

static const struct node_field run_fields[] = {
	KEY("command", read_command, "[TEXT, ...]", "QEMU",
	    "What to run instead of QEMU; \"{}\" stands for the image."),
	KEY("args", read_run_args, "[TEXT, ...]", "none", "More arguments for QEMU."),
	NODE_KEYS_END,
};

static bool read_run(void *object, const struct node *value)
{
	return node_read_map(value, "a map with the keys \"command\" and \"args\"", run_fields,
	                     object);
}

static bool read_test_args(void *object, const struct node *value)
{
	return node_raw_text_list(value, &((struct project_reader *)object)->project->test.args);
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
	return read_words(value, sanitizers,
	                  &((struct project_reader *)object)->project->test.sanitize);
}

static const struct node_field test_fields[] = {
	KEY("args", read_test_args, "[TEXT, ...]", "none", "More arguments for QEMU."),
	KEY("timeout", read_timeout, "SECONDS", "30", "How long one test may take."),
	KEY("success-exit-code", read_success_exit_code, "NUMBER", "33",
	    "The exit status of QEMU that means success."),
	KEY("reboot", read_reboot, "true or false", "false",
	    "Whether each test boots a machine of its own."),
	KEY("sanitize", read_test_sanitize, "[WORD, ...]", "sanitize of all builds",
	    "What test builds check while they run."),
	NODE_KEYS_END,
};

static bool read_test(void *object, const struct node *value)
{
	return node_read_map(value, "a map with keys such as \"timeout\"", test_fields, object);
}

const struct node_field project_fields[] = {
	KEY("name", read_name, "TEXT", "the name of the directory", "The kernel's name."),
	KEY("target", read_target, "TEXT", "x86_64-os",
	    "The target spec: a file, or a built-in name."),
	KEY("sources", read_sources, "[PATH, ...]", "[src]",
	    "Directories with *.c and *.S files, at any depth; tests/ is added for tests."),
	KEY("exclude", read_exclude, "[PATH, ...]", "none",
	    "Files and directories among them that are not compiled."),
	KEY("include", read_include, "[PATH, ...]", "none", "Directories with headers."),
	KEY("cflags", read_cflags, "[TEXT, ...]", "none", "More flags for clang."),
	KEY("ldflags", read_ldflags, "[TEXT, ...]", "none", "More flags for ld.lld."),
	KEY("defines", read_defines, "[TEXT, ...]", "none",
	    "Macros to define: NAME or NAME=VALUE."),
	KEY("sanitize", read_sanitize, "[WORD, ...]",
	    "[undefined, stack] without --release, else []",
	    "What the kernel checks while it runs: undefined, address, stack."),
	KEY("symbols", read_symbols, "true or false", "false",
	    "Whether backtraces on the machine's own screen have the names of functions."),
	{ .key = "image", .read = read_image, .inner = image_fields, .about = "The disk image." },
	{ .key = "run",
	  .read = read_run,
	  .inner = run_fields,
	  .about = "The machine of `ingot run`." },
	{ .key = "test",
	  .read = read_test,
	  .inner = test_fields,
	  .about = "The machine of `ingot test`." },
	KEY("build-std", read_build_std, "[WORD, ...]", "[core, alloc, builtins]",
	    "What is compiled of the runtime."),
	KEY("build-std-features", read_build_std_features, "[WORD, ...]", "[builtins-mem]",
	    "Parts of the runtime: builtins-mem (memcpy and its like), printf-double, "
	    "likely-cause (else left out of release builds where possible)."),
	{ .key = "toolchain",
	  .read = read_toolchain,
	  .inner = toolchain_fields,
	  .about = "The compiler and its companions." },
	KEY("workspace", read_workspace, "true or false", "false",
	    "Whether this file holds defaults for the projects in the directories below."),
	NODE_KEYS_END,
};
