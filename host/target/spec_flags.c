/* spec_flags: what a target spec means for clang and ld.lld. */
#include <string.h>

#include "host/target/spec.h"
#include "host/target/spec_keys.h"

void spec_flag_add(struct spec_flag_list *list, const char *text, const char *reason)
{
	arena_grow(list->arena, list->items, list->count, list->capacity);
	list->items[list->count++] = (struct spec_flag){ text, reason };
}

struct flags {
	const struct target_spec *spec;
	struct arena *keep;
	struct spec_flag_list list;
};

static void add(struct flags *flags, const char *text, const char *reason)
{
	spec_flag_add(&flags->list, text, reason);
}

/* "key": value, as the spec has it, or what its absence means. */
static const char *reason_of(struct flags *flags, const char *key, const char *absent)
{
	const struct node *value = node_find(flags->spec->root, key);

	if (!value)
		return text_format(flags->keep, "no \"%s\": %s", key, absent);
	if (value->kind != NODE_SCALAR)
		return text_format(flags->keep, "\"%s\"", key);
	const char *quote = value->quoted ? "\"" : "";
	return text_format(flags->keep, "\"%s\": %s%s%s", key, quote, value->text, quote);
}

static void add_feature(struct flags *flags, const char *feature, const char *reason)
{
	add(flags, "-Xclang", reason);
	add(flags, "-target-feature", reason);
	add(flags, "-Xclang", reason);
	add(flags, feature, reason);
}

/* Soft float is a feature of LLVM. clang's own -mno-80387 would take `long
 * double` away, and -msoft-float does not reach the calling convention of
 * x86_64. The vector registers go with it, whatever "features" leaves on, so
 * that <stdarg.h> can tell by the macros. */
static void add_float(struct flags *flags)
{
	static const char *const implied[] = { "-mmx", "-sse", "+soft-float" };
	const char *reason = reason_of(flags, "rustc-abi", "");

	if (!flags->spec->soft_float)
		return;
	for (size_t i = 0; i < sizeof implied / sizeof *implied; i++)
		if (!text_list_has(&flags->spec->features, implied[i]))
			add_feature(flags, implied[i], reason);
	add(flags, "-mno-implicit-float", reason);
	add(flags, "-mlong-double-64", reason);
}

static void add_features(struct flags *flags)
{
	for (size_t i = 0; i < flags->spec->features.count; i++)
		add_feature(flags, flags->spec->features.items[i], "\"features\"");
}

static bool is_position_independent(const struct target_spec *spec)
{
	return spec->relocation != RELOCATION_STATIC &&
	       (spec->position_independent || spec->static_position_independent);
}

static void add_position(struct flags *flags)
{
	const struct target_spec *spec = flags->spec;
	bool is_static = spec->relocation == RELOCATION_STATIC;
	const char *model = spec->code_model ? spec->code_model : is_static ? "kernel" : "small";
	const char *absent = is_static ? "a kernel is linked into the topmost 2 GiB"
	                               : "a PIE is linked anywhere";

	add(flags,
	    is_static                       ? "-fno-pic"
	    : is_position_independent(spec) ? "-fPIE"
	                                    : "-fPIC",
	    reason_of(flags, "relocation-model", "the kernel runs where it is linked"));
	add(flags, text_format(flags->keep, "-mcmodel=%s", model),
	    reason_of(flags, "code-model", absent));
}

static void add_frame_pointer(struct flags *flags)
{
	const char *policy = flags->spec->frame_pointer ? flags->spec->frame_pointer : "always";
	const char *reason = reason_of(flags, "frame-pointer", "backtraces follow it");

	if (text_equal(policy, "may-omit")) {
		add(flags, "-fomit-frame-pointer", reason);
		return;
	}
	add(flags, "-fno-omit-frame-pointer", reason);
	add(flags,
	    text_equal(policy, "always") ? "-mno-omit-leaf-frame-pointer"
	                                 : "-momit-leaf-frame-pointer",
	    reason);
}

static void add_unwinding(struct flags *flags)
{
	const char *panic = reason_of(flags, "panic-strategy", "the same as \"abort\"");

	add(flags, "-fno-exceptions", panic);
	add(flags, "-fno-unwind-tables", panic);
	add(flags, "-fno-asynchronous-unwind-tables", panic);
}

static void add_system(struct flags *flags)
{
	const char *os = reason_of(flags, "os", "the same as \"none\"");

	add(flags, "-ffreestanding", os);
	add(flags, "-nostdlibinc", os);
	add_unwinding(flags);
}

static void add_sections(struct flags *flags)
{
	const char *reason = reason_of(flags, "function-sections", "what is not used is dropped");

	if (!flags->spec->function_sections)
		return;
	add(flags, "-ffunction-sections", reason);
	add(flags, "-fdata-sections", reason);
}

static void add_reproducibility(struct flags *flags, const struct spec_surroundings *surroundings)
{
	static const char reason[] = "the same bytes on every host";

	add(flags, "-Qn", reason);
	add(flags, "-Werror=date-time", reason);
	/* Sources are named from the project's directory, wherever that is. */
	add(flags, "-ffile-compilation-dir=.", reason);
	if (surroundings->resource_folder)
		add(flags,
		    text_format(flags->keep, "-ffile-prefix-map=%s=/clang",
		                surroundings->resource_folder),
		    reason);
	for (const char *const *map = surroundings->prefix_maps; map && *map; map++)
		add(flags, text_format(flags->keep, "-ffile-prefix-map=%s", *map), reason);
}

