/* shell: see shell.h. */
#include "shell.h"

#include <ingot/counter.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "initrd.h"
#include "keys.h"
#include "line.h"

#define PROMPT        "> "
#define PROMPT_COLOUR "\x1b[92m> \x1b[0m"
#define HEAD_COLOUR   "\x1b[96m"
#define COLOUR_END    "\x1b[0m"
#define CONTROL_L     0x0c
#define MANY          SHELL_WORDS_MAX

COUNTER(shell_commands);
COUNTER(shell_mistakes);

static const struct shell_command commands[] = {
	{ "bench", "", "micro-benchmarks", 1, 1, command_bench, NULL },
	{ "cat", "FILE...", "print files of the initrd", 2, MANY, command_cat, initrd_get_name },
	{ "counters", "", "event counters", 1, 1, command_counters, NULL },
	{ "cpus", "", "CPUs, APIC IDs and IPI latency", 1, 1, command_cpus, NULL },
	{ "fault", "[KIND]", "provoke a crash; without KIND, list the kinds", 1, 2, command_fault,
	  fault_get_kind },
	{ "help", "", "list all commands", 1, 1, command_help, NULL },
	{ "irq", "", "I/O APICs and IRQs", 1, 1, command_irq, NULL },
	{ "locks", "", "lock contention and hold times", 1, 1, command_locks, NULL },
	{ "log", "[NAME LEVEL]", "show the log, or set the log level of NAME", 1, 3, command_log,
	  NULL },
	{ "ls", "[DIRECTORY]", "list files of the initrd", 1, 2, command_ls, initrd_get_name },
	{ "map", "[ADDRESS]", "memory map, or the mapping of ADDRESS", 1, 2, command_map, NULL },
	{ "mem", "", "page allocator and heap statistics", 1, 1, command_mem, NULL },
	{ "off", "", "power off", 1, 1, command_off, NULL },
	{ "panic", "[WORD...]", "panic with a message", 1, MANY, command_panic, NULL },
	{ "pci", "", "PCI devices and their BARs", 1, 1, command_pci, NULL },
	{ "reboot", "", "reboot", 1, 1, command_reboot, NULL },
	{ "time", "", "date, uptime and boot time", 1, 1, command_time, NULL },
};
#define COMMAND_COUNT (sizeof commands / sizeof commands[0])

static const char *const report[] = { "cpus", "mem", "map", "pci", "irq", "ls", "time" };

static const struct shell_command *running;
static bool has_colours;
static struct line line;

const struct shell_command *shell_get_command(size_t index)
{
	return index < COMMAND_COUNT ? &commands[index] : NULL;
}

void shell_complain(const char *format, ...)
{
	va_list arguments;

	COUNT(shell_mistakes);
	if (running)
		printf("%s: ", running->name);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	printf("\n");
}

void shell_head(const char *format, ...)
{
	va_list arguments;

	printf("%s", has_colours ? HEAD_COLOUR : "");
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	printf("%s\n", has_colours ? COLOUR_END : "");
}

/* ---- One line ---- */

/* The end of the word at *text, whose quotes are taken out. */
static char *take_word(char **text)
{
	char *word = *text, *to = word;
	bool is_quoted = false;

	for (; **text != '\0' && (is_quoted || **text != ' '); (*text)++)
		if (**text == '"')
			is_quoted = !is_quoted;
		else
			*to++ = **text;
	if (**text != '\0')
		(*text)++;
	*to = '\0';
	return word;
}

/* How many words; -1: more than there is room for. */
static int take_apart(char *text, char *words[SHELL_WORDS_MAX + 1])
{
	int count = 0;

	for (text += strspn(text, " "); *text != '\0'; text += strspn(text, " ")) {
		if (count == SHELL_WORDS_MAX)
			return -1;
		words[count++] = take_word(&text);
	}
	words[count] = NULL;
	return count;
}

static const struct shell_command *find(const char *name)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static bool run(const struct shell_command *command, int count, char *words[])
{
	running = command;
	if (count < command->words_min || count > command->words_max) {
		shell_complain("usage: %s %s", command->name, command->arguments);
		running = NULL;
		return false;
	}
	COUNT(shell_commands);
	command->run(count, words);
	running = NULL;
	return true;
}

