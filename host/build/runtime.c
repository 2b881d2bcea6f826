#include "host/build/runtime.h"

#include <string.h>

#include "host/build/own_sources.h"
#include "host/project/project.h"
#include "host/target/sanitize.h"

/* A library of the runtime. */
struct runtime_part {
	const char *source, *archive;
	enum sanitize_part part;
	unsigned library;   /* STD_, which a project may do without; or 0 */
	unsigned sanitizer; /* that it is for, or 0 */
};

/* Those that the kernel is linked with: what one lacks is the kernel's to define, under
 * its own name. The sanitizer's is made only for those who use it. */
static const struct runtime_part parts[RUNTIME_LIBRARIES_MAX] = {
	{ "runtime/builtins", "libbuiltins.a", SANITIZE_BASE, STD_BUILTINS, 0 },
	{ "runtime/core", "libcore.a", SANITIZE_CORE, STD_CORE, 0 },
	{ "runtime/alloc", "liballoc.a", SANITIZE_ALLOC, STD_ALLOC, 0 },
	{ "runtime/cxx", "libcxx.a", SANITIZE_BASE, 0, 0 },
	{ "kit", "libkit.a", SANITIZE_KIT, 0, 0 },
	{ "runtime/sanitize", "libsanitize.a", SANITIZE_BASE, 0, SANITIZE_ADDRESS },
};

/* memcpy and its like. */
static void drop_mem(struct text_list *names)
{
	size_t kept = 0;

	for (size_t i = 0; i < names->count; i++)
		if (!text_starts_with(names->items[i], "runtime/builtins/mem/"))
			names->items[kept++] = names->items[i];
	names->count = kept;
}

bool runtime_find_sources(struct arena *keep, const char *root, const struct runtime *runtime,
                          struct runtime_sources *sources)
{
	sources->count = 0;
	for (size_t i = 0; i < RUNTIME_LIBRARIES_MAX; i++) {
		struct runtime_library library = { &parts[i], { .arena = keep } };

		if ((parts[i].library && !(runtime->libraries & parts[i].library)) ||
		    (parts[i].sanitizer && !(runtime->sanitize & parts[i].sanitizer)))
			continue;
		if (!own_sources_find(keep, root, parts[i].source, &library.names))
			return false;
		if (!runtime->builtins_mem)
			drop_mem(&library.names);
		sources->libraries[sources->count++] = library;
	}
	return true;
}

/* Reports name a source of the kit by its path below root, as it is on every
 * host: -ffile-prefix-map does not reach these names. */
static void add_strip_flag(const char *root, struct text_list *flags)
{
	unsigned components = *root == '/';

	for (const char *at = root; *at; at += strcspn(at, "/")) {
		at += strspn(at, "/");
		components += *at != '\0';
	}
	text_list_add(flags,
	              text_format(flags->arena, "-fsanitize-undefined-strip-path-components=%u",
	                          components));
}

static struct text_list list_flags(struct arena *keep, const char *root,
                                   const struct runtime *runtime, enum sanitize_part part)
{
	struct text_list flags = { .arena = keep };

	sanitize_add_compile_flags(runtime->sanitize, part, &flags);
	if (part == SANITIZE_KIT) {
		own_sources_add_root(root, &flags);
		/* Its own names are given them with the others': debuggers show these. */
		text_list_add(&flags, "-DKIT_NAME(name)=");
	}
	if (part == SANITIZE_KIT && runtime->sanitize & SANITIZE_UNDEFINED)
		add_strip_flag(root, &flags);
	return flags;
}

static struct plan_library plan_library(struct plan *plan, const char *root,
                                        const struct runtime *runtime,
                                        const struct runtime_library *from,
                                        const struct selection *selection)
{
	struct arena *keep = plan->keep;
	struct text_list flags = list_flags(keep, root, runtime, from->part->part);
	struct plan_library library = {
		.path = path_join(keep, plan->folder, from->part->archive),
		.objects = { .arena = keep },
		.absent = { .arena = keep },
		.weak = { .arena = keep },
	};
	struct text_list defined = { .arena = keep };

	for (size_t i = 0; i < from->names.count; i++) {
		const char *name = from->names.items[i];

		bool is_there = selection_has(selection, name);

		selection_list_names(selection, name, is_there ? &defined : &library.absent,
		                     &library.weak);
		if (is_there)
			text_list_add(&library.objects,
			              own_sources_compile(plan, root, name, &flags,
			                                  runtime->optimized));
	}
	if (from->part->part == SANITIZE_KIT)
		own_sources_sort(&library.objects);
	return library;
}

void runtime_plan(struct plan *plan, const char *root, const struct runtime *runtime,
                  const struct runtime_sources *sources, const struct selection *selection)
{
	struct plan_library libraries[RUNTIME_LIBRARIES_MAX];

	for (size_t i = 0; i < sources->count; i++)
		libraries[i] = plan_library(plan, root, runtime, &sources->libraries[i], selection);
	plan_libraries(plan, libraries, sources->count);
}