static void add_includes(struct flags *flags, const struct spec_surroundings *surroundings)
{
	static const char reason[] = "headers of the runtime and the kit, then the compiler's";
	const char *const *folder = surroundings->include_folders;

	if (!folder)
		return;
	for (; *folder; folder++) {
		add(flags, "-isystem", reason);
		add(flags, *folder, reason);
	}
	/* It is searched last: said here, it comes before what a wrapper of clang adds. */
	if (surroundings->resource_folder) {
		add(flags, "-isystem", reason);
		add(flags, path_join(flags->keep, surroundings->resource_folder, "include"),
		    reason);
	}
	if (surroundings->cxx_folder) {
		add(flags, "-idirafter", "headers of C++, unless a project has others");
		add(flags, surroundings->cxx_folder, "headers of C++, unless a project has others");
	}
}

static struct flags begin(struct arena *keep, const struct target_spec *spec)
{
	return (struct flags){ .spec = spec, .keep = keep, .list.arena = keep };
}

struct spec_flag_list spec_compile_flags(struct arena *keep, const struct target_spec *spec,
                                         const struct spec_surroundings *surroundings)
{
	struct flags flags = begin(keep, spec);

	add(&flags, text_format(keep, "--target=%s", spec->llvm_target),
	    reason_of(&flags, "llvm-target", ""));
	add_system(&flags);
	if (spec->cpu)
		add(&flags, text_format(keep, "-march=%s", spec->cpu),
		    reason_of(&flags, "cpu", ""));
	add_features(&flags);
	add_float(&flags);
	add(&flags, spec->no_red_zone ? "-mno-red-zone" : "-mred-zone",
	    reason_of(&flags, "disable-redzone", "as in rustc"));
	add_position(&flags);
	add_frame_pointer(&flags);
	add_sections(&flags);
	for (size_t i = 0; i < spec->extra.count; i++)
		add(&flags, spec->extra.items[i].text, spec->extra.items[i].reason);
	add_reproducibility(&flags, surroundings);
	add_includes(&flags, surroundings);
	return flags.list;
}

/* A wrapper's flags come behind those of the configuration. */
struct spec_flag_list spec_command_flags(struct arena *keep, const struct target_spec *spec)
{
	static const char reason[] = "whatever a distribution's clang has by default";
	static const char *const overrides[] = {
		"-fno-stack-protector", "-U_FORTIFY_SOURCE",
		"-fcf-protection=none", "-fno-lto",
		"-fno-sanitize=all",    "-ftrivial-auto-var-init=uninitialized",
	};
	struct flags flags = begin(keep, spec);
	bool has_probes = false;

	/* Assembly takes few of them. */
	add(&flags, "--start-no-unused-arguments", reason);
	for (size_t i = 0; i < sizeof overrides / sizeof *overrides; i++)
		add(&flags, overrides[i], reason);
	for (size_t i = 0; i < spec->extra.count; i++)
		has_probes = has_probes ||
		             text_equal(spec->extra.items[i].text, "-fstack-clash-protection");
	if (!has_probes)
		add(&flags, "-fno-stack-clash-protection", reason);
	add(&flags, text_format(keep, "-march=%s", spec->cpu ? spec->cpu : "x86-64"), reason);
	add_position(&flags);
	add_frame_pointer(&flags);
	add_unwinding(&flags);
	add(&flags, "--end-no-unused-arguments", reason);
	return flags.list;
}

struct spec_flag_list spec_link_flags(struct arena *keep, const struct target_spec *spec)
{
	struct flags flags = begin(keep, spec);
	const char *position = is_position_independent(spec)
	                               ? "\"position-independent-executables\""
	                               : "the kernel runs where it is linked";

	add(&flags, "-m", reason_of(&flags, "arch", ""));
	add(&flags, "elf_x86_64", reason_of(&flags, "arch", ""));
	add(&flags, "-nostdlib", reason_of(&flags, "os", "the same as \"none\""));
	if (is_position_independent(spec)) {
		add(&flags, "-pie", position);
		add(&flags, "--no-dynamic-linker", position);
		add(&flags, "-z", position);
		add(&flags, "text", position);
	} else {
		add(&flags, "-static", position);
	}
	if (spec->function_sections)
		add(&flags, "--gc-sections", "what is not used is dropped");
	add(&flags, "-z", "pages of 4 KiB");
	add(&flags, "max-page-size=4096", "pages of 4 KiB");
	add(&flags, "-z", "no segment needs an executable stack");
	add(&flags, "noexecstack", "no segment needs an executable stack");
	for (size_t i = 0; i < spec->pre_link.count; i++)
		add(&flags, spec->pre_link.items[i], "\"pre-link-args\"");
	return flags.list;
}

struct spec_flag_list spec_late_link_flags(struct arena *keep, const struct target_spec *spec)
{
	struct flags flags = begin(keep, spec);

	for (size_t i = 0; i < spec->post_link.count; i++)
		add(&flags, spec->post_link.items[i], "\"post-link-args\"");
	return flags.list;
}

const char *const *spec_flag_texts(struct arena *keep, const struct spec_flag_list *flags)
{
	const char **texts = arena_push(keep, const char *, flags->count + 1);

	for (size_t i = 0; i < flags->count; i++)
		texts[i] = flags->items[i].text;
	return texts;
}
