#include "host/build/steps.h"

#include <errno.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_disk.h"
#include "host/base/os_file.h"
#include "host/base/os_process.h"
#include "host/base/sources.h"
#include "host/base/suggest.h"
#include "host/build/plan_run.h"
#include "host/project/project_steps.h"

#define STEP_CHAIN_MAX 64 /* steps that wait for each other */
#define NAMES_MAX      64 /* of outputs, to look for what was meant */

/* The step that makes a file, or NULL. */
static const struct project_step *find_maker(const struct project *project, const char *name)
{
	for (size_t s = 0; s < project->step_count; s++)
		for (size_t i = 0; i < project->steps[s].outputs.count; i++)
			if (text_equal(project->steps[s].outputs.items[i].text, name))
				return &project->steps[s];
	return NULL;
}

static bool refuse_unmade(const struct project *project, const struct placed_text *path,
                          const char *name)
{
	const char *names[NAMES_MAX + 1] = { NULL };
	size_t count = 0;

	for (size_t s = 0; s < project->step_count; s++)
		for (size_t i = 0; i < project->steps[s].outputs.count && count < NAMES_MAX; i++)
			names[count++] = project->steps[s].outputs.items[i].text;
	diag_error(&path->at, "no step makes \"%s\"", name);
	if (count)
		suggest_known(name, names, "outputs", "");
	else
		diag_hint("\"" PROJECT_GENERATED "/\" begins the path of an output of `steps`");
	return false;
}

static bool check_input(const struct project *project, const struct placed_text *input)
{
	const char *name = project_generated_name(input->text);

	if (name)
		return find_maker(project, name) || refuse_unmade(project, input, name);
	switch (os_node_kind(input->text)) {
	case OS_NODE_FILE: return true;
	case OS_NODE_NONE: return diag_error(&input->at, "file \"%s\" not found", input->text);
	case OS_NODE_FOLDER:
		diag_error(&input->at, "\"%s\" is a directory", input->text);
		diag_hint("name the files in it that the step reads");
		return false;
	default: return diag_error(&input->at, "\"%s\" is not a file", input->text);
	}
}

static bool check_program(struct arena scratch, const struct placed_text *program)
{
	const char *name = program->text, *path;

	if (text_starts_with(name, PROJECT_GENERATED))
		return true;
	path = strchr(name, '/') ? name : os_find_program(&scratch, name);
	if (!path || !os_file_exists(path)) {
		diag_error(&program->at, "program \"%s\" not found", name);
		diag_hint(strchr(name, '/') ? "paths are relative to the project's directory"
		                            : "it is searched for in PATH; one of the project's "
		                              "begins with \"./\"");
		return false;
	}
	if (os_is_executable(path))
		return true;
	diag_error(&program->at, "\"%s\" is not executable", name);
	diag_hint("chmod +x, or name its interpreter: [sh, \"%s\"]", name);
	return false;
}

/* Where a word has something beside it, it stands for one file. */
static bool check_words(const struct project_step *step)
{
	static const char *const marks[] = { "{in}", "{out}" };
	const size_t counts[] = { step->inputs.count, step->outputs.count };

	for (size_t w = 0; w < step->run.count; w++) {
		const struct placed_text *word = &step->run.items[w];

		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
			if (!strstr(word->text, marks[i]) || text_equal(word->text, marks[i]) ||
			    counts[i] == 1)
				continue;
			diag_error(&word->at, "\"%s\" in a word stands for one file, not for %zu",
			           marks[i], counts[i]);
			diag_hint("as a word of its own \"%s\" is all of them", marks[i]);
			return false;
		}
	}
	return true;
}

/* The input by which a step waits for `goal`, or NULL. */
static const struct placed_text *find_wait(const struct project *project,
                                           const struct project_step *step,
                                           const struct project_step *goal, int depth)
{
	for (size_t i = 0; i < step->inputs.count; i++) {
		const struct placed_text *input = &step->inputs.items[i];
		const char *name = project_generated_name(input->text);
		const struct project_step *maker = name ? find_maker(project, name) : NULL;

		if (maker && (maker == goal || depth == STEP_CHAIN_MAX ||
		              find_wait(project, maker, goal, depth + 1)))
			return input;
	}
	return NULL;
}

static bool check_step(const struct build *build, const struct project_step *step)
{
	const struct project *project = &build->project;
	const struct placed_text *wait;

	for (size_t i = 0; i < step->inputs.count; i++)
		if (!check_input(project, &step->inputs.items[i]))
			return false;
	if (!check_program(build->session->scratch, &step->run.items[0]) || !check_words(step))
		return false;
	wait = find_wait(project, step, step, 0);
	if (!wait)
		return true;
	diag_error(&wait->at, "the step waits for itself: it makes \"%s\"",
	           step->outputs.items[0].text);
	diag_hint("\"%s\" is made of that, by this step or others", wait->text);
	return false;
}

