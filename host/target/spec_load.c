/* spec_load: a spec from its file to struct target_spec, refused where it cannot
 * serve. */
#include <string.h>

#include "host/base/os_file.h"
#include "host/base/suggest.h"
#include "host/document/json_file.h"
#include "host/target/spec.h"
#include "host/target/spec_keys.h"

#define SOFT_FLOAT_LINE "\"rustc-abi\": \"softfloat\","

static struct place place_of_key(const struct target_spec *spec, const char *key)
{
	const struct node *value = node_find(spec->root, key);

	return value ? value->at : spec->root->at;
}

static bool check_required(const struct target_spec *spec)
{
	static const char *const required[] = { "llvm-target", "data-layout", "arch",
		                                "target-pointer-width" };
	bool good = true;

	for (size_t i = 0; i < sizeof required / sizeof *required; i++)
		if (!node_find(spec->root, required[i]))
			good = diag_error(&spec->root->at, "the key \"%s\" is missing",
			                  required[i]);
	if (!good)
		diag_hint("`ingot target --print %s` shows a complete spec", SPEC_BUILTIN_NAME);
	return good;
}

static bool is_bare(const char *system)
{
	return text_equal(system, "none") || text_equal(system, "none-elf");
}

/* ARCH-VENDOR-SYSTEM or ARCH-SYSTEM, with or without the file format. */
static bool check_triple(const struct target_spec *spec)
{
	struct place at = place_of_key(spec, "llvm-target");
	const char *triple = spec->llvm_target;
	const char *second = strchr(triple, '-');
	const char *third = second ? strchr(second + 1, '-') : NULL;

	if (!second || !text_starts_with(triple, "x86_64-"))
		diag_error(&at, "\"%s\" is not a target for x86_64", triple);
	else if (is_bare(second + 1) || (third && is_bare(third + 1)))
		return true;
	else
		diag_error(&at, "\"%s\" does not name a machine without an operating system",
		           triple);
	diag_hint("kernels are built for \"x86_64-unknown-none\"");
	return false;
}

/* The place of a feature inside the "features" string. */
static struct place place_of_feature(const struct target_spec *spec, size_t index)
{
	size_t offset = 0;

	for (size_t i = 0; i < index; i++)
		offset += strlen(spec->features.items[i]) + 1;
	return node_text_place(node_find(spec->root, "features"), offset);
}

/* What SSE2 needs: switching one of these off switches it off. */
static bool is_under_sse2(const char *name)
{
	return text_equal(name, "sse2") || text_equal(name, "sse");
}

static bool is_vector_or_x87(const char *name)
{
	return text_starts_with(name, "sse") || text_starts_with(name, "ssse") ||
	       text_starts_with(name, "avx") || text_equal(name, "mmx") ||
	       text_equal(name, "fma") || text_equal(name, "f16c");
}

static bool check_hard_float(const struct target_spec *spec)
{
	for (size_t i = 0; i < spec->features.count; i++) {
		const char *feature = spec->features.items[i];
		struct place at = place_of_feature(spec, i);
		const char *lost = NULL;

		if (*feature == '-' && is_under_sse2(feature + 1))
			lost = "sse2";
		else if (text_equal(feature, "-x87"))
			lost = "x87";
		if (lost)
			diag_error(&at,
			           "target feature '%s' is required by the ABI but gets disabled",
			           lost);
		else if (text_equal(feature, "+soft-float"))
			diag_error(&at,
			           "target feature 'soft-float' is incompatible with the ABI but "
			           "gets enabled");
		else
			continue;
		diag_hint("choose the soft-float ABI by adding the line " SOFT_FLOAT_LINE);
		return false;
	}
	return true;
}

static bool check_soft_float(const struct target_spec *spec)
{
	for (size_t i = 0; i < spec->features.count; i++) {
		const char *feature = spec->features.items[i];
		struct place at = place_of_feature(spec, i);

		if (text_equal(feature, "-soft-float"))
			diag_error(&at,
			           "target feature 'soft-float' is required by the ABI but gets "
			           "disabled");
		else if (*feature == '+' && is_vector_or_x87(feature + 1))
			diag_error(&at,
			           "target feature '%s' cannot be used with the soft-float ABI",
			           feature + 1);
		else
			continue;
		diag_hint("remove it, or remove \"rustc-abi\"");
		return false;
	}
	return true;
}

