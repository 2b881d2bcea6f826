#include "host/build/source_flags.h"

#include <stdlib.h>
#include <string.h>

#define STD_C   "gnu17"
#define STD_CXX "gnu++20"

void source_flags_add_own(enum source_kind kind, struct text_list *flags)
{
	if (kind == SOURCE_C) {
		text_list_add(flags, "-std=c17");
	} else if (kind == SOURCE_CXX) {
		text_list_add(flags, "-std=" STD_CXX);
		text_list_add(flags, "-fno-rtti");
	}
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

/* The project's dialect, by default one in which `asm` and `typeof` are words. */
static void add_dialect(const struct project *project, enum source_kind kind,
                        struct text_list *flags)
{
	const char *c = project->std_c ? project->std_c : STD_C;
	const char *cxx = project->std_cxx ? project->std_cxx : STD_CXX;

	if (kind == SOURCE_CXX) {
		text_list_add(flags, text_format(flags->arena, "-std=%s", cxx));
		text_list_add(flags, "-fno-rtti");
	} else if (kind == SOURCE_C) {
		text_list_add(flags, text_format(flags->arena, "-std=%s", c));
	} else if (kind == SOURCE_ASSEMBLY) {
		/* There is no preprocessor: macros say nothing to it. */
		text_list_add(flags, "-Wno-unused-command-line-argument");
	}
}

/* "-std=c11" among the flags of all sources is for one language. */
static bool is_for(enum source_kind kind, const char *flag)
{
	if (!text_starts_with(flag, "-std="))
		return true;
	return (kind == SOURCE_CXX) == (strstr(flag, "++") != NULL);
}

static void add_flags(enum source_kind kind, const struct text_list *more, struct text_list *flags)
{
	for (size_t i = 0; i < more->count; i++)
		if (is_for(kind, more->items[i]))
			text_list_add(flags, more->items[i]);
}

static struct text_list list_flags(struct arena *keep, const struct build *build,
                                   enum source_kind kind)
{
	const struct project *project = &build->project;
	struct text_list flags = { .arena = keep };

	add_dialect(project, kind, &flags);
	add_ends(build, &flags);
	add_sections(build, &flags);
	sanitize_add_compile_flags(build->sanitize, SANITIZE_PROJECT, &flags);
	for (size_t i = 0; i < project->defines.count; i++)
		text_list_add(&flags, text_format(keep, "-D%s", project->defines.items[i]));
	for (size_t i = 0; i < project->includes.count; i++)
		text_list_add(&flags, text_format(keep, "-I%s", project->includes.items[i].text));
	if (project->step_count)
		text_list_add(&flags, text_format(keep, "-I%s", build->generated));
	add_flags(kind, &project->cflags, &flags);
	if (kind == SOURCE_CXX)
		text_list_add_all(&flags, project->cxxflags.items);
	return flags;
}

/* NASM looks for an included file where it was started, then there; before 2.14 it put
 * nothing between a directory and a name. */
static void add_nasm_include(const char *folder, struct text_list *flags)
{
	const char *slash = text_ends_with(folder, "/") ? "" : "/";

	text_list_add(flags, text_format(flags->arena, "-I%s%s", folder, slash));
}

static struct text_list list_nasm_flags(struct arena *keep, const struct build *build)
{
	static const char *const first[] = { "-f", "elf64", "-g", "-F", "dwarf", NULL };
	const struct project *project = &build->project;
	struct text_list flags = { .arena = keep };

	text_list_add_all(&flags, first);
	if (build_is_test(build->profile))
		text_list_add(&flags, "-DINGOT_TEST=1");
	for (size_t i = 0; i < project->defines.count; i++)
		text_list_add(&flags, text_format(keep, "-D%s", project->defines.items[i]));
	for (size_t i = 0; i < project->includes.count; i++)
		add_nasm_include(project->includes.items[i].text, &flags);
	if (project->step_count)
		add_nasm_include(build->generated, &flags);
	text_list_add_all(&flags, project->nasmflags.items);
	return flags;
}

/* What is said of a directory comes before what is said of one inside. */
static int compare_lengths(const void *left, const void *right)
{
	const struct project_flags *a = left, *b = right;
	size_t a_size = strlen(a->path), b_size = strlen(b->path);

	return a_size != b_size ? (a_size < b_size ? -1 : 1) : strcmp(a->path, b->path);
}

static struct project_flags *sort_by_length(struct arena *keep, const struct project *project)
{
	struct project_flags *flags = arena_push(keep, struct project_flags, project->flags_count);

	for (size_t i = 0; i < project->flags_count; i++)
		flags[i] = project->flags[i];
	if (project->flags_count)
		qsort(flags, project->flags_count, sizeof *flags, compare_lengths);
	return flags;
}

void source_flags_begin(struct source_flags *flags, struct arena *keep, const struct build *build)
{
	const struct project *project = &build->project;

	*flags = (struct source_flags){
		.build = build,
		.c = list_flags(keep, build, SOURCE_C),
		.cxx = list_flags(keep, build, SOURCE_CXX),
		.assembly = list_flags(keep, build, SOURCE_ASSEMBLY),
		.nasm = list_nasm_flags(keep, build),
		.single = sort_by_length(keep, project),
		.all = { .arena = keep },
	};
	text_list_add_all(&flags->all, flags->c.items);
	text_list_add_all(&flags->all, project->cxxflags.items);
	text_list_add_all(&flags->all, project->nasmflags.items);
	for (size_t i = 0; i < project->flags_count; i++)
		text_list_add_all(&flags->all, project->flags[i].flags.items);
}

static const struct text_list *find_shared(const struct source_flags *flags, enum source_kind kind)
{
	return kind == SOURCE_CXX        ? &flags->cxx
	       : kind == SOURCE_ASSEMBLY ? &flags->assembly
	       : kind == SOURCE_NASM     ? &flags->nasm
	                                 : &flags->c;
}

/* A directory's flags are clang's: NASM understands none of them. */
static bool applies(const struct project_flags *flags, enum source_kind kind, const char *source)
{
	return kind == SOURCE_NASM ? text_equal(source, flags->path)
	                           : path_is_within(source, flags->path);
}

static struct text_list *copy(struct arena *keep, const struct text_list *flags)
{
	struct text_list *own = arena_push(keep, struct text_list, 1);

	own->arena = keep;
	text_list_add_all(own, flags->items);
	return own;
}

const struct text_list *source_flags_of(const struct source_flags *flags, const char *source)
{
	const struct project *project = &flags->build->project;
	enum source_kind kind = sources_kind(source);
	const struct text_list *shared = find_shared(flags, kind);
	struct arena *keep = flags->all.arena;
	struct text_list *own = NULL;

	if (kind == SOURCE_NASM) {
		own = copy(keep, shared);
		add_nasm_include(path_folder(keep, source), own);
	}
	for (size_t i = 0; i < project->flags_count; i++) {
		if (!applies(&flags->single[i], kind, source))
			continue;
		if (!own)
			own = copy(keep, shared);
		add_flags(kind, &flags->single[i].flags, own);
	}
	return own ? own : shared;
}
