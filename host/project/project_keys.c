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

static bool read_name(void *object, const struct node *value)
{
	struct project_reader *reader = object;
	const char *text;

	if (!project_only(reader, value) || !node_text(value, &text))
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

	if (!project_only(reader, value) || !node_text(value, &text))
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

static bool read_sources(void *object, const struct node *value)
{
	struct project_reader *reader = object;

	return project_only(reader, value) &&
	       project_read_paths(reader, value, &reader->project->sources);
}

static bool read_exclude(void *object, const struct node *value)
{
	struct project_reader *reader = object;

	return project_only(reader, value) &&
	       project_read_paths(reader, value, &reader->project->excluded);
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

	if (!project_only(reader, value) || !node_text(value, &text))
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
	KEY("name", read_name, "TEXT", "the name of the directory", "The kernel's name."),
	KEY("type", read_type, "WORD", "kernel",
	    "kernel, or library: sources and tests without an entry point."),
	KEY("target", read_target, "TEXT", "x86_64-os",
	    "The target spec: a file, or a built-in name."),
	KEY("sources", read_sources, "[PATH, ...]", "[src]",
	    "Directories with C, C++ and assembly, at any depth, or files; tests/ is added for "
	    "tests. Objects and archives that are named are linked."),
	KEY("exclude", read_exclude, "[PATH, ...]", "none",
	    "Files and directories among them that are not compiled."),
	KEY("include", read_include, "[PATH, ...]", "none", "Directories with headers."),
	KEY("steps", project_read_steps, "[MAP, ...]", "none",
	    "Programs that make sources, headers or modules: { run: [PROGRAM, ARGUMENT], "
	    "inputs: [PATH], outputs: [NAME] }."),
	KEY("build-dir", read_build_dir, "PATH", "build", "Where everything that is built goes."),
	KEY("std", project_read_std, "WORD or [WORD, ...]", "[gnu17, gnu++20]",
	    "The dialects of C and C++."),
	KEY("cflags", read_cflags, "[TEXT, ...]", "none", "More flags for clang."),
	KEY("cxxflags", read_cxxflags, "[TEXT, ...]", "none", "More flags for clang, for C++."),
	KEY("nasmflags", read_nasmflags, "[TEXT, ...]", "none", "More flags for NASM."),
	KEY("flags", project_read_flags, "{PATH: [TEXT, ...], ...}", "none",
	    "More flags for single files, and for all that is below a directory."),
	KEY("ldflags", read_ldflags, "[TEXT, ...]", "none", "More flags for ld.lld."),
	KEY("link-script", read_link_script, "PATH", "the kit's",
	    "The linker script that lays the kernel out."),
	KEY("defines", read_defines, "[TEXT, ...]", "none",
	    "Macros to define: NAME or NAME=VALUE."),
	KEY("sanitize", read_sanitize, "[WORD, ...]",
	    "[undefined, stack] without --release, else []",
	    "What the kernel checks while it runs: undefined, address, stack."),
	KEY("symbols", read_symbols, "true or false", "false",
	    "Whether backtraces on the machine's own screen have the names of functions."),
	{ .key = "image",
	  .read = project_read_image,
	  .inner = project_image_fields,
	  .about = "The disk image." },
	{ .key = "run",
	  .read = project_read_run,
	  .inner = project_run_fields,
	  .about = "The machine of `ingot run`." },
	{ .key = "test",
	  .read = project_read_test,
	  .inner = project_test_fields,
	  .about = "The machine of `ingot test`." },
	KEY("kit", read_kit, "true or false", "true",
	    "Whether the kit is linked; without it the kernel has a _start of its own."),
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
