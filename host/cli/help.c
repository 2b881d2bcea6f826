#include "host/cli/help.h"

#include <stdio.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_process.h"
#include "host/base/suggest.h"
#include "host/base/wrap.h"
#include "host/project/project_help.h"
#include "host/project/project_schema.h"

#define HELP_COLUMN 29 /* of what an option does */

static const char *const group_names[GROUP_COUNT] = { "Build", "Machine", "Output", "General" };
static const char *const command_group_names[] = { "Build", "Machine", "Information" };

static void add_option(struct buffer *buffer, const struct option_rule *rule, enum help_size size)
{
	const char letter[] = { '-', rule->letter, ',', '\0' };
	const char *name = text_format(buffer->arena, "--%s%s%s", rule->name,
	                               rule->value ? " " : "", rule->value ? rule->value : "");
	const char *help = options_help(buffer->arena, rule);

	if (size == HELP_LONG && rule->more)
		help = text_format(buffer->arena, "%s\n%s", help, rule->more);
	buffer_printf(buffer, "  %-3s %-22s ", rule->letter ? letter : "", name);
	buffer_add_wrapped(buffer, help, HELP_COLUMN, HELP_COLUMN);
	buffer_puts(buffer, "\n");
}

/* What all commands take, and the short help therefore leaves out. */
static bool is_general(const struct option_rule *rule)
{
	return rule->commands == options_rules[OPTION_COUNT - 1].commands ||
	       rule->group == GROUP_GENERAL;
}

static void add_options(struct buffer *buffer, unsigned mask, enum option_group group,
                        enum help_size size)
{
	bool has_heading = false;

	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_rule *rule = &options_rules[i];

		if (rule->group != group || !(rule->commands & mask))
			continue;
		if (size == HELP_SHORT && is_general(rule))
			continue;
		if (!has_heading)
			buffer_printf(buffer, "\n%s:\n", group_names[group]);
		has_heading = true;
		add_option(buffer, rule, size);
	}
}

static void print(const struct buffer *buffer)
{
	fputs(buffer->data, stdout);
}

void help_print_command(struct arena *keep, const struct command *command, enum help_size size)
{
	struct buffer buffer = { .arena = keep };

	buffer_printf(&buffer, "ingot %s: %s\n\nUsage: ingot %s [OPTIONS]%s%s\n", command->name,
	              command->summary, command->name, *command->operands ? " " : "",
	              command->operands);
	if (size == HELP_LONG) {
		buffer_puts(&buffer, "\n");
		buffer_add_wrapped(&buffer, command->details, 0, 0);
	}
	for (int group = 0; group < GROUP_COUNT; group++)
		add_options(&buffer, command->bit, (enum option_group)group, size);
	buffer_printf(&buffer, "\nExample: %s\n", command->example);
	if (size == HELP_SHORT)
		buffer_printf(&buffer,
		              "\n`ingot %s --help` explains more, and lists the options of all "
		              "commands.\n",
		              command->name);
	print(&buffer);
}

static void add_commands(struct buffer *buffer, enum option_group group)
{
	buffer_printf(buffer, "\n%s:\n", command_group_names[group]);
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (options_commands[i].group == group)
			buffer_printf(buffer, "  %-11s %s\n", options_commands[i].name,
			              options_commands[i].summary);
}

/* A page that is not installed, or where `man` does not look, is not named. */
static bool has_manual(struct arena *keep, const char *page)
{
	const char *const question[] = { "man", "-w", page, NULL };
	struct os_result result;

	return os_ask(keep, question, &result) && result.status == 0;
}

static void add_topics(struct buffer *buffer)
{
	struct text_list names = { .arena = buffer->arena };
	struct buffer text = { .arena = buffer->arena };

	buffer_puts(&text, "Topics of `ingot help`: COMMAND");
	help_list_topics(&names);
	for (size_t i = 0; i < names.count; i++)
		buffer_printf(&text, ", %s", names.items[i]);
	buffer_puts(&text, ", and each key of ingot.yaml.");
	if (has_manual(buffer->arena, "ingot"))
		buffer_puts(&text, "\nThe manual: `man ingot`, `man ingot.yaml`.");
	buffer_add_paragraphs(buffer, text.data, 0);
	buffer_puts(buffer, "\n");
}

