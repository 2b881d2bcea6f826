#include "host/cli/options.h"

#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "abi/version.h"
#include "host/base/diag.h"
#include "host/base/style.h"
#include "host/base/suggest.h"
#include "host/target/sanitize.h"

enum {
	BUILD = 1,
	CLEAN = 2,
	DOCTOR = 4,
	IMAGE = 8,
	NEW = 16,
	RUN = 32,
	TARGET = 64,
	TEST = 128,
	PROJECT = BUILD | CLEAN | DOCTOR | IMAGE | RUN | TARGET | TEST,
	COMPILE = BUILD | IMAGE | RUN | TEST,
	EVERY = 255,
};

static const struct command commands[] = {
	{ "new", "DIR", "make a kernel that builds, runs and tests at once",
	  "Writes ingot.yaml, src/main.c, tests/ and .gitignore into DIR, which must not\n"
	  "exist or be empty.\n",
	  command_new, NEW },
	{ "build", "", "compile and link the kernel",
	  "The kernel is build/TARGET/PROFILE/NAME.elf, beside its link map; loader and\n"
	  "runtime are compiled from source for the target when they are not cached.\n",
	  command_build, BUILD },
	{ "image", "", "write a bootable disk image",
	  "Builds first. The image is build/TARGET/PROFILE/NAME.img, or FILE. Formats:\n"
	  "  raw    the sectors of a disk (.img)\n"
	  "  iso    the same, and a CD too (.iso)\n"
	  "  qcow2  of QEMU, made by qemu-img\n"
	  "  vhdx   of Hyper-V, made by qemu-img, as are\n"
	  "  vmdk   of VMware, vdi of VirtualBox and vhd of older Windows\n"
	  "FILE may be a disk such as /dev/sdb, whose content is then lost: only with\n"
	  "--force, and never while anything on it is mounted.\n",
	  command_image, IMAGE },
	{ "run", "[-- ARGS]", "build, write the image and boot it in QEMU",
	  "The kernel's serial console is this terminal. Addresses in a crash report are\n"
	  "shown with function, file and line. What follows -- is passed to QEMU.\n",
	  command_run, RUN },
	{ "test", "[FILTER] [-- ARGS]", "boot the kernel's tests and give a verdict",
	  "Runs every TEST() of the project whose name or file holds FILTER. A test that\n"
	  "crashes or hangs fails alone. Zero tests run is a failure.\n",
	  command_test, TEST },
	{ "target", "", "show what a target spec means",
	  "Without an option, checks the project's target spec.\n", command_target, TARGET },
	{ "doctor", "", "show which tools are here and what installs the missing ones", "",
	  command_doctor, DOCTOR },
	{ "clean", "", "remove the project's build folder",
	  "With --all also the loader and runtime that were cached for every project.\n",
	  command_clean, CLEAN },
};

enum option_kind {
	FLAG,
	TEXT,
	NUMBER,
	FORMAT,
	SANITIZE,
	BIOS,
	UEFI,
	DIRECT,
	VERBOSE,
	QUIET,
	COLOR,
	HELP,
	VERSION,
};

struct option_rule {
	const char *name; /* long, without "--" */
	char letter;      /* short, or 0 */
	enum option_kind kind;
	size_t field;      /* in struct options */
	const char *value; /* as --help calls it */
	const char *help;
	unsigned commands;
};

#define FIELD(name) offsetof(struct options, name)

