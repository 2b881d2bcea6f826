#pragma once
/* shell: takes a line apart, and lets a command do it.
 *
 * A command prints; what it cannot do it says with shell_complain, and the
 * kernel goes on. Words are divided by blanks; double quotes hold them together.
 * Context: the first CPU, interrupts on. */
#include <stdbool.h>
#include <stddef.h>

#define SHELL_WORDS_MAX 8 /* of a line, the command itself included */

struct shell_command {
	const char *name;
	const char *arguments;    /* for people: "[FILE]..." */
	const char *purpose;      /* a few words */
	int words_min, words_max; /* the command itself counted */
	/* words[0] is the command; words[count] is NULL. */
	void (*run)(int count, char *words[]);
	/* What the last argument may be, from 0; NULL ends it. May be NULL. */
	const char *(*get_candidate)(size_t index);
};

/* Until the machine is switched off. */
void shell_run(void);

/* The commands that look at the machine, as if they had been typed. */
void shell_report(void);

/* Does what text says, which is at most LINE_MAX characters (line.h) and is
 * taken apart. False if there is no such command, or if it takes other words. */
bool shell_do(char *text);

/* Prints "COMMAND: " and the sentence, for the command that is being run. */
__attribute__((format(printf, 1, 2))) void shell_complain(const char *format, ...);

/* By index from 0, in alphabetical order; NULL behind the last one. */
const struct shell_command *shell_get_command(size_t index);

/* A column's heading, in colour where somebody is there to see it. */
__attribute__((format(printf, 1, 2))) void shell_head(const char *format, ...);
