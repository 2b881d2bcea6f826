/* spec_check: a target spec against the LLVM that is installed. */
#include <string.h>

#include "host/base/os_file.h"
#include "host/base/suggest.h"
#include "host/target/spec.h"
#include "host/toolchain/probe.h"

struct check {
	const struct target_spec *spec;
	const struct toolchain *toolchain;
	struct toolchain_target target;
	struct arena *keep;
};

/* The place of a key's value, or of the whole spec if it is not there. */
static struct place place_of(const struct check *check, const char *key)
{
	const struct node *value = node_find(check->spec->root, key);

	return value ? value->at : check->spec->root->at;
}

static bool check_data_layout(const struct check *check)
{
	struct place at = place_of(check, "data-layout");

	if (text_equal(check->spec->data_layout, check->target.data_layout))
		return true;
	diag_error(&at, "the data layout is not that of LLVM %s for \"%s\"",
	           check->toolchain->version_text, check->spec->llvm_target);
	diag_hint("here: \"%s\"", check->spec->data_layout);
	diag_hint("LLVM: \"%s\"", check->target.data_layout);
	return false;
}

static bool check_macro(const struct check *check, const char *key, const char *wanted,
                        const char *macro, const char *expected)
{
	const char *value = toolchain_macro(check->keep, &check->target, macro);
	struct place at = place_of(check, key);

	if (value && text_equal(value, expected))
		return true;
	return diag_error(&at, "\"%s\" is %s, but clang says %s is %s", key, wanted, macro,
	                  value ? value : "not defined");
}

static bool check_width(const struct check *check, const char *key, int width, const char *macro)
{
	const char *text = text_format(check->keep, "%d", width);

	return check_macro(check, key, text, macro, text);
}

static bool check_macros(const struct check *check)
{
	const struct target_spec *spec = check->spec;
	bool little = text_equal(spec->endian, "little");
	const char *order = little ? "__ORDER_LITTLE_ENDIAN__" : "__ORDER_BIG_ENDIAN__";
	bool good = check_macro(check, "arch", "x86_64", "__x86_64__", "1");

	good = check_macro(check, "target-endian", spec->endian, "__BYTE_ORDER__", order) && good;
	good = check_width(check, "target-pointer-width", spec->pointer_width,
	                   "__POINTER_WIDTH__") &&
	       good;
	return check_width(check, "target-c-int-width", spec->c_int_width, "__INT_WIDTH__") && good;
}

static bool has(const char *const *names, const char *name)
{
	while (*names && !text_equal(*names, name))
		names++;
	return *names != NULL;
}

static bool check_features(const struct check *check)
{
	const struct target_spec *spec = check->spec;
	const struct node *node = node_find(spec->root, "features");
	size_t offset = 0;
	bool good = true;

	for (size_t i = 0; i < spec->features.count; i++) {
		const char *name = spec->features.items[i] + 1;

		if (!has(check->target.features, name)) {
			struct place at = node_text_place(node, offset + 1);

			good = diag_error(&at, "LLVM %s has no feature \"%s\" for x86_64",
			                  check->toolchain->version_text, name);
			suggest_hint(name, check->target.features);
		}
		offset += strlen(name) + 2;
	}
	return good;
}

/* LLVM lists processors of 32 bits too: clang has the last word. */
static bool check_cpu(const struct check *check)
{
	const struct target_spec *spec = check->spec;
	struct place at = place_of(check, "cpu");

	if (!spec->cpu)
		return true;
	const char *const question[] = {
		check->toolchain->clang,
		"--no-default-config",
		text_format(check->keep, "--target=%s", spec->llvm_target),
		text_format(check->keep, "-march=%s", spec->cpu),
		"-x",
		"c",
		"-E",
		"-P",
		"/dev/null",
		NULL,
	};
	const char *answer, *why;
	if (probe_ask(check->keep, question, &answer, &why))
		return true;
	if (has(check->target.cpus, spec->cpu))
		return diag_error(&at, "the processor \"%s\" has no 64-bit mode", spec->cpu);
	diag_error(&at, "LLVM %s does not know the processor \"%s\"",
	           check->toolchain->version_text, spec->cpu);
	suggest_hint(spec->cpu, check->target.cpus);
	return false;
}

static bool check_linker(const struct check *check)
{
	struct place at = place_of(check, "linker");

	if (!check->spec->linker || os_is_executable(check->spec->linker))
		return true;
	diag_error(&at, "program \"%s\" not found", check->spec->linker);
	diag_hint("\"linker\": \"rust-lld\" means the ld.lld next to clang");
	return false;
}

/* The linker would say so of every address in the kernel, and not why. */
static bool check_code_model(const struct check *check)
{
	static const char *const low[] = { "small", "medium", NULL };
	const struct target_spec *spec = check->spec;
	struct place at = place_of(check, "code-model");

	if (spec->relocation != RELOCATION_STATIC || !spec->code_model ||
	    !has(low, spec->code_model) || spec->has_own_script)
		return true;
	diag_error(&at,
	           "code model \"%s\" reaches the lowest 2 GiB only; a kernel is linked to the "
	           "top 2 GiB",
	           spec->code_model);
	diag_hint("use \"kernel\", remove the key, or link the kernel there by a linker script "
	          "of its own: `link-script` in "
	          "ingot.yaml");
	return false;
}

bool spec_check(const struct target_spec *spec, const struct toolchain *toolchain,
                struct arena scratch)
{
	struct check check = { .spec = spec, .toolchain = toolchain, .keep = &scratch };
	struct place at = place_of(&check, "llvm-target");

	if (!toolchain_ask_target(&scratch, toolchain, spec->llvm_target, &at, &check.target))
		return false;
	bool good = check_data_layout(&check);
	good = check_macros(&check) && good;
	good = check_linker(&check) && good;
	good = check_code_model(&check) && good;
	if (*check.target.features) {
		good = check_features(&check) && good;
		return check_cpu(&check) && good;
	}
	diag_warning(NULL, "clang %s does not list its features: those of %s are not checked",
	             toolchain->version_text, spec->path);
	return good;
}
