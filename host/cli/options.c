#include "host/cli/options.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/style.h"
#include "host/base/suggest.h"
#include "host/cli/advice.h"
#include "host/cli/completions.h"
#include "host/cli/help.h"
#include "host/cli/template.h"
#include "host/target/sanitize.h"

/* An option by its name, without its dashes or with one, or by a letter of the other
 * case. */
static void hint_option(const char *name, char letter, unsigned commands)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_rule *rule = &options_rules[i];

		if (!(rule->commands & commands))
			continue;
		if (text_equal(rule->name, name)) {
			diag_hint("did you mean \"--%s\"?", rule->name);
			return;
		}
		if (letter && rule->letter != letter && tolower(rule->letter) == tolower(letter)) {
			diag_hint("did you mean \"-%c\" (--%s)?", rule->letter, rule->name);
			return;
		}
	}
}

/* "-smp", "-c", "-M": ours with one dash, of the other case, or QEMU's. */
static void hint_dash(const struct command *command, const char *name)
{
	bool starts_qemu = command && strstr(command->operands, "[-- ARGS]");
	char letter = name[2] || starts_qemu ? '\0' : name[1];

	hint_option(name + 1, letter, command ? command->bit : ~0u);
	if (starts_qemu)
		diag_hint("options of QEMU follow \"--\": ingot %s -- %s", command->name, name);
}

static bool unknown_command(struct arena *keep, const char *name)
{
	const char *names[COMMAND_COUNT + 1] = { NULL };

	for (size_t i = 0; i < COMMAND_COUNT; i++)
		names[i] = options_commands[i].name;
	diag_error(NULL, "unknown command \"%s\"", name);
	advice_on_argument(keep, NULL, name);
	hint_option(name, 0, ~0u);
	suggest_known(name, names, "commands", "");
	return false;
}

/* Which commands have the option, if it is one of others. */
static void hint_commands(const char *name)
{
	char list[128] = "";
	size_t size = 0;

	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (options_takes(&options_commands[i], name))
			size += (size_t)snprintf(list + size, sizeof list - size, "%s`ingot %s`",
			                         size ? ", " : "", options_commands[i].name);
	if (size)
		diag_hint("--%s is an option of %s", name, list);
}

static bool unknown_option(const struct command *command, const char *option)
{
	const char *names[OPTION_COUNT + 1] = { NULL };
	size_t count = 0;
	char name[64];

	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (!command || options_rules[i].commands & command->bit)
			names[count++] = options_rules[i].name;
	snprintf(name, sizeof name, "%.*s", (int)strcspn(option, "="), option);
	diag_error(NULL, "%s%s%sunknown option \"%s\"", command ? "ingot " : "",
	           command ? command->name : "", command ? ": " : "", name);
	bool is_long = text_starts_with(name, "--");
	const char *word = is_long ? name + 2 : "";
	hint_commands(word);
	if (!is_long)
		hint_dash(command, name);
	if (command)
		suggest_known(word, names, "options", "--");
	else
		diag_hint("`ingot COMMAND -h` lists the options of a command");
	return false;
}

static bool set_number(const struct option_rule *rule, const char *text, int *number)
{
	char *end;

	errno = 0;
	long value = strtol(text, &end, 10);
	if (!errno && end != text && !*end && value >= 1 && value <= INT_MAX) {
		*number = (int)value;
		return true;
	}
	diag_error(NULL, "--%s takes a positive number, not \"%s\"", rule->name, text);
	advice_on_number(rule->name, rule->value, text);
	return false;
}

/* What is being parsed: `next` is the argument after the one at hand. */
struct cursor {
	struct arena *keep;
	struct options *options;
	const struct command *command;
	const char **next;
	enum help_size help;
	bool version;
	const char *start; /* --bios, --uefi, --direct: the one given */
	bool used[OPTION_COUNT];
};

/* The same choice twice is no contradiction. */
static bool set_start(struct cursor *cursor, const char *name, enum guest_start start)
{
	if (cursor->start && !text_equal(cursor->start, name))
		return diag_error(NULL, "--%s and --%s exclude each other", cursor->start, name);
	cursor->start = name;
	cursor->options->start = start;
	cursor->options->has_start = true;
	return true;
}

/* The one option of two values. */
static bool set_sign(struct cursor *cursor, const char *key)
{
	const char *certificate = *cursor->next;

	if (!*key || !certificate || !*certificate || text_equal(certificate, "--")) {
		diag_error(NULL, "--sign needs two values: KEY CERT");
		diag_hint("write --sign me.key me.pem");
		return false;
	}
	cursor->options->sign_key = key;
	cursor->options->sign_certificate = certificate;
	cursor->next++;
	return true;
}

