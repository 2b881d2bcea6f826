#include "host/cli/completions.h"

#include <stdio.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/cli/help.h"
#include "host/cli/options_table.h"
#include "host/project/project_help.h"

/* What may follow an option, or a command. */
enum follows { FOLLOWS_NOTHING, FOLLOWS_ANY, FOLLOWS_WORDS, FOLLOWS_FILE, FOLLOWS_FOLDER };

/* Each by its number in `scripts`. */
static const struct word shells[] = { { "bash", 0 }, { "zsh", 1 }, { "fish", 2 }, { NULL, 0 } };

/* With spaces between. */
static const char *in_a_row(struct arena *keep, const struct word *words)
{
	struct buffer names = { .arena = keep };

	for (size_t i = 0; words[i].word; i++)
		buffer_printf(&names, "%s%s", i ? " " : "", words[i].word);
	return names.data;
}

static const char *commands(struct arena *keep)
{
	struct buffer names = { .arena = keep };

	for (size_t i = 0; i < COMMAND_COUNT; i++)
		buffer_printf(&names, "%s%s", i ? " " : "", options_commands[i].name);
	return names.data;
}

/* Of `ingot help`: keys of ingot.yaml too. */
static const char *topics(struct arena *keep)
{
	struct text_list names = { .arena = keep };
	struct buffer text = { .arena = keep };

	help_list_topics(&names);
	for (size_t i = 0; i < names.count; i++)
		buffer_printf(&text, "%s ", names.items[i]);
	buffer_printf(&text, "%s %s", commands(keep), project_help_keys(keep));
	return text.data;
}

/* *words is set for FOLLOWS_WORDS only. */
static enum follows after_option(struct arena *keep, const struct option_rule *rule,
                                 const char **words)
{
	if (!rule->value)
		return FOLLOWS_NOTHING;
	if (text_equal(rule->value, "FILE") || text_equal(rule->value, "SPEC"))
		return FOLLOWS_FILE;
	if (text_equal(rule->value, "DIR"))
		return FOLLOWS_FOLDER;
	if (!options_words(rule))
		return FOLLOWS_ANY;
	*words = in_a_row(keep, options_words(rule));
	return FOLLOWS_WORDS;
}

static enum follows after_command(struct arena *keep, const struct command *command,
                                  const char **words)
{
	if (text_equal(command->name, "help"))
		*words = topics(keep);
	else if (text_equal(command->name, "completions"))
		*words = in_a_row(keep, shells);
	else if (text_equal(command->name, "watch"))
		*words = in_a_row(keep, options_watched);
	else if (text_equal(command->name, "flash"))
		return FOLLOWS_FILE;
	else
		return text_equal(command->name, "new") ? FOLLOWS_FOLDER : FOLLOWS_NOTHING;
	return FOLLOWS_WORDS;
}

/* Text between single quotes, each of which is written as the shell has it. */
static void add_quoted(struct buffer *buffer, const char *text, const char *quote)
{
	for (; *text; text++) {
		if (*text == '\'')
			buffer_puts(buffer, quote);
		else
			buffer_add(buffer, text, 1);
	}
}

/* The first rule of its name: what follows it is the same in all. */
static bool is_first(size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (text_equal(options_rules[i].name, options_rules[index].name))
			return false;
	return true;
}

static void add_bash_pattern(struct buffer *buffer, const struct option_rule *rule)
{
	if (rule->letter)
		buffer_printf(buffer, "-%c|", rule->letter);
	buffer_printf(buffer, "--%s", rule->name);
}

static void add_bash_answer(struct buffer *buffer, enum follows follows, const char *words)
{
	switch (follows) {
	case FOLLOWS_WORDS:
		buffer_printf(buffer, "COMPREPLY=($(compgen -W '%s' -- \"$cur\"))", words);
		break;
	case FOLLOWS_FILE:   buffer_puts(buffer, "COMPREPLY=($(compgen -f -- \"$cur\"))"); break;
	case FOLLOWS_FOLDER: buffer_puts(buffer, "COMPREPLY=($(compgen -d -- \"$cur\"))"); break;
	default:             buffer_puts(buffer, "COMPREPLY=()");
	}
}

