/* names_check: see names_check.h. Nearly all kernels have no name twice, which their own
 * symbol table tells; the objects are looked at only if there may be one. Those of
 * link-time optimization, which are none of ELF, are read by llvm-nm. */
#include "host/build/names_check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/os_process.h"
#include "host/build/names.h"

/* A name that the kit has in this kernel, and the kernel too, or alone. */
struct suspect {
	const char *name; /* without the prefix */
	uint64_t value;
	bool has_alias;
	const char *kernels; /* the source that defines it for the kernel, or NULL */
	const char *user;    /* one that uses the kit's */
	const char *taker;   /* one that defines the kit's */
};

struct check {
	const struct plan *plan;
	struct arena *keep;
	struct suspect *list; /* in the order of names */
	size_t count;
};

static int compare(const void *left, const void *right)
{
	const struct suspect *a = left, *b = right;

	return strcmp(a->name, b->name);
}

static struct suspect *find(const struct check *check, const char *name)
{
	struct suspect key = { .name = name };

	return check->count ? bsearch(&key, check->list, check->count, sizeof key, compare) : NULL;
}

/* "ingot.page_alloc" -> "page_alloc", else NULL. */
static const char *kits_name(const char *name)
{
	return text_starts_with(name, NAMES_PREFIX) ? name + strlen(NAMES_PREFIX) : NULL;
}

static void list_kits(struct check *check, const struct object *kernel)
{
	check->list = arena_push(check->keep, struct suspect, kernel->count);
	for (size_t i = 0; i < kernel->count; i++) {
		const char *name = kits_name(object_name(kernel, i));

		if (name && object_defines(kernel, i))
			check->list[check->count++] = (struct suspect){
				.name = name, .value = le64_get(kernel->symbols[i].value)
			};
	}
	if (check->count)
		qsort(check->list, check->count, sizeof *check->list, compare);
}

/* Leaves those that have no alias at the same place. */
static void drop_aliased(struct check *check, const struct object *kernel)
{
	size_t kept = 0;

	for (size_t i = 0; i < kernel->count; i++) {
		struct suspect *suspect = find(check, object_name(kernel, i));

		if (suspect && le64_get(kernel->symbols[i].value) == suspect->value)
			suspect->has_alias = true;
	}
	for (size_t i = 0; i < check->count; i++)
		if (!check->list[i].has_alias)
			check->list[kept++] = check->list[i];
	check->count = kept;
}

/* What macros of the kit's headers call, ENTRY_POINT, CHECK, log_info...: nobody takes
 * it for a call of a function of the kernel's. */
static bool is_of_macro(const char *name)
{
	static const char *const names[] = {
		"log_ask_threshold",        "log_write", "start_kernel", "test_check_equal",
		"test_check_equal_strings", "test_fail", "test_run_all",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (text_equal(name, names[i]))
			return true;
	return false;
}

static void note(const struct check *check, const char *name, bool is_defined, const char *source)
{
	const char *kits = kits_name(name);
	struct suspect *suspect = find(check, kits ? kits : name);

	if (!suspect)
		return;
	if (kits && is_defined)
		suspect->taker = source;
	else if (kits && !suspect->user && !is_of_macro(kits))
		suspect->user = source;
	else if (!kits && is_defined)
		suspect->kernels = source;
}

/* "name T 0 0", "name U", as POSIX has it; lines of nm's own do not matter. */
static void note_line(const struct check *check, char *line, const char *source)
{
	char *type = strchr(line, ' ');

	if (!type || !type[1] || (type[2] && type[2] != ' '))
		return;
	*type++ = '\0';
	note(check, line, !strchr("Uwv", *type), source);
}

/* llvm-nm lies beside llvm-ar, with the same version behind its name. */
static const char *find_nm(const struct check *check)
{
	const char *ar = check->plan->tools->ar, *name = path_name(ar);

	if (!text_starts_with(name, "llvm-ar"))
		return "llvm-nm";
	return text_format(check->keep, "%.*sllvm-nm%s", (int)(name - ar), ar,
	                   name + strlen("llvm-ar"));
}

static bool read_foreign(const struct check *check, const struct plan_step *step)
{
	const char *nm = find_nm(check);
	const char *const words[] = { nm, "-P", "-g", step->output, NULL };
	struct place at = { .file = step->source };
	struct os_result result;

	if (!os_run(check->keep, words, OS_OUTPUT_CAPTURE, &result) || result.status != 0) {
		diag_error(&at, "%s cannot tell which names it defines", nm);
		diag_hint("`ingot doctor` shows how to install it");
		return false;
	}
	for (char *line = (char *)(uintptr_t)result.output.data, *end; line && *line; line = end) {
		end = strchr(line, '\n');
		if (end)
			*end++ = '\0';
		note_line(check, line, step->source);
	}
	return true;
}

static bool read_source(const struct check *check, const struct plan_step *step)
{
	struct place at = { .file = step->output };
	struct object object;
	struct bytes file;

	if (!os_read_file(check->keep, step->output, &file))
		return diag_error(&at, "cannot read: %s", strerror(errno));
	if (object_open(file, &object))
		return read_foreign(check, step);
	for (size_t i = object.first_global; i < object.count; i++)
		note(check, object_name(&object, i), object_defines(&object, i), step->source);
	return true;
}

static bool report(const struct suspect *suspect)
{
	const char *name = suspect->name;
	struct place at = { .file = suspect->taker ? suspect->taker : suspect->kernels };

	if (suspect->taker) {
		diag_error(&at,
		           "%s is the kit's, which one of its headers declares, and is "
		           "defined here",
		           name);
		diag_hint("rename it, or include no header of the kit here that declares %s", name);
		return false;
	}
	if (!suspect->user || !suspect->kernels)
		return true;
	diag_error(&at, "%s is defined here, but %s uses the kit's", name, suspect->user);
	diag_hint("rename one; or, to call yours in %s, include no header of the kit there that "
	          "declares %s",
	          suspect->user, name);
	return false;
}

bool names_check(const struct plan *plan, const char *elf, struct arena scratch)
{
	struct check check = { .plan = plan, .keep = &scratch };
	struct place at = { .file = elf };
	struct object kernel;
	struct bytes file;
	bool is_good = true;

	if (!os_read_file(&scratch, elf, &file))
		return diag_error(&at, "cannot read: %s", strerror(errno));
	/* One without symbols is what its author asked for. */
	if (object_open(file, &kernel))
		return true;
	list_kits(&check, &kernel);
	drop_aliased(&check, &kernel);
	for (size_t i = 0; i < plan->step_count && check.count; i++)
		if (plan->steps[i].source && !read_source(&check, &plan->steps[i]))
			return false;
	for (size_t i = 0; i < check.count; i++)
		is_good = report(&check.list[i]) && is_good;
	return is_good;
}
