#include "host/build/selection.h"

#include <stdint.h>
#include <string.h>

#include "abi/names.h"
#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/refusal.h"
#include "host/build/object.h"
#include "host/target/sanitize.h"

#define FILE_NAME "chosen"
#define ALL       "all" /* in the place of a source */

void selection_begin(struct selection *selection, struct arena *keep, const char *root,
                     unsigned sanitize, const struct text_list *sources)
{
	const char *path = path_join(keep, root, MEMBERS_FILE);

	*selection = (struct selection){ .keep = keep, .root = root, .sanitize = sanitize };
	if (!members_read(keep, path, &selection->members)) {
		diag_trace(DIAG_WHY, "%s cannot be used: all sources are needed", path);
		selection_choose_all(selection);
		return;
	}
	selection->is_there = arena_push(keep, bool, selection->members.count);
	selection->is_chosen = arena_push(keep, bool, selection->members.count);
	selection->is_followed = arena_push(keep, bool, selection->members.count);
	for (size_t i = 0; i < sources->count; i++) {
		size_t member = members_find(&selection->members, sources->items[i]);

		if (member != MEMBERS_NONE) {
			selection->is_there[member] = true;
			continue;
		}
		diag_trace(DIAG_WHY, "%s is not in %s: all sources are needed", sources->items[i],
		           path);
		selection_choose_all(selection);
	}
}

void selection_choose_all(struct selection *selection)
{
	selection->is_all = true;
	selection->count = SIZE_MAX;
}

static void choose(struct selection *selection, size_t member)
{
	if (selection->is_all || member == MEMBERS_NONE || !selection->is_there[member] ||
	    selection->is_chosen[member])
		return;
	selection->is_chosen[member] = true;
	selection->count++;
}

/* What the linker defines, and what only a kernel or its script does, which some source
 * needs too. */
static bool is_of_others(const struct members *members, const char *name)
{
	return text_starts_with(name, "__start_") || text_starts_with(name, "__stop_") ||
	       members_need(members, name);
}

/* With the address sanitizer __wrap_NAME is called in the place of NAME, which it calls
 * as __real_NAME (names.h). */
static void choose_definer(struct selection *selection, const char *name)
{
	static const char own[] = NAMES_PREFIX, real[] = "__real_";
	const struct members *members = &selection->members;

	if (text_starts_with(name, own))
		name += strlen(own);
	if (text_starts_with(name, real))
		name += strlen(real);
	size_t member = members_find_name(members, name);
	choose(selection, member);
	choose(selection,
	       members_find_name(members, text_format(selection->keep, "__wrap_%s", name)));
	if (member != MEMBERS_NONE || selection->is_all || is_of_others(members, name))
		return;
	diag_trace(DIAG_WHY, "no source is known to define %s: all are needed", name);
	selection_choose_all(selection);
}

/* What the compiler calls for a sanitizer is in these directories, and small. */
static void choose_sanitizers(struct selection *selection)
{
	static const struct {
		unsigned sanitizer;
		const char *folder;
	} rules[] = {
		{ SANITIZE_UNDEFINED, "runtime/core/undefined/" },
		{ SANITIZE_ADDRESS, "runtime/sanitize/" },
		{ SANITIZE_STACK, "runtime/builtins/protect/" },
	};

	for (size_t r = 0; r < sizeof rules / sizeof *rules; r++)
		for (size_t i = 0; i < selection->members.count; i++)
			if (selection->sanitize & rules[r].sanitizer &&
			    text_starts_with(selection->members.list[i].source, rules[r].folder))
				choose(selection, i);
}

/* Until nothing is new: each round takes in what the last one has chosen. */
static void follow(struct selection *selection)
{
	const struct members *members = &selection->members;
	size_t before;

	do {
		before = selection->count;
		for (size_t i = 0; i < members->count; i++) {
			if (selection->is_all || !selection->is_chosen[i] ||
			    selection->is_followed[i])
				continue;
			selection->is_followed[i] = true;
			for (size_t n = 0; n < members->list[i].needs.count; n++)
				choose_definer(selection, members->list[i].needs.items[n]);
		}
	} while (selection->count > before);
}