static void warn_of_interrupts(const struct target_spec *spec)
{
	struct place at = place_of_key(spec, "disable-redzone");

	if (!spec->no_red_zone) {
		diag_warning(
			&at,
			"the red zone is on: interrupts overwrite data below the stack pointer");
		diag_hint("\"disable-redzone\": true,");
	}
	if (!spec->soft_float) {
		diag_warning(&spec->root->at,
		             "the compiler may use vector registers anywhere: interrupt handlers "
		             "must save them");
		diag_hint(SOFT_FLOAT_LINE);
	}
}

static bool check_position(const struct target_spec *spec)
{
	bool wanted = spec->position_independent || spec->static_position_independent;
	struct place at = place_of_key(spec, "relocation-model");

	if (spec->relocation != RELOCATION_PIE || wanted)
		return true;
	diag_error(&at, "\"relocation-model\" is \"pie\", but executables are not");
	diag_hint("add the line \"position-independent-executables\": true,");
	return false;
}

static bool check(struct target_spec *spec)
{
	if (!check_required(spec) || !check_triple(spec))
		return false;
	if (!(spec->soft_float ? check_soft_float(spec) : check_hard_float(spec)))
		return false;
	if (!check_position(spec) ||
	    !spec_read_link_arguments(spec, "pre-link-args", &spec->pre_link) ||
	    !spec_read_link_arguments(spec, "post-link-args", &spec->post_link))
		return false;
	warn_of_interrupts(spec);
	return true;
}

static const struct node *read_builtin(struct arena *keep, const char *name, const struct place *at)
{
	static const char *const names[] = { SPEC_BUILTIN_NAME, NULL };

	if (text_equal(name, SPEC_BUILTIN_NAME))
		return json_read_text(keep, SPEC_BUILTIN_NAME, spec_builtin_text);
	diag_error(at, "unknown built-in target \"%s\"", name);
	const char *nearest = suggest_nearest(name, names);
	if (nearest)
		diag_hint("did you mean \"%s\"?", nearest);
	else
		diag_hint("the path of a target spec ends in \".json\" or contains a \"/\"");
	return NULL;
}

static const struct node *read_file(struct arena *keep, const char *path, const struct place *at)
{
	if (at && !os_file_exists(path)) {
		diag_error(at, "target spec \"%s\" not found", path);
		diag_hint("`ingot target --print %s > %s` creates one to start from",
		          SPEC_BUILTIN_NAME, path);
		return NULL;
	}
	return json_read_file(keep, path);
}

static const char *spec_name(struct arena *keep, const char *path)
{
	const char *name = path_name(path);
	size_t size = strlen(name);

	return text_copy(keep, name, text_ends_with(name, ".json") && size > 5 ? size - 5 : size);
}

bool spec_load(struct arena *keep, const char *path_or_name, const struct place *at,
               struct target_spec *spec)
{
	const char *path = text_copy(keep, path_or_name, strlen(path_or_name));
	bool is_file = strchr(path, '/') || text_ends_with(path, ".json");
	const struct node *root = is_file ? read_file(keep, path, at)
	                                  : read_builtin(keep, path, at);

	if (!root)
		return false;
	*spec = (struct target_spec){
		.name = spec_name(keep, path),
		.path = path,
		.folder = is_file ? path_folder(keep, path) : ".",
		.root = root,
		.keep = keep,
		.endian = "little",
		.c_int_width = 32,
		.function_sections = true,
		.features.arena = keep,
		.pre_link.arena = keep,
		.post_link.arena = keep,
		.extra.arena = keep,
	};
	return node_read_map(root, "a map of keys", spec_fields, spec) && check(spec);
}

const char *spec_linker(const struct target_spec *spec, const struct toolchain *toolchain)
{
	return spec->linker ? spec->linker : toolchain->lld;
}