bool shell_do(char *text)
{
	char *words[SHELL_WORDS_MAX + 1];
	int count = take_apart(text, words);
	const struct shell_command *command;

	if (count == 0)
		return true;
	if (count < 0) {
		shell_complain("too many words: the limit is %d (SHELL_WORDS_MAX)",
		               SHELL_WORDS_MAX);
		return false;
	}
	command = find(words[0]);
	if (!command) {
		shell_complain("unknown command \"%s\"; type \"help\" for a list", words[0]);
		return false;
	}
	return run(command, count, words);
}

void shell_report(void)
{
	char text[LINE_MAX + 1];

	for (size_t i = 0; i < sizeof report / sizeof report[0]; i++) {
		printf("\n" PROMPT "%s\n", report[i]);
		strlcpy(text, report[i], sizeof text);
		shell_do(text);
	}
}

/* ---- Completion ---- */

static const char *get_command_name(size_t index)
{
	return index < COMMAND_COUNT ? commands[index].name : NULL;
}

/* What all that begin with start have in common, in common; how many there are. */
static size_t match(const char *(*get_candidate)(size_t), const char *start,
                    char common[LINE_MAX + 1])
{
	const char *candidate;
	size_t count = 0, same;

	for (size_t i = 0; (candidate = get_candidate(i)); i++) {
		if (strncmp(candidate, start, strlen(start)) != 0)
			continue;
		if (count++ == 0)
			strlcpy(common, candidate, LINE_MAX + 1);
		for (same = 0; common[same] != '\0' && common[same] == candidate[same];)
			same++;
		common[same] = '\0';
	}
	return count;
}

static void list(const char *(*get_candidate)(size_t), const char *start)
{
	const char *candidate;

	printf("\n");
	for (size_t i = 0; (candidate = get_candidate(i)); i++)
		if (strncmp(candidate, start, strlen(start)) == 0)
			printf("%s  ", candidate);
	printf("\n");
}

/* Where the last word begins, and who knows what it may be. */
static const char *(*find_candidates(char **word))(size_t)
{
	char text[LINE_MAX + 1];
	size_t end;
	const struct shell_command *command;

	*word = strrchr(line.text, ' ');
	if (!*word) {
		*word = line.text;
		return get_command_name;
	}
	(*word)++;
	end = strcspn(line.text, " ");
	strlcpy(text, line.text, end + 1);
	command = find(text);
	return command ? command->get_candidate : NULL;
}

static bool complete(void)
{
	char common[LINE_MAX + 1] = "", *word;
	const char *(*get_candidate)(size_t) = find_candidates(&word);
	size_t typed, count;

	if (!get_candidate || line.cursor != line.size)
		return false;
	typed = strlen(word);
	count = match(get_candidate, word, common);
	if (count == 0 || !line_insert(&line, common + typed, strlen(common) - typed))
		return false;
	if (count == 1)
		return line_insert(&line, " ", 1);
	if (strlen(common) == typed)
		list(get_candidate, word);
	return true;
}

/* ---- Many lines ---- */

static void clear_screen(void)
{
	printf("\x1b[2J\x1b[H");
}

static enum line_result take_key(int key)
{
	enum line_result result = line_type(&line, key);

	if (key == CONTROL_L) {
		clear_screen();
		return LINE_MORE;
	}
	if (result == LINE_COMPLETE)
		return complete() ? LINE_MORE : LINE_REFUSED;
	return result;
}

static bool show(enum line_result result)
{
	switch (result) {
	case LINE_MORE:     line_draw(&line, PROMPT_COLOUR); return true;
	case LINE_APPENDED: putchar(line.text[line.size - 1]); return true;
	case LINE_REFUSED:  putchar('\a'); return true;
	default:            return false;
	}
}

static enum line_result read_line(void)
{
	enum line_result result = LINE_MORE;

	while (show(result))
		result = take_key(keys_read());
	printf("%s\n", result == LINE_DROPPED ? "^C" : result == LINE_ENDED ? "off" : "");
	return result;
}

void shell_run(void)
{
	char text[LINE_MAX + 1];
	enum line_result result;

	has_colours = true;
	if (!keys_are_there()) {
		printf("No input: neither a serial port nor a keyboard was found.\n");
		shell_report();
		return;
	}
	printf("\nType \"help\" for a list of commands.\n");
	do {
		result = read_line();
		strlcpy(text, line.text, sizeof text);
		line_finish(&line);
		if (result == LINE_DONE)
			shell_do(text);
		else if (result == LINE_OVERFULL)
			shell_complain("line too long: the limit is %d characters (LINE_MAX)",
			               LINE_MAX);
	} while (result != LINE_ENDED);
}
