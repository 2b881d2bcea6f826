#include "host/build/link.h"

#include "host/build/libraries.h"
#include "host/build/names.h"
#include "host/build/parts.h"
#include "host/build/script.h"

/* The linker takes it from libcore.a then (runtime/core/stdio/format.c). */
#define PRINT_DOUBLES "rt_format_float"
#define UNDEFINED     "--undefined=" NAMES_PREFIX

/* What a release build leaves out where it can, as it is large. */
static bool wants_cause(const struct build *build)
{
	return build->project.kit && (build->profile != BUILD_RELEASE ||
	                              build->project.build_std_features & STD_FEATURE_CAUSE);
}

/* Whether they are there or not: else the formats tell. What other linker flags
 * bring is not looked at, nor where another script puts constants. */
static bool prints_doubles(const struct build *build)
{
	return build->profile != BUILD_RELEASE || build->project.ldflags.count ||
	       build->script.path || build->project.build_std_features & STD_FEATURE_DOUBLE;
}

/* Of the libraries, whoever uses them. */
static void add_asked(const struct build *build, struct text_list *names)
{
	if (wants_cause(build))
		text_list_add(names, "trap_guess_cause");
	if (build->project.symbols && build->project.kit)
		text_list_add(names, "backtrace_show_symbol");
	if (prints_doubles(build) && parts_has_archive(build, STD_CORE))
		text_list_add(names, PRINT_DOUBLES);
}

/* And what may be, when the formats are known. */
void link_list_names(const struct build *build, struct text_list *names)
{
	add_asked(build, names);
	if (!prints_doubles(build) && parts_has_archive(build, STD_CORE))
		text_list_add(names, PRINT_DOUBLES);
}

static void add_link_flags(const struct build *build, struct text_list *flags)
{
	struct arena *keep = flags->arena;
	struct spec_flag_list first = spec_link_flags(keep, &build->target);
	struct text_list asked = { .arena = keep };
	struct spec_flag_list late = spec_late_link_flags(keep, &build->target);

	text_list_add_all(flags, spec_flag_texts(keep, &first));
	script_add_flags(build, flags);
	text_list_add(flags, "--gc-sections");
	/* Tables between __start_NAME and __stop_NAME are used, whoever is in them. */
	text_list_add(flags, "-znostart-stop-gc");
	/* Lines of dropped functions must not claim the addresses from 0 up. */
	text_list_add(flags, "-zdead-reloc-in-nonalloc=.debug_*=0xffffffffffffffff");
	if (build_is_optimized(build->profile))
		text_list_add(flags, "-O2"); /* strings that end alike are one */
	text_list_add(flags,
	              text_format(keep, "--Map=%s/%s.map", build->folder, build->project.name));
	add_asked(build, &asked);
	for (size_t i = 0; i < asked.count; i++)
		text_list_add(flags, text_format(keep, UNDEFINED "%s", asked.items[i]));
	for (size_t i = 0; i < build->project.ldflags.count; i++)
		text_list_add(flags, build->project.ldflags.items[i]);
	text_list_add_all(flags, spec_flag_texts(keep, &late));
}

static void add_input(const struct build *build, struct plan *plan, const char *name,
                      struct text_list *inputs)
{
	const char *path = path_join(plan->keep, build->runtime, name);

	plan_assume(plan, path);
	text_list_add(inputs, path);
}

static void add_archives(const struct build *build, struct plan *plan, struct text_list *inputs)
{
	static const struct {
		const char *name;
		unsigned part, sanitizer;
	} archives[] = {
		{ "libkit.a", 0, 0 },
		{ "libcxx.a", 0, 0 },
		{ "libcore.a", STD_CORE, 0 },
		{ "liballoc.a", STD_ALLOC, 0 },
		{ "libbuiltins.a", STD_BUILTINS, 0 },
		{ "libsanitize.a", 0, SANITIZE_ADDRESS },
	};

	add_input(build, plan, LIBRARIES_ORDER, inputs);
	for (size_t i = 0; i < sizeof archives / sizeof *archives; i++) {
		if (!archives[i].part && !archives[i].sanitizer && !build->project.kit)
			continue;
		if (archives[i].part && !parts_has_archive(build, archives[i].part))
			continue;
		if (archives[i].sanitizer && !(build->sanitize & archives[i].sanitizer))
			continue;
		add_input(build, plan, archives[i].name, inputs);
	}
}

void link_add(const struct build *build, struct plan *plan, struct text_list *inputs)
{
	struct arena *keep = plan->keep;
	struct text_list flags = { .arena = keep };
	const char *script = build->script.path
	                             ? build->script.path
	                             : path_join(keep, build->session->root, "kit/start/kernel.ld");
	const char *formats = NULL;

	if (build->project.kit || build->project.build_std)
		add_archives(build, plan, inputs);
	add_link_flags(build, &flags);
	if (!prints_doubles(build) && parts_has_archive(build, STD_CORE)) {
		const char *without = text_format(keep, "%s.first", build->kernel);

		plan_link(plan, without, inputs, script, NULL, &flags);
		formats = plan_find_formats(plan, without, UNDEFINED PRINT_DOUBLES);
	}
	plan_link(plan, build->kernel, inputs, script, formats, &flags);
	plan_convert(plan, build->stripped, build->kernel, "--strip-all");
}
