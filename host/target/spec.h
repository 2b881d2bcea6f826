#pragma once
/* spec: a target spec, in the format that rustc reads too.
 *
 * Every key is honoured, or refused with its place; none is ignored. Keys of
 * rustc that cannot matter to C are accepted, each with its reason (see
 * spec_explain). A spec is loaded from a file, or from the built-in
 * "x86_64-os"; spec_check compares it with the LLVM that is installed;
 * spec_flags is all that follows from it for clang and ld.lld. */
#include <stdbool.h>

#include "host/document/document.h"
#include "host/toolchain/toolchain.h"

#define SPEC_BUILTIN_NAME "x86_64-os"

extern const char spec_builtin_text[];

enum spec_relocation { RELOCATION_STATIC, RELOCATION_PIC, RELOCATION_PIE };

/* A flag, and the key (with its value) it follows from. */
struct spec_flag {
	const char *text, *reason;
};
struct spec_flag_list {
	struct arena *arena;
	struct spec_flag *items;
	size_t count, capacity;
};
void spec_flag_add(struct spec_flag_list *list, const char *text, const char *reason);

struct target_spec {
	const char *name;        /* "x86_64-os": the file's, without .json */
	const char *path;        /* as given; the built-in name if built in */
	const char *folder;      /* of the file; "." if built in */
	const struct node *root; /* every key, with its place */
	struct arena *keep;

	const char *llvm_target, *data_layout, *arch, *endian;
	int pointer_width, c_int_width;
	bool soft_float;                                                   /* rustc-abi */
	bool no_red_zone;                                                  /* disable-redzone */
	struct text_list features;                                         /* "+x" or "-x" */
	const char *cpu, *code_model, *frame_pointer, *tls_model, *linker; /* or NULL */
	enum spec_relocation relocation;
	bool position_independent, static_position_independent;
	bool function_sections;
	const char *linker_flavor; /* or NULL */
	struct text_list pre_link, post_link;
	const char *link_script;     /* its text, or NULL */
	bool has_own_script;         /* a project's, or this one: set by who knows both */
	struct spec_flag_list extra; /* of clang, from rarer keys */
};

/* path_or_name: with a '/' or ".json" a file, else a built-in name. `at` is
 * where it was chosen, or NULL. False, reported, if it cannot serve. */
bool spec_load(struct arena *keep, const char *path_or_name, const struct place *at,
               struct target_spec *spec);

/* Whether the installed LLVM agrees with the spec. */
bool spec_check(const struct target_spec *spec, const struct toolchain *toolchain,
                struct arena scratch);

/* What the caller knows and the spec does not. Both lists may be NULL. */
struct spec_surroundings {
	const char *resource_folder;        /* clang's: named /clang in outputs */
	const char *const *include_folders; /* of the runtime and the kit */
	const char *const *prefix_maps;     /* "FROM=TO", for -ffile-prefix-map */
	const char *cxx_folder;             /* of C++: a project's own library comes first */
};

/* Flags for every compilation; the caller adds optimization and warnings. */
struct spec_flag_list spec_compile_flags(struct arena *keep, const struct target_spec *spec,
                                         const struct spec_surroundings *surroundings);
/* Those of them that a distribution's clang, or a wrapper of it, may change by flags of
 * its own, and the opposite of what else it may add: for the command line, where they
 * come last. */
struct spec_flag_list spec_command_flags(struct arena *keep, const struct target_spec *spec);
/* Flags for ld.lld, before and after the inputs. */
struct spec_flag_list spec_link_flags(struct arena *keep, const struct target_spec *spec);
struct spec_flag_list spec_late_link_flags(struct arena *keep, const struct target_spec *spec);
/* The linker that the spec names by path, or the toolchain's. */
const char *spec_linker(const struct target_spec *spec, const struct toolchain *toolchain);
/* The flags without their reasons, NULL at the end. */
const char *const *spec_flag_texts(struct arena *keep, const struct spec_flag_list *flags);

/* The clang configuration file: one flag a line, under the key it follows
 * from. */
struct bytes spec_config_text(struct arena *keep, const struct target_spec *spec,
                              const struct spec_surroundings *surroundings);

/* What a key does, in a sentence; the key must be one of rustc's. */
const char *spec_key_about(const char *key);

/* For `ingot target --explain`: each key of the spec and what it does, then
 * the keys of rustc that are accepted without effect, and why. */
struct bytes spec_explain(struct arena *keep, const struct target_spec *spec);
