#pragma once
/* shell: splits a line into words and runs the command.
 *
 * A command prints its output, and errors with shell_complain. Words are separated
 * by spaces; double quotes keep them together.
 * Context: the first CPU, interrupts on. */
#include <stdbool.h>
#include <stddef.h>

#define SHELL_WORDS_MAX 8 /* of a line, the command itself included */

struct shell_command {
	const char *name;
	const char *arguments;    /* for the help: "[FILE]..." */
	const char *purpose;      /* a few words */
	int words_min, words_max; /* the command itself counted */
	/* words[0] is the command; words[count] is NULL. */
	void (*run)(int count, char *words[]);
	/* Completions of the last argument, by index from 0, then NULL. May be NULL. */
	const char *(*get_candidate)(size_t index);
};

/* Returns when the user ends it. */
void shell_run(void);

/* Runs the commands that show the machine, without input. */
void shell_report(void);

/* Runs a line of at most LINE_MAX characters (line.h), which it splits in place. False
 * if the command is unknown or the number of arguments wrong. */
bool shell_do(char *text);

/* Prints an error, after "COMMAND: " while a command runs. */
__attribute__((format(printf, 1, 2))) void shell_complain(const char *format, ...);

/* By index from 0, in alphabetical order; NULL behind the last one. */
const struct shell_command *shell_get_command(size_t index);

/* A table's heading, in colour if the shell is interactive. */
__attribute__((format(printf, 1, 2))) void shell_head(const char *format, ...);
