#include "host/project/project_keys.h"

#include <string.h>

#include "host/base/suggest.h"
#include "host/toolchain/toolchain.h"

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
	diag_error(&item->at, "\"%s\" is no word for \"%s\"", text, key);
	const char *nearest = suggest_nearest(text, known);
	diag_hint("did you mean \"%s\"?", nearest ? nearest : known[0]);
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
	diag_hint("a workspace holds the defaults of the projects below it");
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
	diag_error(&value->at, "\"%s\" cannot name a kernel", text);
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
	return diag_error(&value->at, "\"%s\" allows no LLVM from %d to %d, which Ingot works with",
	                  text, TOOLCHAIN_LLVM_OLDEST, TOOLCHAIN_LLVM_NEWEST);
}

static bool read_components(void *object, const struct node *value)
{
	return read_words(value, components,
	                  &((struct project_reader *)object)->project->components);
}

static bool read_toolchain(void *object, const struct node *value)
{
	static const struct node_field fields[] = {
		{ "llvm", read_llvm, NULL },
		{ "components", read_components, NULL },
		{ NULL, NULL, NULL },
	};

	return node_read_map(value, "a map with the keys \"llvm\" and \"components\"", fields,
	                     object);
}

/* Paths of a list, taken from the folder of the file they are in. */
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

/* build/ lies in the project's folder: sources there would be built too. */
static bool check_source_names(const struct node *value)
{
	for (const struct node *item = value->first; item; item = item->next) {
		size_t size = strspn(item->text, "./");

		if (item->text[size] == '\0') {
			diag_error(&item->at,
			           "\"%s\" cannot be a source folder: what is built lies in it",
			           item->text);
			diag_hint("move the sources into a folder of their own, such as src");
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
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
				      "0123456789";
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
			diag_error(&item->at, "\"%s\" defines no macro", item->text);
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
	diag_error(&value->at, "an image without firmware boots nowhere");
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
	       diag_error(&value->at, "a module's name has no \"/\": all lie in one folder");
}

/* A path, or a map of path and name. */
static bool read_module(const struct node *item, struct module *module)
{
	static const struct node_field fields[] = {
		{ "path", read_module_path, NULL },
		{ "name", read_module_name, NULL },
		{ NULL, NULL, NULL },
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
	return !strpbrk(*cmdline, "\r\n") || diag_error(&value->at, "a command line is one line");
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

static bool read_image(void *object, const struct node *value)
{
	static const struct node_field fields[] = {
		{ "firmware", read_firmware, NULL }, { "modules", read_modules, NULL },
		{ "cmdline", read_cmdline, NULL },   { "checksums", read_checksums, NULL },
		{ "active", read_active, NULL },     { NULL, NULL, NULL },
	};

	return node_read_map(value, "a map with keys such as \"modules\"", fields, object);
}

static bool read_command(void *object, const struct node *value)
{
	struct text_list *command = &((struct project_reader *)object)->project->run.command;

	if (!node_raw_text_list(value, command))
		return false;
	for (size_t i = 0; i < command->count; i++)
		if (strstr(command->items[i], "{}"))
			return true;
	diag_error(&value->at, "the command does not say where the image goes");
	diag_hint("\"{}\" in a word stands for the image's path");
	return false;
}

static bool read_run_args(void *object, const struct node *value)
{
	return node_raw_text_list(value, &((struct project_reader *)object)->project->run.args);
}

static bool read_run(void *object, const struct node *value)
{
	static const struct node_field fields[] = {
		{ "command", read_command, NULL },
		{ "args", read_run_args, NULL },
		{ NULL, NULL, NULL },
	};

	return node_read_map(value, "a map with the keys \"command\" and \"args\"", fields, object);
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
	diag_error(&value->at, "1 cannot mean success: it is how QEMU itself fails");
	diag_hint("33 is what a kernel gives by power_exit(EXIT_CODE_SUCCESS)");
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

static bool read_test(void *object, const struct node *value)
{
	static const struct node_field fields[] = {
		{ "args", read_test_args, NULL },
		{ "timeout", read_timeout, NULL },
		{ "success-exit-code", read_success_exit_code, NULL },
		{ "reboot", read_reboot, NULL },
		{ "sanitize", read_test_sanitize, NULL },
		{ NULL, NULL, NULL },
	};

	return node_read_map(value, "a map with keys such as \"timeout\"", fields, object);
}

const struct node_field project_fields[] = {
	{ "name", read_name, NULL },
	{ "workspace", read_workspace, NULL },
	{ "target", read_target, NULL },
	{ "toolchain", read_toolchain, NULL },
	{ "sources", read_sources, NULL },
	{ "exclude", read_exclude, NULL },
	{ "include", read_include, NULL },
	{ "build-std", read_build_std, NULL },
	{ "build-std-features", read_build_std_features, NULL },
	{ "sanitize", read_sanitize, NULL },
	{ "cflags", read_cflags, NULL },
	{ "ldflags", read_ldflags, NULL },
	{ "defines", read_defines, NULL },
	{ "image", read_image, NULL },
	{ "run", read_run, NULL },
	{ "test", read_test, NULL },
	{ NULL, NULL, NULL },
};