/* What is written as "{gen}/NAME". */
static const char *resolve(struct arena *keep, const struct build *build, const char *path)
{
	const char *name = project_generated_name(path);

	return name ? path_join(keep, build->generated, name) : path;
}

bool steps_check(struct build *build)
{
	struct project *project = &build->project;

	for (size_t i = 0; i < project->step_count; i++)
		if (!check_step(build, &project->steps[i]))
			return false;
	for (size_t i = 0; i < project->image.modules.count; i++) {
		struct placed_text *module = &project->image.modules.items[i];
		const char *name = project_generated_name(module->text);

		if (name && !find_maker(project, name))
			return refuse_unmade(project, module, name);
		module->text = resolve(build->session->keep, build, module->text);
	}
	return true;
}

/* A word with each mark replaced. */
static const char *fill(struct arena *keep, const char *word, const char *const marks[][2])
{
	struct buffer text = { .arena = keep };

	buffer_puts(&text, "");
	while (*word) {
		size_t i = 0;

		while (marks[i][0] && !text_starts_with(word, marks[i][0]))
			i++;
		if (marks[i][0])
			buffer_puts(&text, marks[i][1]);
		else
			buffer_add(&text, word, 1);
		word += marks[i][0] ? strlen(marks[i][0]) : 1;
	}
	return text.data;
}

static struct text_list list_words(const struct build *build, const struct project_step *step,
                                   const struct text_list *inputs, const struct text_list *outputs)
{
	struct arena *keep = outputs->arena;
	struct text_list words = { .arena = keep };
	const char *output = outputs->count ? outputs->items[0] : "";
	const char *depfile = text_format(keep, "%s.d", output);
	const char *const marks[][2] = {
		{ "{in}", inputs->count ? inputs->items[0] : "" },
		{ "{out}", output },
		{ "{depfile}", depfile },
		{ PROJECT_GENERATED, build->generated },
		{ NULL, NULL },
	};

	for (size_t i = 0; i < step->run.count; i++) {
		const char *word = step->run.items[i].text;

		if (text_equal(word, "{in}"))
			text_list_add_all(&words, inputs->items);
		else if (text_equal(word, "{out}"))
			text_list_add_all(&words, outputs->items);
		else
			text_list_add(&words, fill(keep, word, marks));
	}
	return words;
}

/* "tools/gen.py", "--script=tools/gen.py": a change of one asks for another output. */
static void add_named_files(const struct project_step *step, struct text_list *reads)
{
	for (size_t i = 0; i < step->run.count; i++) {
		const char *word = step->run.items[i].text, *value = strchr(word, '=');
		const char *names[] = { word, value ? value + 1 : "" };

		for (size_t n = 0; n < sizeof names / sizeof *names; n++)
			if (*names[n] && os_node_kind(names[n]) == OS_NODE_FILE &&
			    !text_list_has(reads, names[n]))
				text_list_add(reads, names[n]);
	}
}

static bool has_mark(const struct project_step *step, const char *mark)
{
	for (size_t i = 0; i < step->run.count; i++)
		if (strstr(step->run.items[i].text, mark))
			return true;
	return false;
}

static void add_step(const struct build *build, struct plan *plan, const struct project_step *step)
{
	struct arena *keep = plan->keep;
	struct text_list inputs = { .arena = keep }, shown = { .arena = keep }, words;
	struct plan_run run = { .outputs.arena = keep,
		                .reads.arena = keep,
		                .has_depfile = has_mark(step, "{depfile}"),
		                .place = &step->at };

	for (size_t i = 0; i < step->inputs.count; i++)
		text_list_add(&inputs, resolve(keep, build, step->inputs.items[i].text));
	for (size_t i = 0; i < step->outputs.count; i++) {
		text_list_add(&shown, step->outputs.items[i].text);
		text_list_add(&run.outputs,
		              path_join(keep, build->generated, step->outputs.items[i].text));
	}
	words = list_words(build, step, &inputs, &run.outputs);
	text_list_add_all(&run.reads, inputs.items);
	add_named_files(step, &run.reads);
	run.words = words.items;
	run.shown = shown.items;
	plan_run(plan, &run);
}

void steps_add(const struct build *build, struct plan *plan)
{
	for (size_t i = 0; i < build->project.step_count; i++)
		add_step(build, plan, &build->project.steps[i]);
	plan_end_runs(plan);
}

void steps_list(const struct build *build, struct text_list *sources, struct text_list *objects)
{
	for (size_t s = 0; s < build->project.step_count; s++) {
		const struct placed_list *outputs = &build->project.steps[s].outputs;

		for (size_t i = 0; i < outputs->count; i++) {
			const char *path = path_join(build->session->keep, build->generated,
			                             outputs->items[i].text);

			if (sources_is_compiled(sources_kind(path)))
				text_list_add(sources, path);
			else if (text_ends_with(path, ".o") || text_ends_with(path, ".a"))
				text_list_add(objects, path);
		}
	}
}
