/* plan_libraries: the step of a plan that makes all libraries (libraries.h), and the name
 * for what is compiled before it is known what they need. */
#include "host/build/libraries.h"
#include "host/build/plan.h"

/* Of several outputs ninja quotes all or none, so the first is said for itself; a
 * response file is never quoted. */
static void add_rule(struct plan *plan, const char *first)
{
	const char *list = text_format(plan->keep, "%s.rsp", first);

	buffer_puts(&plan->ninja,
	            "\nrule libraries\n  description = make the libraries\n"
	            "  command = \"$${" PLAN_PROGRAM ":-ingot}\" " LIBRARIES_OPTION " ");
	plan_put_word(plan, list);
	plan_put_end(plan, "$first");
	buffer_puts(&plan->ninja, "  rspfile = ");
	plan_put_text(plan, list);
	buffer_puts(&plan->ninja, "\n  rspfile_content = $files\n");
}

static void add_names(struct plan *plan, const char *mark, const struct text_list *names)
{
	for (size_t i = 0; i < names->count; i++) {
		buffer_printf(&plan->ninja, " %s", mark);
		plan_put_response_word(plan, names->items[i]);
	}
}

static void add_files(struct plan *plan, const struct plan_library *library)
{
	buffer_puts(&plan->ninja, " ");
	plan_put_response_word(plan, library->path);
	for (size_t i = 0; i < library->objects.count; i++) {
		buffer_puts(&plan->ninja, " ");
		plan_put_response_word(plan, library->objects.items[i]);
	}
	add_names(plan, LIBRARIES_ABSENT, &library->absent);
	add_names(plan, LIBRARIES_WEAK, &library->weak);
}

static void add_inputs(struct plan *plan, const struct plan_library *library)
{
	for (size_t i = 0; i < library->objects.count; i++) {
		buffer_puts(&plan->ninja, " ");
		plan_put_path(plan, library->objects.items[i]);
	}
}

void plan_libraries(struct plan *plan, const struct plan_library *libraries, size_t count)
{
	add_rule(plan, libraries[0].path);
	buffer_puts(&plan->ninja, "\nbuild");
	for (size_t i = 0; i < count; i++) {
		buffer_puts(&plan->ninja, " ");
		plan_put_path(plan, libraries[i].path);
		plan_add_step(plan, (struct plan_step){ .output = libraries[i].path,
		                                        .what = "archive libraries",
		                                        .program = "ingot" });
	}
	const char *order = path_join(plan->keep, plan->folder, LIBRARIES_ORDER);
	buffer_puts(&plan->ninja, " ");
	plan_put_path(plan, order);
	plan_add_step(plan, (struct plan_step){ .output = order,
	                                        .what = "archive libraries",
	                                        .program = "ingot" });
	buffer_puts(&plan->ninja, ": libraries");
	for (size_t i = 0; i < count; i++)
		add_inputs(plan, &libraries[i]);
	buffer_puts(&plan->ninja, "\n  first = ");
	plan_put_word(plan, libraries[0].path);
	buffer_puts(&plan->ninja, "\n  files =");
	for (size_t i = 0; i < count; i++)
		add_files(plan, &libraries[i]);
	buffer_puts(&plan->ninja, "\n");
}

const char *plan_objects_path(const struct plan *plan)
{
	return path_join(plan->keep, plan->folder, "objects");
}

void plan_name_objects(struct plan *plan)
{
	buffer_puts(&plan->ninja, "\nbuild ");
	plan_put_path(plan, plan_objects_path(plan));
	buffer_puts(&plan->ninja, ": phony");
	for (size_t i = 0; i < plan->step_count; i++) {
		if (!plan->steps[i].source)
			continue;
		buffer_puts(&plan->ninja, " ");
		plan_put_path(plan, plan->steps[i].output);
	}
	buffer_puts(&plan->ninja, "\n");
}