void help_print(struct arena *keep, enum help_size size)
{
	struct buffer buffer = { .arena = keep };

	buffer_puts(&buffer, "ingot: build, boot and test C kernels for bare x86_64 machines\n\n"
	                     "Usage: ingot COMMAND [OPTIONS]\n");
	for (int group = 0; group < GROUP_GENERAL; group++)
		add_commands(&buffer, (enum option_group)group);
	if (size == HELP_LONG)
		/* What every command takes, and no other option. */
		for (int group = GROUP_OUTPUT; group < GROUP_COUNT; group++)
			add_options(&buffer, options_find_command("help")->bit,
			            (enum option_group)group, size);
	buffer_puts(&buffer, "\nExample, a first kernel:\n"
	                     "  ingot new hello\n"
	                     "  ingot -C hello run\n\n");
	if (size == HELP_LONG)
		buffer_puts(&buffer,
		            "Exit status: 0 success; 1 tests failed; 2 usage; 3 build or project "
		            "error;\n4 a tool is missing or wrong; 5 timed out; 6 the guest "
		            "crashed; 7 out of memory;\n130 interrupted by Ctrl-C.\n\n");
	if (size == HELP_LONG)
		add_topics(&buffer);
	buffer_puts(&buffer, "`ingot COMMAND -h` lists the options of a command; `ingot help yaml` "
	                     "lists the\nkeys of ingot.yaml.\n");
	print(&buffer);
}

/* Sections of ingot(1). */
static const struct {
	const char *name, *text;
} topics[] = {
#include "host/cli/topics.def"
};

#define TOPIC_COUNT (sizeof topics / sizeof *topics)

void help_list_topics(struct text_list *names)
{
	text_list_add(names, "yaml");
	text_list_add(names, "schema");
	for (size_t i = 0; i < TOPIC_COUNT; i++)
		text_list_add(names, topics[i].name);
}

static void add_yaml(struct buffer *buffer)
{
	struct bytes keys = project_help(buffer->arena);

	buffer_add(buffer, (const char *)keys.data, keys.size);
	buffer_puts(buffer, has_manual(buffer->arena, "ingot.yaml")
	                            ? "\n`ingot help KEY` explains a key, `man ingot.yaml` all.\n"
	                            : "\n`ingot help KEY` explains a key.\n");
}

/* Nothing, if there is no such topic. */
static void add_topic(struct buffer *buffer, const char *topic)
{
	struct bytes text = { 0 };

	if (text_equal(topic, "yaml") || text_equal(topic, "ingot.yaml")) {
		add_yaml(buffer);
		return;
	}
	for (size_t i = 0; i < TOPIC_COUNT; i++)
		if (text_equal(topic, topics[i].name))
			buffer_add_paragraphs(buffer, topics[i].text, 0);
	if (!buffer->size)
		text = text_equal(topic, "schema") ? project_schema(buffer->arena)
		                                   : project_help_key(buffer->arena, topic);
	buffer_add(buffer, (const char *)text.data, text.size);
}

static bool unknown_topic(struct arena *keep, const char *topic)
{
	struct text_list names = { .arena = keep };

	help_list_topics(&names);
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		text_list_add(&names, options_commands[i].name);
	diag_error(NULL, "ingot help: unknown topic \"%s\"", topic);
	suggest_known(topic, names.items, "topics", "");
	return false;
}

bool help_print_topic(struct arena *keep, const char *topic)
{
	const struct command *command = topic ? options_find_command(topic) : NULL;
	struct buffer buffer = { .arena = keep };

	if (!topic || command) {
		if (command)
			help_print_command(keep, command, HELP_LONG);
		else
			help_print(keep, HELP_LONG);
		return true;
	}
	add_topic(&buffer, topic);
	if (!buffer.size)
		return unknown_topic(keep, topic);
	print(&buffer);
	return true;
}