static const struct option_rule rules[] = {
	{ "name", 0, TEXT, FIELD(name), "NAME", "the kernel's name; by default DIR's", NEW },
	{ "release", 'r', FLAG, FIELD(release), NULL, "optimize for speed", COMPILE },
	{ "sanitize", 0, SANITIZE, 0, "LIST",
	  "check while it runs: address, stack, undefined; or none", COMPILE },
	{ "target", 't', TEXT, FIELD(target), "SPEC", "target spec: a file, or a built-in name",
	  PROJECT },
	{ "jobs", 'j', NUMBER, FIELD(jobs), "N", "run N compilers at once", COMPILE & ~TEST },
	{ "jobs", 'j', NUMBER, FIELD(jobs), "N", "run N compilers, then N machines at once", TEST },
	{ "output", 'o', TEXT, FIELD(output), "FILE", "where the image goes", IMAGE },
	{ "bios", 0, BIOS, 0, NULL, "start the image by the BIOS (the default)", RUN | TEST },
	{ "uefi", 0, UEFI, 0, NULL, "start the image by UEFI", RUN | TEST },
	{ "direct", 0, DIRECT, 0, NULL, "let QEMU start the kernel itself, without a disk",
	  RUN | TEST },
	{ "format", 0, FORMAT, 0, "FORMAT", "raw (the default), iso, qcow2, vhdx, vmdk, vdi, vhd",
	  IMAGE },
	{ "force", 0, FLAG, FIELD(force), NULL, "overwrite the disk that FILE names", IMAGE },
	{ "smp", 0, NUMBER, FIELD(cpus), "N", "give the machine N CPUs", RUN | TEST },
	{ "memory", 'm', NUMBER, FIELD(memory_mib), "MIB", "give the machine MIB of memory",
	  RUN | TEST },
	{ "timeout", 0, NUMBER, FIELD(timeout_s), "S",
	  "end the machine (run) or fail the test (test) after S seconds", RUN | TEST },
	{ "screenshot", 0, TEXT, FIELD(screenshot), "FILE",
	  "write the screen to a PNG file when the kernel ends", RUN },
	{ "junit", 0, TEXT, FIELD(junit), "FILE", "write the verdicts as JUnit XML", TEST },
	{ "tap", 0, FLAG, FIELD(tap), NULL, "print the verdicts as TAP 14", TEST },
	{ "print", 0, TEXT, FIELD(print), "NAME", "print a built-in target spec", TARGET },
	{ "explain", 0, FLAG, FIELD(explain), NULL, "say what each key of the spec does", TARGET },
	{ "list", 0, FLAG, FIELD(list), NULL, "list the built-in targets", TARGET },
	{ "list", 0, FLAG, FIELD(list), NULL, "name the tests, run none", TEST },
	{ "cflags", 0, FLAG, FIELD(cflags), NULL, "print the compiler's flags", TARGET },
	{ "all", 0, FLAG, FIELD(all), NULL, "remove the shared cache too", CLEAN },
	{ "manifest-path", 0, TEXT, FIELD(manifest_path), "FILE", "the project file to use",
	  PROJECT },
	{ "directory", 'C', TEXT, FIELD(folder), "DIR", "go to DIR first", EVERY },
	{ "dry-run", 'n', FLAG, FIELD(dry_run), NULL, "print the commands, run none",
	  COMPILE | CLEAN },
	{ "verbose", 'v', VERBOSE, 0, NULL, "print commands; -vv: also why", EVERY },
	{ "quiet", 'q', QUIET, 0, NULL, "print errors only", EVERY },
	{ "color", 0, COLOR, 0, "WHEN", "colours: auto (the default), always or never", EVERY },
	{ "help", 'h', HELP, 0, NULL, "print this", EVERY },
	{ "version", 'V', VERSION, 0, NULL, "print the version", EVERY },
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void print_options(unsigned mask)
{
	printf("\nOptions:\n");
	for (size_t i = 0; i < COUNT(rules); i++) {
		const struct option_rule *rule = &rules[i];
		char name[40];

		if (!(rule->commands & mask))
			continue;
		snprintf(name, sizeof name, "--%s%s%s", rule->name, rule->value ? " " : "",
		         rule->value ? rule->value : "");
		printf("  %c%c%c %-22s %s\n", rule->letter ? '-' : ' ',
		       rule->letter ? rule->letter : ' ', rule->letter ? ',' : ' ', name,
		       rule->help);
	}
}

static void print_command_help(const struct command *command)
{
	printf("ingot %s: %s\n\nUsage: ingot %s [OPTIONS]%s%s\n", command->name, command->summary,
	       command->name, *command->operands ? " " : "", command->operands);
	if (*command->details)
		printf("\n%s", command->details);
	print_options(command->bit);
}

static void print_help(void)
{
	printf("ingot: from C source to a kernel that boots\n\n"
	       "Usage: ingot COMMAND [OPTIONS]\n\nCommands:\n");
	for (size_t i = 0; i < COUNT(commands); i++)
		printf("  %-8s %s\n", commands[i].name, commands[i].summary);
	printf("\nA first kernel:\n"
	       "  ingot new hello\n"
	       "  ingot -C hello run\n\n"
	       "`ingot COMMAND --help` lists the options of a command.\n\n"
	       "Exit status: 0 good; 1 tests failed; 2 usage; 3 build or project error;\n"
	       "4 a tool is missing or wrong; 5 timeout; 6 the guest crashed.\n");
}

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < COUNT(commands); i++)
		if (text_equal(commands[i].name, name))
			return &commands[i];
	return NULL;
}