/* A value that is one of the option's words. */
static bool apply_word(struct options *options, const struct option_rule *rule, const char *text)
{
	const struct word *words = options_words(rule), *word = words_find(words, text);
	char name[64];

	if (!word) {
		snprintf(name, sizeof name, "--%s", rule->name);
		return words_refuse(words, text, NULL, name);
	}
	switch (rule->kind) {
	case FORMAT: options->format = (enum image_format)word->value; break;
	case ACCEL:  options->accel = (enum accel)word->value; break;
	case COLOR:  style_set_when((enum style_when)word->value); break;
	default:     options->full_backtrace = word->value;
	}
	return true;
}

static bool apply(struct cursor *cursor, const struct option_rule *rule, const char *value)
{
	char *field = (char *)cursor->options + rule->field;

	cursor->used[rule - options_rules] = true;
	switch (rule->kind) {
	case FLAG: *(bool *)field = true; return true;
	case TEXT:
		if (!*value)
			return diag_error(NULL, "--%s: the %s is empty", rule->name, rule->value);
		*(const char **)field = value;
		return true;
	case NUMBER: return set_number(rule, value, (int *)field);
	case LIST:
		if (!*value)
			return diag_error(NULL, "--%s: the %s is empty", rule->name, rule->value);
		text_list_add((struct text_list *)field, value);
		return true;
	case FORMAT:
	case ACCEL:
	case COLOR:
	case BACKTRACE: return apply_word(cursor->options, rule, value);
	case SANITIZE:
		return cursor->options->has_sanitize = sanitize_parse(value,
		                                                      &cursor->options->sanitize);
	case BIOS:   return set_start(cursor, rule->name, GUEST_START_BIOS);
	case UEFI:   return set_start(cursor, rule->name, GUEST_START_UEFI);
	case DIRECT: return set_start(cursor, rule->name, GUEST_START_DIRECT);
	case SIGN:   return set_sign(cursor, value);
	case VERBOSE:
		diag_set_level(diag_level() < DIAG_VERBOSE ? DIAG_VERBOSE : DIAG_WHY);
		return true;
	case QUIET:   diag_set_level(DIAG_QUIET); return true;
	case HELP:    cursor->help = HELP_LONG; return true;
	case VERSION: return cursor->version = true;
	}
	return false;
}

static bool takes_value(const struct option_rule *rule)
{
	return rule->value != NULL;
}

/* An option of another command is unknown to this one; before the command's
 * name every option is known, and check_used looks at it again. */
static const struct option_rule *find_rule(const struct cursor *cursor, const char *name,
                                           size_t size, char letter)
{
	unsigned mask = cursor->command ? cursor->command->bit : ~0u;

	for (size_t i = 0; i < OPTION_COUNT; i++) {
		if (!(options_rules[i].commands & mask))
			continue;
		if (letter ? options_rules[i].letter == letter
		           : strlen(options_rules[i].name) == size &&
		                     !memcmp(options_rules[i].name, name, size))
			return &options_rules[i];
	}
	return NULL;
}

static bool parse_value(struct cursor *cursor, const struct option_rule *rule, const char *value)
{
	if (!takes_value(rule)) {
		if (value)
			return diag_error(NULL, "--%s takes no value", rule->name);
		return apply(cursor, rule, "");
	}
	if (!value && !*cursor->next)
		return diag_error(NULL, "--%s needs a value: %s", rule->name, rule->value);
	return apply(cursor, rule, value ? value : *cursor->next++);
}

static bool parse_long(struct cursor *cursor, const char *argument)
{
	size_t size = strcspn(argument + 2, "=");
	const char *equals = argument[2 + size] ? argument + 2 + size + 1 : NULL;
	const struct option_rule *rule = find_rule(cursor, argument + 2, size, 0);

	return rule ? parse_value(cursor, rule, equals) : unknown_option(cursor->command, argument);
}

/* "-vv", "-j4", "-j 4". */
static bool parse_letters(struct cursor *cursor, const char *argument)
{
	for (const char *letter = argument + 1; *letter; letter++) {
		const struct option_rule *rule = find_rule(cursor, NULL, 0, *letter);

		if (!rule)
			return unknown_option(cursor->command, argument);
		if (takes_value(rule))
			return parse_value(cursor, rule, letter[1] ? letter + 1 : NULL);
		if (!apply(cursor, rule, ""))
			return false;
		if (rule->kind == HELP)
			cursor->help = HELP_SHORT;
	}
	return true;
}

/* What is watched has an operand of its own: ingot watch test FILTER. */
static size_t operands_max(const struct command *command, const struct text_list *operands)
{
	bool is_watched_test = command->run == command_watch && operands->count &&
	                       text_equal(operands->items[0], "test");

	return command->run == command_test || is_watched_test ? SIZE_MAX : 1;
}

