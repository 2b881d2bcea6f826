#include "host/build/source_flags.h"

#define STD_C   "-std=gnu17"
#define STD_CXX "-std=gnu++20"

static void add_language(enum source_kind kind, const char *c, struct text_list *flags)
{
	if (kind == SOURCE_CXX) {
		text_list_add(flags, STD_CXX);
		text_list_add(flags, "-fno-rtti");
	} else if (kind == SOURCE_C) {
		text_list_add(flags, c);
	} else if (kind == SOURCE_ASSEMBLY) {
		/* There is no preprocessor: macros say nothing to it. */
		text_list_add(flags, "-Wno-unused-command-line-argument");
	}
}

void source_flags_add_own(enum source_kind kind, struct text_list *flags)
{
	add_language(kind, "-std=c17", flags);
}

/* What is undefined ends in a fault or a trap where it happens: an optimizer that takes
 * it for impossible leaves out the rest of the function, and control falls into
 * whatever comes next. A sanitizer has its own idea of a null pointer. */
static void add_ends(const struct build *build, struct text_list *flags)
{
	if (!build_is_optimized(build->profile))
		return;
	if (!(build->sanitize & SANITIZE_UNDEFINED))
		text_list_add(flags, "-fno-delete-null-pointer-checks");
	text_list_add(flags, "-mllvm");
	text_list_add(flags, "-trap-unreachable");
}

/* Scripts of kernels' own place .bss, and not always .bss.buffer: what no line places the
 * linker puts behind all that lines do, and behind a symbol like "end" too. */
static void add_sections(const struct build *build, struct text_list *flags)
{
	if (!build->script.path)
		return;
	text_list_add(flags, "-fno-function-sections");
	text_list_add(flags, "-fno-data-sections");
}

static struct text_list list_flags(struct arena *keep, const struct build *build,
                                   enum source_kind kind)
{
	const struct project *project = &build->project;
	struct text_list flags = { .arena = keep };

	add_language(kind, STD_C, &flags);
	add_ends(build, &flags);
	add_sections(build, &flags);
	sanitize_add_compile_flags(build->sanitize, SANITIZE_PROJECT, &flags);
	for (size_t i = 0; i < project->defines.count; i++)
		text_list_add(&flags, text_format(keep, "-D%s", project->defines.items[i]));
	for (size_t i = 0; i < project->includes.count; i++)
		text_list_add(&flags, text_format(keep, "-I%s", project->includes.items[i].text));
	if (project->step_count)
		text_list_add(&flags, text_format(keep, "-I%s", build->generated));
	text_list_add_all(&flags, project->cflags.items);
	return flags;
}

void source_flags_begin(struct source_flags *flags, struct arena *keep, const struct build *build)
{
	*flags = (struct source_flags){
		.build = build,
		.c = list_flags(keep, build, SOURCE_C),
		.cxx = list_flags(keep, build, SOURCE_CXX),
		.assembly = list_flags(keep, build, SOURCE_ASSEMBLY),
		.all = { .arena = keep },
	};
	text_list_add_all(&flags->all, flags->c.items);
	text_list_add_all(&flags->all, flags->cxx.items);
}

const struct text_list *source_flags_of(const struct source_flags *flags, const char *source)
{
	enum source_kind kind = sources_kind(source);

	return kind == SOURCE_CXX        ? &flags->cxx
	       : kind == SOURCE_ASSEMBLY ? &flags->assembly
	                                 : &flags->c;
}