static bool unknown_command(const char *name)
{
	const char *names[COUNT(commands) + 1] = { NULL };

	for (size_t i = 0; i < COUNT(commands); i++)
		names[i] = commands[i].name;
	const char *nearest = suggest_nearest(name, names);
	diag_error(NULL, "unknown command \"%s\"", name);
	if (nearest)
		diag_hint("did you mean \"%s\"?", nearest);
	else
		diag_hint("`ingot --help` lists the commands");
	return false;
}

static bool unknown_option(const struct command *command, const char *option)
{
	const char *names[COUNT(rules) + 1] = { NULL };
	size_t count = 0;
	char name[64];

	for (size_t i = 0; i < COUNT(rules); i++)
		if (!command || rules[i].commands & command->bit)
			names[count++] = rules[i].name;
	snprintf(name, sizeof name, "%.*s", (int)strcspn(option, "="), option);
	const char *nearest = text_starts_with(name, "--") ? suggest_nearest(name + 2, names)
	                                                   : NULL;
	diag_error(NULL, "%s%s%sunknown option \"%s\"", command ? "ingot " : "",
	           command ? command->name : "", command ? ": " : "", name);
	if (nearest)
		diag_hint("did you mean \"--%s\"?", nearest);
	else
		diag_hint("`ingot %s%s--help` lists the options", command ? command->name : "",
		          command ? " " : "");
	return false;
}

static bool set_color(const char *when)
{
	static const char *const names[] = { "auto", "always", "never", NULL };

	for (int i = 0; names[i]; i++) {
		if (text_equal(names[i], when)) {
			style_set_when((enum style_when)i);
			return true;
		}
	}
	diag_error(NULL, "--color takes auto, always or never, not \"%s\"", when);
	return false;
}

static bool set_number(const struct option_rule *rule, const char *text, int *number)
{
	char *end;

	errno = 0;
	long value = strtol(text, &end, 10);
	if (errno || end == text || *end || value < 1 || value > INT_MAX)
		return diag_error(NULL, "--%s takes a number from 1, not \"%s\"", rule->name, text);
	*number = (int)value;
	return true;
}

static bool set_format(const char *text, enum image_format *format)
{
	for (size_t i = 0; i < IMAGE_FORMAT_COUNT; i++) {
		if (text_equal(image_formats[i].name, text)) {
			*format = (enum image_format)i;
			return true;
		}
	}
	return diag_error(NULL,
	                  "--format takes raw, iso, qcow2, vhdx, vmdk, vdi or vhd, not \"%s\"",
	                  text);
}

/* What is being parsed: `next` is the argument after the one at hand. */
struct cursor {
	struct options *options;
	const struct command *command;
	const char **next;
	bool help, version;
	const char *start; /* --bios, --uefi, --direct: the one given */
	bool used[COUNT(rules)];
};

/* The same choice twice is no contradiction. */
static bool set_start(struct cursor *cursor, const char *name, enum guest_start start)
{
	if (cursor->start && !text_equal(cursor->start, name))
		return diag_error(NULL, "--%s and --%s: a machine starts one way", cursor->start,
		                  name);
	cursor->start = name;
	cursor->options->start = start;
	cursor->options->has_start = true;
	return true;
}

