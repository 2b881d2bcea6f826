#include "host/project/project_keys.h"

#include <string.h>

#include "host/project/project_machine_keys.h"
#include "host/project/project_source_keys.h"
#include "host/project/project_steps.h"
#include "host/toolchain/toolchain.h"

static const struct word types[] = {
	{ "kernel", PROJECT_KERNEL },
	{ "library", PROJECT_LIBRARY },
	{ NULL, 0 },
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

static const struct node_type type_type = { .name = "WORD", .form = NODE_IS_WORD, .words = types };
static const struct node_type component_type = { .form = NODE_IS_WORD, .words = components };
static const struct node_type components_type = { .name = "[WORD, ...]",
	                                          .form = NODE_IS_LIST,
	                                          .item = &component_type };
static const struct node_type std_part_type = { .form = NODE_IS_WORD, .words = std_parts };
static const struct node_type std_parts_type = { .name = "[WORD, ...]",
	                                         .form = NODE_IS_LIST,
	                                         .item = &std_part_type };
static const struct node_type std_feature_type = { .form = NODE_IS_WORD, .words = std_features };
static const struct node_type std_features_type = { .name = "[WORD, ...]",
	                                            .form = NODE_IS_LIST,
	                                            .item = &std_feature_type };

/* As project_name_is_valid has it. */
static const struct node_type name_type = {
	.name = "TEXT",
	.form = NODE_IS_TEXT,
	.numbers = NODE_INTEGERS,
	.pattern = "^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$",
};
_Static_assert(PROJECT_NAME_SIZE_MAX == 64, "the pattern of names");

/* As pin_parse takes it. */
static const struct node_type llvm_type = {
	.name = "TEXT",
	.form = NODE_IS_TEXT,
	.numbers = NODE_NATURAL_NUMBERS,
	.pattern = "^[ ,]*((>=|<=|==|>|<|=)? *[0-9]+(\\.[0-9]+){0,2}([ ,]+|$))+$",
};

/* As is_define has it. */
static const struct node_type define_type = {
	.form = NODE_IS_TEXT,
	.numbers = NODE_NO_NUMBER,
	.pattern = "^[A-Za-z_][A-Za-z0-9_]*(=[^\\u0000-\\u001f\\u007f]*)?$",
};
static const struct node_type defines_type = { .name = "[TEXT, ...]",
	                                       .form = NODE_IS_LIST,
	                                       .item = &define_type };

static bool read_name(void *object, const struct node *value)
{
	struct project_reader *reader = object;
	const char *text;

	if (!node_text(value, &text))
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

static bool read_type(void *object, const struct node *value)
{
	struct project_reader *reader = object;
	const char *text;

	if (!node_text(value, &text))
		return false;
	const struct word *type = words_find(types, text);

	if (!type) {
		diag_error(&value->at, "unknown type of project \"%s\"", text);
		words_suggest(types, text, "types");
		return false;
	}
	reader->project->type_place = value->at;
	reader->project->type = (enum project_type)type->value;
	return true;
}

static bool read_kit(void *object, const struct node *value)
{
	struct project *project = ((struct project_reader *)object)->project;

	project->kit_place = value->at;
	return node_bool(value, &project->kit);
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
	return project_read_words(value, components,
	                          &((struct project_reader *)object)->project->components);
}

static const struct node_field toolchain_fields[] = {
	KEY("llvm", read_llvm, &llvm_type, "any that Ingot works with",
	    "Which versions of LLVM will do, such as \">=18 <21\" or \"19\"."),
	KEY("components", read_components, &components_type, "all",
	    "What is needed of the toolchain."),
	NODE_KEYS_END,
};

static const struct node_type toolchain_type = { .form = NODE_IS_RECORD,
	                                         .fields = toolchain_fields };

static bool read_toolchain(void *object, const struct node *value)
{
	return node_read_map(value, "a map with the keys \"llvm\" and \"components\"",
	                     toolchain_fields, object);
}

static bool read_sources(void *object, const struct node *value)
{
	struct project_reader *reader = object;

	return project_read_paths(reader, value, &reader->project->sources);
}

static bool read_exclude(void *object, const struct node *value)
{
	struct project_reader *reader = object;

	return project_read_paths(reader, value, &reader->project->excluded);
}

static bool read_include(void *object, const struct node *value)
{
	struct project_reader *reader = object;

	return project_read_paths(reader, value, &reader->project->includes);
}

static bool read_build_std(void *object, const struct node *value)
{
	return project_read_words(value, std_parts,
	                          &((struct project_reader *)object)->project->build_std);
}

static bool read_build_std_features(void *object, const struct node *value)
{
	return project_read_words(value, std_features,
	                          &((struct project_reader *)object)->project->build_std_features);
}

static bool read_sanitize(void *object, const struct node *value)
{
	return project_read_words(value, sanitize_checks,
	                          &((struct project_reader *)object)->project->sanitize);
}

static bool read_symbols(void *object, const struct node *value)
{
	struct project *project = ((struct project_reader *)object)->project;

	project->symbols_place = value->at;
	return node_bool(value, &project->symbols);
}

static bool read_build_dir(void *object, const struct node *value)
{
	struct project_reader *reader = object;
	const char *text;

	if (!node_text(value, &text))
		return false;
	if (!*text)
		return diag_error(&value->at, "the build directory needs a name");
	reader->project->build_folder = path_join(reader->keep, reader->folder, text);
	reader->project->build_folder_place = value->at;
	return true;
}

static bool read_cflags(void *object, const struct node *value)
{
	return node_text_list(value, &((struct project_reader *)object)->project->cflags);
}

static bool read_cxxflags(void *object, const struct node *value)
{
	return node_text_list(value, &((struct project_reader *)object)->project->cxxflags);
}

static bool read_nasmflags(void *object, const struct node *value)
{
	return node_text_list(value, &((struct project_reader *)object)->project->nasmflags);
}

static bool read_ldflags(void *object, const struct node *value)
{
	return node_text_list(value, &((struct project_reader *)object)->project->ldflags);
}

static bool read_link_script(void *object, const struct node *value)
{
	struct project_reader *reader = object;
	const char *text;

	if (!node_text(value, &text))
		return false;
	if (!*text) {
		diag_error(&value->at, "\"link-script\" is empty");
		diag_hint("write the path of a linker script, or remove the key");
		return false;
	}
	reader->project->link_script =
		(struct placed_text){ path_join(reader->keep, reader->folder, text), value->at };
	return true;
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

const struct node_field project_fields[] = {
	OWN_KEY("name", read_name, &name_type, "the name of the directory", "The kernel's name."),
	OWN_KEY("type", read_type, &type_type, "kernel",
	        "What is made: a kernel, or a library, which is sources and tests without an "
	        "entry point."),
	KEY("target", read_target, &project_text_type, "x86_64-os",
	    "The target spec: a file, or a built-in name."),
	OWN_KEY("sources", read_sources, &project_paths_type, "[src]",
	        "Directories with C, C++ and assembly, at any depth, or files; tests/ is added for "
	        "tests. Objects and archives that are named are linked."),
	OWN_KEY("exclude", read_exclude, &project_paths_type, "none",
	        "Files and directories among them that are not compiled."),
	KEY("include", read_include, &project_paths_type, "none", "Directories with headers."),
	OWN_KEY("steps", project_read_steps, &project_steps_type, "none",
	        "Programs that make sources, headers or modules: { run: [PROGRAM, ARGUMENT], "
	        "inputs: [PATH], outputs: [NAME] }."),
	OWN_KEY("build-dir", read_build_dir, &project_path_type, "build",
	        "Where everything that is built goes."),
	KEY("std", project_read_std, &project_std_type, "[gnu17, gnu++20]",
	    "The dialects of C and C++."),
	KEY("cflags", read_cflags, &project_texts_type, "none", "More flags for clang."),
	KEY("cxxflags", read_cxxflags, &project_texts_type, "none",
	    "More flags for clang, for C++."),
	KEY("nasmflags", read_nasmflags, &project_texts_type, "none", "More flags for NASM."),
	OWN_KEY("flags", project_read_flags, &project_flags_type, "none",
	        "More flags for single files, and for all that is below a directory."),
	KEY("ldflags", read_ldflags, &project_texts_type, "none", "More flags for ld.lld."),
	KEY("link-script", read_link_script, &project_path_type, "the kit's",
	    "The linker script that lays the kernel out."),
	KEY("defines", read_defines, &defines_type, "none",
	    "Macros to define: NAME or NAME=VALUE."),
	KEY("sanitize", read_sanitize, &project_checks_type,
	    "[undefined, stack] without --release, else []",
	    "What the kernel checks while it runs."),
	KEY("symbols", read_symbols, &project_bool_type, "false",
	    "Whether backtraces on the machine's own screen have the names of functions."),
	{ .key = "image",
	  .read = project_read_image,
	  .type = &project_image_type,
	  .about = "The disk image." },
	{ .key = "run",
	  .read = project_read_run,
	  .type = &project_run_type,
	  .about = "The machine of `ingot run`." },
	{ .key = "test",
	  .read = project_read_test,
	  .type = &project_test_type,
	  .about = "The machine of `ingot test`." },
	KEY("kit", read_kit, &project_bool_type, "true",
	    "Whether the kit is linked; without it the kernel has a _start of its own."),
	KEY("build-std", read_build_std, &std_parts_type, "[core, alloc, builtins]",
	    "What is compiled of the runtime."),
	KEY("build-std-features", read_build_std_features, &std_features_type, "[builtins-mem]",
	    "Parts of the runtime that are a choice. builtins-mem has memcpy and its like; the "
	    "others are left out of release builds where possible."),
	{ .key = "toolchain",
	  .read = read_toolchain,
	  .type = &toolchain_type,
	  .about = "The compiler and its companions." },
	KEY("workspace", read_workspace, &project_bool_type, "false",
	    "Whether this file holds defaults for the projects in the directories below."),
	NODE_KEYS_END,
};
