#include "host/build/plan_run.h"

#include <string.h>

/* The shell's words; the line is the value of a variable of ninja's. */
static void add_words(struct plan *plan, const char *text, const char *const *words)
{
	buffer_puts(&plan->ninja, text);
	for (; *words; words++) {
		buffer_puts(&plan->ninja, " ");
		plan_put_word(plan, *words);
	}
}

static void add_rules(struct plan *plan)
{
	buffer_puts(&plan->ninja, "\nrule run\n  description = generate $what\n"
	                          "  command = $line\n  restat = 1\n"
	                          "\nrule run-depfile\n  description = generate $what\n"
	                          "  command = $line\n  restat = 1\n  depfile = $list\n");
}

static const char *old_name(struct plan *plan, const char *output)
{
	return text_format(plan->keep, "%s" PLAN_OLD, output);
}

/* What was there stands aside: what the program does not make is missing then. */
static void add_preparation(struct plan *plan, const struct text_list *outputs)
{
	for (size_t i = 0; i < outputs->count; i++) {
		const char *names[] = { outputs->items[i], old_name(plan, outputs->items[i]),
			                NULL };

		add_words(plan, "if test -f", (const char *const[]){ names[0], NULL });
		add_words(plan, "; then mv -f", names);
		buffer_puts(&plan->ninja, "; fi; ");
	}
	buffer_puts(&plan->ninja, PLAN_COMMAND_BEGIN);
}

static void add_conclusion(struct plan *plan, const struct text_list *outputs)
{
	for (size_t i = 0; i < outputs->count; i++)
		add_words(plan, i ? " && test -f" : " && { test -f",
		          (const char *const[]){ outputs->items[i], NULL });
	buffer_printf(&plan->ninja, " || (exit %d); }", PLAN_STATUS_NO_FILE);
	for (size_t i = 0; i < outputs->count; i++) {
		const char *old = old_name(plan, outputs->items[i]);
		const char *const names[] = { old, outputs->items[i], NULL };

		add_words(plan, " && { if cmp -s", names);
		add_words(plan, " 2>/dev/null; then mv -f", names);
		add_words(plan, "; else rm -f", (const char *const[]){ old, NULL });
		buffer_puts(&plan->ninja, "; fi; }");
	}
	buffer_puts(&plan->ninja, " || { echo \"" PLAN_STATUS_MARK "$$?\"; exit 1; }\n");
}

static void add_files(struct plan *plan, const char *text, const struct text_list *files)
{
	buffer_puts(&plan->ninja, text);
	for (size_t i = 0; i < files->count; i++) {
		buffer_puts(&plan->ninja, " ");
		plan_put_path(plan, files->items[i]);
	}
}

static void add_line(struct plan *plan, const struct plan_run *run)
{
	size_t before = plan->ninja.size;

	buffer_puts(&plan->ninja, "\n  line = ");
	add_preparation(plan, &run->outputs);
	plan_put_word(plan, run->words[0]);
	add_words(plan, "", run->words + 1);
	add_conclusion(plan, &run->outputs);
	if (plan->ninja.size - before > plan->flags_bytes)
		plan->flags_bytes = plan->ninja.size - before;
}

void plan_run(struct plan *plan, const struct plan_run *run)
{
	if (!plan->generated.arena) {
		plan->generated.arena = plan->keep;
		add_rules(plan);
	}
	add_files(plan, "\nbuild", &run->outputs);
	add_files(plan, run->has_depfile ? ": run-depfile |" : ": run |", &run->reads);
	add_line(plan, run);
	buffer_puts(&plan->ninja, "  what = ");
	plan_put_text(plan, run->shown[0]);
	if (run->has_depfile) {
		buffer_puts(&plan->ninja, "\n  list = ");
		plan_put_text(plan, text_format(plan->keep, "%s.d", run->outputs.items[0]));
	}
	buffer_puts(&plan->ninja, "\n");
	for (size_t i = 0; i < run->outputs.count; i++) {
		text_list_add(&plan->generated, run->outputs.items[i]);
		plan_add_step(plan,
		              (struct plan_step){
				      .output = run->outputs.items[i],
				      .what = text_format(plan->keep, "generate %s", run->shown[i]),
				      .program = run->words[0],
				      .has_depfile = run->has_depfile && !i,
				      .reads = run->reads.items,
				      .place = run->place });
	}
}

void plan_end_runs(struct plan *plan)
{
	const char *all = path_join(plan->keep, plan->folder, "generated-files");

	if (!plan->generated.count)
		return;
	buffer_puts(&plan->ninja, "\nbuild ");
	plan_put_path(plan, all);
	add_files(plan, ": phony", &plan->generated);
	buffer_puts(&plan->ninja, "\n");
	plan->after = all;
}