static bool apply(struct cursor *cursor, const struct option_rule *rule, const char *value)
{
	char *field = (char *)cursor->options + rule->field;

	cursor->used[rule - rules] = true;
	switch (rule->kind) {
	case FLAG: *(bool *)field = true; return true;
	case TEXT:
		if (!*value)
			return diag_error(NULL, "--%s: the %s is empty", rule->name, rule->value);
		*(const char **)field = value;
		return true;
	case NUMBER: return set_number(rule, value, (int *)field);
	case FORMAT: return set_format(value, &cursor->options->format);
	case SANITIZE:
		return cursor->options->has_sanitize = sanitize_parse(value,
		                                                      &cursor->options->sanitize);
	case BIOS:   return set_start(cursor, rule->name, GUEST_START_BIOS);
	case UEFI:   return set_start(cursor, rule->name, GUEST_START_UEFI);
	case DIRECT: return set_start(cursor, rule->name, GUEST_START_DIRECT);
	case VERBOSE:
		diag_set_level(diag_level() < DIAG_VERBOSE ? DIAG_VERBOSE : DIAG_WHY);
		return true;
	case QUIET:   diag_set_level(DIAG_QUIET); return true;
	case COLOR:   return set_color(value);
	case HELP:    return cursor->help = true;
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
	unsigned mask = cursor->command ? cursor->command->bit : EVERY;

	for (size_t i = 0; i < COUNT(rules); i++) {
		if (!(rules[i].commands & mask))
			continue;
		if (letter ? rules[i].letter == letter
		           : strlen(rules[i].name) == size && !memcmp(rules[i].name, name, size))
			return &rules[i];
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
	}
	return true;
}

static bool parse_operand(struct cursor *cursor, struct text_list *operands, const char *argument)
{
	if (!cursor->command) {
		cursor->command = find_command(argument);
		return cursor->command || unknown_command(argument);
	}
	if (operands->count || !*cursor->command->operands ||
	    text_starts_with(cursor->command->operands, "[--")) {
		diag_error(NULL, "ingot %s: unexpected argument \"%s\"", cursor->command->name,
		           argument);
		diag_hint("usage: ingot %s [OPTIONS] %s", cursor->command->name,
		          cursor->command->operands);
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

/* An option may stand before the command that takes it, or does not. */
static bool check_used(const struct cursor *cursor)
{
	for (size_t i = 0; i < COUNT(rules); i++) {
		char option[64];

		if (!cursor->used[i] || rules[i].commands & cursor->command->bit)
			continue;
		snprintf(option, sizeof option, "--%s", rules[i].name);
		return unknown_option(cursor->command, option);
	}
	return true;
}

static bool check_operands(const struct command *command, size_t count)
{
	if (count == 0 && *command->operands && command->operands[0] != '[') {
		diag_error(NULL, "ingot %s: %s is missing", command->name, command->operands);
		diag_hint("usage: ingot %s [OPTIONS] %s", command->name, command->operands);
		return false;
	}
	return true;
}

enum options_outcome options_parse(struct arena *keep, const char **arguments,
                                   struct options *options, const struct command **command)
{
	struct cursor cursor = { .options = options, .next = arguments };
	struct text_list operands = { .arena = keep };

	*options = (struct options){ .arguments = arguments };
	if (!parse_all(&cursor, &operands))
		return OPTIONS_WRONG;
	*command = cursor.command;
	if (cursor.version) {
		printf("ingot %s\n", INGOT_VERSION);
		return OPTIONS_SHOWN;
	}
	if (cursor.help || (!cursor.command && !*arguments)) {
		if (cursor.command)
			print_command_help(cursor.command);
		else
			print_help();
		return cursor.help ? OPTIONS_SHOWN : OPTIONS_WRONG;
	}
	if (!cursor.command) {
		diag_error(NULL, "no command given");
		diag_hint("`ingot --help` lists the commands");
		return OPTIONS_WRONG;
	}
	if (!check_used(&cursor) || !check_operands(cursor.command, operands.count))
		return OPTIONS_WRONG;
	options->is_of_project = cursor.command->bit & PROJECT;
	options->operands = operands.count ? operands.items : none;
	return OPTIONS_RUN;
}
