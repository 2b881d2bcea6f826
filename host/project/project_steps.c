#include "host/project/project_steps.h"

#include <string.h>

#include "host/project/project_values.h"

const char *project_generated_name(const char *path)
{
	static const char beginning[] = PROJECT_GENERATED "/";

	return text_starts_with(path, beginning) ? path + sizeof beginning - 1 : NULL;
}

struct step_reader {
	struct project_reader *reader;
	struct project_step *step;
};

static bool read_run(void *object, const struct node *value)
{
	struct step_reader *reader = object;

	if (!node_placed_list(reader->reader->keep, value, &reader->step->run))
		return false;
	if (reader->step->run.count && *reader->step->run.items[0].text)
		return true;
	diag_error(&value->at, "a step needs a program");
	diag_hint("write a list of words, such as [python3, tools/gen.py, \"{in}\", \"{out}\"]");
	return false;
}

static bool read_inputs(void *object, const struct node *value)
{
	struct step_reader *reader = object;
	struct placed_list *inputs = &reader->step->inputs;

	if (!node_placed_list(reader->reader->keep, value, inputs))
		return false;
	for (size_t i = 0; i < inputs->count; i++)
		if (!project_generated_name(inputs->items[i].text))
			inputs->items[i].text = path_join(reader->reader->keep,
			                                  reader->reader->folder,
			                                  inputs->items[i].text);
	return true;
}

/* No "..", no ".", no empty part: two names are two files, and below the directory. */
static bool is_plain_path(const char *path)
{
	while (*path) {
		size_t size = strcspn(path, "/");

		if (!size || (size == 1 && *path == '.') ||
		    (size == 2 && path[0] == '.' && path[1] == '.'))
			return false;
		path += size;
		if (*path && !*++path)
			return false;
	}
	return true;
}

static bool read_outputs(void *object, const struct node *value)
{
	struct step_reader *reader = object;
	struct placed_list *outputs = &reader->step->outputs;

	if (!node_placed_list(reader->reader->keep, value, outputs))
		return false;
	for (size_t i = 0; i < outputs->count; i++) {
		struct placed_text *output = &outputs->items[i];
		const char *name = project_generated_name(output->text);

		if (name)
			output->text = name;
		if (output->text && *output->text && is_plain_path(output->text))
			continue;
		diag_error(&output->at, "\"%s\" cannot be the output of a step", output->text);
		diag_hint("outputs are paths below the build's directory of generated files, such "
		          "as \"table.c\"");
		return false;
	}
	return true;
}

static bool refuse_twice(const struct placed_text *output, const struct placed_text *other)
{
	if (text_equal(output->text, other->text))
		diag_error(&output->at, "\"%s\" is made twice", output->text);
	else
		diag_error(&output->at, "\"%s\" and \"%s\" cannot both be files", output->text,
		           other->text);
	diag_hint("line %d names the other one", other->at.line);
	return false;
}

/* Whether no output is another one, or lies in it; those of earlier steps come first. */
static bool check_outputs(const struct project *project, const struct project_step *step)
{
	for (const struct project_step *other = project->steps; other <= step; other++)
		for (size_t o = 0; o < other->outputs.count; o++)
			for (size_t i = 0; i < step->outputs.count; i++) {
				const struct placed_text *mine = &step->outputs.items[i];
				const struct placed_text *theirs = &other->outputs.items[o];

				if (other == step && o >= i)
					continue;
				if (path_is_within(mine->text, theirs->text) ||
				    path_is_within(theirs->text, mine->text))
					return refuse_twice(mine, theirs);
			}
	return true;
}

static const struct node_type words_type = { .form = NODE_IS_LIST,
	                                     .least = 1,
	                                     .item = &project_text_type };
static const struct node_type outputs_type = { .form = NODE_IS_LIST,
	                                       .least = 1,
	                                       .item = &project_path_type };
static const struct node_field step_fields[] = {
	{ .key = "run",
	  .read = read_run,
	  .type = &words_type,
	  .is_required = true,
	  .about = "The program and its arguments." },
	{ .key = "inputs",
	  .read = read_inputs,
	  .type = &project_paths_type,
	  .about = "Files that it reads; \"{gen}/NAME\" is the output of another step." },
	{ .key = "outputs",
	  .read = read_outputs,
	  .type = &outputs_type,
	  .is_required = true,
	  .about = "Files that it makes, in the build's directory of generated files." },
	NODE_KEYS_END,
};
static const struct node_type step_type = { .form = NODE_IS_RECORD, .fields = step_fields };
const struct node_type project_steps_type = { .name = "[MAP, ...]",
	                                      .form = NODE_IS_LIST,
	                                      .item = &step_type };

static bool read_step(struct project_reader *reader, const struct node *item,
                      struct project_step *step)
{
	struct step_reader inner = { reader, step };

	*step = (struct project_step){ .at = item->at };
	if (!node_read_map(item, "a map of run, inputs and outputs", step_fields, &inner))
		return false;
	if (!step->run.count) {
		diag_error(&item->at, "a step needs a program");
		diag_hint("write run: [python3, tools/gen.py, \"{in}\", \"{out}\"]");
		return false;
	}
	if (!step->outputs.count) {
		diag_error(&item->at, "a step needs outputs");
		diag_hint("write outputs: [NAME], for each file that it makes");
		return false;
	}
	return check_outputs(reader->project, step);
}

bool project_read_steps(void *object, const struct node *value)
{
	struct project_reader *reader = object;
	struct project *project = reader->project;
	size_t count = 0;

	if (value->kind != NODE_LIST) {
		diag_error(&value->at, "expected a list of steps");
		diag_hint(
			"write \"steps:\", and in the next line \"  - run: [PROGRAM, ARGUMENT]\"");
		return false;
	}
	for (const struct node *item = value->first; item; item = item->next)
		count++;
	project->steps = arena_push(reader->keep, struct project_step, count);
	for (const struct node *item = value->first; item; item = item->next) {
		if (!read_step(reader, item, &project->steps[project->step_count]))
			return false;
		project->step_count++;
	}
	return true;
}