/* The case of the option before the word, for which a value is wanted. */
static void add_bash_values(struct buffer *buffer)
{
	buffer_puts(buffer, "\tcase $previous in\n");
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const char *words = NULL;
		enum follows follows = after_option(buffer->arena, &options_rules[i], &words);

		if (follows == FOLLOWS_NOTHING || !is_first(i))
			continue;
		buffer_puts(buffer, "\t");
		add_bash_pattern(buffer, &options_rules[i]);
		buffer_puts(buffer, ") ");
		add_bash_answer(buffer, follows, words);
		buffer_puts(buffer, "; return ;;\n");
	}
	buffer_puts(buffer, "\tesac\n");
}

static void add_bash_options(struct buffer *buffer, unsigned mask)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (options_rules[i].commands & mask)
			buffer_printf(buffer, " --%s", options_rules[i].name);
}

static void add_bash_commands(struct buffer *buffer)
{
	buffer_puts(buffer, "\tcase $cur:$command in\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		buffer_printf(buffer, "\t-*:%s) COMPREPLY=($(compgen -W '",
		              options_commands[i].name);
		add_bash_options(buffer, options_commands[i].bit);
		buffer_puts(buffer, "' -- \"$cur\")) ;;\n");
	}
	buffer_puts(buffer, "\t-*) COMPREPLY=($(compgen -W '");
	add_bash_options(buffer, options_find_command("help")->bit);
	buffer_puts(buffer, "' -- \"$cur\")) ;;\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		const char *words = NULL;
		enum follows follows = after_command(buffer->arena, &options_commands[i], &words);

		buffer_printf(buffer, "\t*:%s) ", options_commands[i].name);
		add_bash_answer(buffer, follows, words);
		buffer_puts(buffer, " ;;\n");
	}
	buffer_puts(buffer, "\t*) ");
	add_bash_answer(buffer, FOLLOWS_WORDS, commands(buffer->arena));
	buffer_puts(buffer, " ;;\n\tesac\n");
}

static void add_bash(struct buffer *buffer)
{
	bool first = true;

	buffer_puts(buffer, "_ingot() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} previous= "
	                    "command= i IFS=$' \\t\\n'\n"
	                    "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	                    "\t\tprevious=${COMP_WORDS[i]}\n\t\tcase $previous in\n\t\t");
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		if (!options_rules[i].value || !is_first(i))
			continue;
		buffer_puts(buffer, first ? "" : "|");
		add_bash_pattern(buffer, &options_rules[i]);
		first = false;
	}
	buffer_puts(buffer, ") ((++i < COMP_CWORD)) && previous= ;;\n\t\t-*) ;;\n"
	                    "\t\t*) command=${command:-$previous} ;;\n\t\tesac\n\tdone\n");
	add_bash_values(buffer);
	add_bash_commands(buffer);
	buffer_puts(buffer, "}\ncomplete -o filenames -F _ingot ingot\n");
}

static void add_fish(struct buffer *buffer)
{
	buffer_puts(buffer, "complete -c ingot -f\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		const struct command *command = &options_commands[i];
		const char *words = NULL;
		enum follows follows = after_command(buffer->arena, command, &words);

		buffer_printf(buffer, "complete -c ingot -n __fish_use_subcommand -a %s -d '",
		              command->name);
		add_quoted(buffer, command->summary, "\\'");
		buffer_puts(buffer, "'\n");
		if (follows != FOLLOWS_NOTHING)
			buffer_printf(
				buffer,
				"complete -c ingot -n '__fish_seen_subcommand_from %s' -a '%s'\n",
				command->name,
				words                     ? words
				: follows == FOLLOWS_FILE ? "(__fish_complete_path)"
							  : "(__fish_complete_directories)");
	}
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_rule *rule = &options_rules[i];
		const char *words = NULL;
		enum follows follows = after_option(buffer->arena, rule, &words);

		buffer_puts(buffer, "complete -c ingot");
		if (rule->commands != options_rules[OPTION_COUNT - 1].commands) {
			buffer_puts(buffer, " -n '__fish_seen_subcommand_from");
			for (size_t c = 0; c < COMMAND_COUNT; c++)
				if (rule->commands & options_commands[c].bit)
					buffer_printf(buffer, " %s", options_commands[c].name);
			buffer_puts(buffer, "'");
		}
		if (rule->letter)
			buffer_printf(buffer, " -s %c", rule->letter);
		buffer_printf(buffer, " -l %s", rule->name);
		switch (follows) {
		case FOLLOWS_NOTHING: break;
		case FOLLOWS_ANY:     buffer_puts(buffer, " -x"); break;
		case FOLLOWS_WORDS:   buffer_printf(buffer, " -x -a '%s'", words); break;
		case FOLLOWS_FILE:    buffer_puts(buffer, " -r -F"); break;
		case FOLLOWS_FOLDER:
			buffer_puts(buffer, " -x -a '(__fish_complete_directories)'");
			break;
		}
		buffer_puts(buffer, " -d '");
		add_quoted(buffer, options_help(buffer->arena, rule), "\\'");
		buffer_puts(buffer, "'\n");
	}
}