static bool parse_operand(struct cursor *cursor, struct text_list *operands, const char *argument)
{
	if (!cursor->command) {
		cursor->command = options_find_command(argument);
		cursor->options->command_word = argument;
		return cursor->command || unknown_command(cursor->keep, argument);
	}
	if (!*argument && cursor->command->run == command_test)
		return diag_error(NULL, "ingot test: a FILTER is empty");
	if (operands->count >= operands_max(cursor->command, operands) ||
	    !*cursor->command->operands || text_starts_with(cursor->command->operands, "[--")) {
		diag_error(NULL, "ingot %s: unexpected argument \"%s\"", cursor->command->name,
		           argument);
		advice_on_argument(cursor->keep, cursor->command->name, argument);
		diag_hint("usage: ingot %s [OPTIONS]%s%s", cursor->command->name,
		          *cursor->command->operands ? " " : "", cursor->command->operands);
		return false;
	}
	text_list_add(operands, argument);
	return true;
}

static const char *const none[] = { NULL };

static bool parse_all(struct cursor *cursor, struct text_list *operands)
{
	cursor->options->guest_arguments = none;
	while (*cursor->next) {
		const char *argument = *cursor->next++;
		bool good;

		if (text_equal(argument, "--")) {
			if (cursor->command && !strstr(cursor->command->operands, "--"))
				return diag_error(NULL, "ingot %s takes nothing after --",
				                  cursor->command->name);
			cursor->options->guest_arguments = cursor->next;
			break;
		}
		if (text_starts_with(argument, "--"))
			good = parse_long(cursor, argument);
		else if (argument[0] == '-' && argument[1])
			good = parse_letters(cursor, argument);
		else
			good = parse_operand(cursor, operands, argument);
		if (!good)
			return false;
	}
	return true;
}

/* An option may stand before the command that takes it, or does not: by whichever rule
 * of its name. */
static bool check_used(const struct cursor *cursor, const struct command *command)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		char option[64];

		if (!cursor->used[i] || options_takes(command, options_rules[i].name))
			continue;
		snprintf(option, sizeof option, "--%s", options_rules[i].name);
		return unknown_option(command, option);
	}
	return true;
}

static bool check_operands(const struct command *command, const struct options *options,
                           size_t count)
{
	if (count == 0 && !template_is_list(options->template_name) && *command->operands &&
	    command->operands[0] != '[') {
		diag_error(NULL, "ingot %s: %s is missing", command->name, command->operands);
		diag_hint("usage: ingot %s [OPTIONS] %s", command->name, command->operands);
		return false;
	}
	return true;
}

/* The command that is watched, by the first operand: its options are taken too. */
static const struct command *find_watched(const char *name)
{
	const struct word *word = name ? words_find(options_watched, name) : options_watched;

	if (word)
		return options_find_command(word->word);
	diag_error(NULL, "ingot watch: unknown command \"%s\"", name);
	words_suggest(options_watched, name, "commands");
	return NULL;
}

static bool check_watched(const struct cursor *cursor, const struct text_list *operands)
{
	const struct command *inner = find_watched(operands->count ? operands->items[0] : NULL);

	if (!inner || !check_used(cursor, inner))
		return false;
	if (!*cursor->options->guest_arguments || inner->run != command_build)
		return true;
	return diag_error(NULL, "ingot watch build takes nothing after --");
}

enum options_outcome options_parse(struct arena *keep, const char **arguments,
                                   struct options *options, const struct command **command)
{
	struct cursor cursor = { .keep = keep, .options = options, .next = arguments };
	struct text_list operands = { .arena = keep };

	*options = (struct options){ .arguments = arguments, .skips.arena = keep };
	if (!parse_all(&cursor, &operands))
		return OPTIONS_WRONG;
	*command = cursor.command;
	if (cursor.version)
		return OPTIONS_VERSION;
	if (cursor.help || (!cursor.command && !*arguments)) {
		if (cursor.command)
			help_print_command(keep, cursor.command, cursor.help);
		else
			help_print(keep, cursor.help ? cursor.help : HELP_SHORT);
		return cursor.help ? OPTIONS_SHOWN : OPTIONS_WRONG;
	}
	if (!cursor.command) {
		diag_error(NULL, "no command given");
		diag_hint("`ingot --help` lists the commands");
		return OPTIONS_WRONG;
	}
	if (!check_used(&cursor, cursor.command) ||
	    (cursor.command->run == command_watch && !check_watched(&cursor, &operands)) ||
	    !check_operands(cursor.command, options, operands.count))
		return OPTIONS_WRONG;
	const char *operand = operands.count ? operands.items[0] : NULL;
	if (operand && text_equal(cursor.command->name, "completions"))
		return completions_print(keep, operand) ? OPTIONS_SHOWN : OPTIONS_WRONG;
	if (!cursor.command->run)
		return help_print_topic(keep, operand) ? OPTIONS_SHOWN : OPTIONS_WRONG;
	options->is_of_project = options_takes(cursor.command, "manifest-path");
	options->operands = operands.count ? operands.items : none;
	return OPTIONS_RUN;
}