void selection_choose_names(struct selection *selection, const struct text_list *names)
{
	if (selection->is_all)
		return;
	for (size_t i = 0; i < names->count; i++)
		choose_definer(selection, names->items[i]);
	choose_sanitizers(selection);
	follow(selection);
}

bool selection_has(const struct selection *selection, const char *source)
{
	return selection->is_all || selection->is_chosen[members_find(&selection->members, source)];
}

void selection_list_names(const struct selection *selection, const char *source,
                          struct text_list *defined, struct text_list *weak)
{
	size_t number = members_find(&selection->members, source);

	if (number == MEMBERS_NONE)
		return;
	const struct member *member = &selection->members.list[number];
	text_list_add_all(defined, member->defines.items);
	text_list_add_all(defined, member->may.items);
	text_list_add_all(weak, member->weak.items);
}

bool selection_read(struct selection *selection, const char *folder)
{
	struct bytes file;

	if (!os_read_file(selection->keep, path_join(selection->keep, folder, FILE_NAME), &file))
		return false;
	for (char *line = (char *)(uintptr_t)file.data; *line && !selection->was_all;) {
		size_t size = strcspn(line, "\n");
		bool is_last = line[size] == '\0';

		line[size] = '\0';
		if (text_equal(line, ALL))
			selection->was_all = true;
		else
			choose(selection, members_find(&selection->members, line));
		line += size + !is_last;
	}
	if (selection->was_all)
		selection_choose_all(selection);
	return true;
}

bool selection_write(const struct selection *selection, const char *folder)
{
	const char *path = path_join(selection->keep, folder, FILE_NAME);
	struct buffer text = { .arena = selection->keep };
	bool changed;

	buffer_puts(&text, selection->is_all ? ALL "\n" : "");
	for (size_t i = 0; i < selection->members.count && !selection->is_all; i++)
		if (selection->is_chosen[i])
			buffer_printf(&text, "%s\n", selection->members.list[i].source);
	return os_update_file(path, buffer_bytes(&text), &changed) ||
	       refusal_to_write(*selection->keep, path);
}

static void list_symbols(const struct object *object, struct text_list *defined,
                         struct text_list *demanded)
{
	for (size_t i = object->first_global; i < object->count; i++) {
		const char *name = object_name(object, i);

		if (object_defines(object, i))
			text_list_add(defined, name);
		else if (object_demands(object, i))
			text_list_add(demanded, text_copy(demanded->arena, name, strlen(name)));
	}
	text_list_sort(defined);
}

/* Whether an object defines what the list says of its source. */
static bool check_object(const struct selection *selection, const struct plan_step *step,
                         struct arena scratch, struct text_list *demanded)
{
	const char *source = step->source + strlen(selection->root) + 1;
	const struct members *members = &selection->members;
	const struct member *member = &members->list[members_find(members, source)];
	struct text_list defined = { .arena = &scratch };
	struct object object;
	struct bytes file;

	if (!os_read_file(&scratch, step->output, &file) || object_open(file, &object))
		return false;
	list_symbols(&object, &defined, demanded);
	for (size_t i = 0; i < member->defines.count; i++)
		if (!text_list_finds(&defined, member->defines.items[i]))
			return false;
	return true;
}

bool selection_check(struct selection *selection, const struct plan *plan, struct arena scratch)
{
	struct text_list demanded = { .arena = selection->keep };
	size_t before = selection->count;

	for (size_t i = 0; i < plan->step_count && !selection->is_all; i++) {
		const struct plan_step *step = &plan->steps[i];

		if (!step->source || check_object(selection, step, scratch, &demanded))
			continue;
		diag_trace(DIAG_WHY,
		           "%s does not define what " MEMBERS_FILE " says: all sources are needed",
		           step->source);
		selection_choose_all(selection);
	}
	selection_choose_names(selection, &demanded);
	return selection->count == before;
}