/* "'(-r --release)'{-r,--release}'[optimize for speed]'" */
static void add_zsh_option(struct buffer *buffer, const struct option_rule *rule)
{
	const char *words = NULL;
	enum follows follows = after_option(buffer->arena, rule, &words);
	const char *equals = rule->value ? "=" : "", *plus = rule->value ? "+" : "";

	buffer_puts(buffer, " \\\n\t\t\t");
	if (rule->letter)
		buffer_printf(buffer, "{-%c%s,--%s%s}'[", rule->letter, plus, rule->name, equals);
	else
		buffer_printf(buffer, "'--%s%s[", rule->name, equals);
	add_quoted(buffer, options_help(buffer->arena, rule), "'\\''");
	buffer_puts(buffer, "]");
	switch (follows) {
	case FOLLOWS_NOTHING: break;
	case FOLLOWS_ANY:     buffer_printf(buffer, ":%s: ", rule->value); break;
	case FOLLOWS_WORDS:   buffer_printf(buffer, ":%s:(%s)", rule->value, words); break;
	case FOLLOWS_FILE:    buffer_printf(buffer, ":%s:_files", rule->value); break;
	case FOLLOWS_FOLDER:  buffer_printf(buffer, ":%s:_files -/", rule->value); break;
	}
	buffer_puts(buffer, "'");
}

static void add_zsh_options(struct buffer *buffer, unsigned mask)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (options_rules[i].commands & mask)
			add_zsh_option(buffer, &options_rules[i]);
}

static void add_zsh(struct buffer *buffer)
{
	buffer_puts(buffer, "_ingot() {\n\tlocal curcontext=\"$curcontext\" state line\n"
	                    "\tlocal -a commands\n\tcommands=(\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		buffer_printf(buffer, "\t\t'%s:", options_commands[i].name);
		add_quoted(buffer, options_commands[i].summary, "'\\''");
		buffer_puts(buffer, "'\n");
	}
	buffer_puts(buffer, "\t)\n\t_arguments -C");
	add_zsh_options(buffer, options_find_command("help")->bit);
	buffer_puts(buffer, " \\\n\t\t\t'1: :->command' '*:: :->arguments'\n"
	                    "\tcase $state in\n\tcommand) _describe command commands ;;\n"
	                    "\targuments)\n\t\tcase $line[1] in\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		const char *words = NULL;
		enum follows follows = after_command(buffer->arena, &options_commands[i], &words);

		buffer_printf(buffer, "\t\t%s) _arguments", options_commands[i].name);
		add_zsh_options(buffer, options_commands[i].bit);
		if (follows != FOLLOWS_NOTHING)
			buffer_printf(buffer, " \\\n\t\t\t'1: :%s'",
			              words ? text_format(buffer->arena, "(%s)", words)
			              : follows == FOLLOWS_FILE ? "_files"
			                                        : "_files -/");
		buffer_puts(buffer, " ;;\n");
	}
	buffer_puts(buffer, "\t\tesac ;;\n\tesac\n}\n"
	                    "if [ \"$funcstack[1]\" = _ingot ]; then\n\t_ingot \"$@\"\nelse\n"
	                    "\tcompdef _ingot ingot\nfi\n");
}

static const struct {
	const char *head;
	void (*add)(struct buffer *buffer);
} scripts[] = { { "", add_bash }, { "#compdef ingot\n", add_zsh }, { "", add_fish } };

bool completions_print(struct arena *keep, const char *shell)
{
	const struct word *word = words_find(shells, shell);
	struct buffer buffer = { .arena = keep };

	if (!word) {
		diag_error(NULL, "ingot completions: unknown shell \"%s\"", shell);
		words_suggest(shells, shell, "shells");
		return false;
	}
	buffer_printf(&buffer, "%s# Written by `ingot completions %s`.\n",
	              scripts[word->value].head, shell);
	scripts[word->value].add(&buffer);
	fwrite(buffer.data, 1, buffer.size, stdout);
	return true;
}
