#include "host/build/own_sources.h"

#include <stdlib.h>
#include <string.h>

#include "host/base/sources.h"
#include "host/build/source_flags.h"

/* What a release build makes for size, not for speed: the kit, most of which runs
 * once or when all is lost, what reports print with, and what prints doubles, as it is
 * large. NULL: not this source. */
static const char *size_flag(const char *name)
{
	static const struct {
		const char *beginning, *flag;
	} rules[] = {
		{ "kit/", "-Oz" },
		{ "runtime/core/number/decimal.c", "-Os" },
		{ "runtime/core/stdio/format.c", "-Os" },
		{ "runtime/core/stdio/format_float.c", "-Os" },
		{ "runtime/core/stdio/printf.c", "-Os" },
		{ "runtime/core/stdio/report.c", "-Oz" },
		{ "runtime/core/stdio/sink.c", "-Os" },
	};

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (strncmp(name, rules[i].beginning, strlen(rules[i].beginning)) == 0)
			return rules[i].flag;
	return NULL;
}

bool own_sources_find(struct arena *keep, const char *root, const char *inner,
                      struct text_list *names)
{
	struct sources sources = { .files = { .arena = keep }, .left = { .arena = keep } };

	if (!sources_find(keep, path_join(keep, root, inner), &sources))
		return false;
	for (size_t i = 0; i < sources.files.count; i++)
		text_list_add(names, sources.files.items[i] + strlen(root) + 1);
	return true;
}

void own_sources_add_root(const char *root, struct text_list *flags)
{
	text_list_add(flags, "-iquote");
	text_list_add(flags, root);
}

const char *own_sources_compile(struct plan *plan, const char *root, const char *name,
                                const struct text_list *flags, bool optimized)
{
	struct text_list all = { .arena = plan->keep };

	source_flags_add_own(sources_kind(name), &all);
	text_list_add_all(&all, flags->items);
	if (optimized && size_flag(name))
		text_list_add(&all, size_flag(name));
	return plan_compile(plan, path_join(plan->keep, root, name), name, &all);
}

static int compare_file_names(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(path_name(*a), path_name(*b));
}

void own_sources_sort(struct text_list *objects)
{
	if (objects->count)
		qsort(objects->items, objects->count, sizeof *objects->items, compare_file_names);
}
