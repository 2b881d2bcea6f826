/* log, counters, locks, help: what the kernel knows of itself. */
#include <ingot/clock.h>
#include <ingot/counter.h>
#include <ingot/log.h>
#include <ingot/spinlock.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "shell.h"

static struct log_line line; /* large for a stack */

static void print_lines(void)
{
	uint64_t position = 0, hz = clock_get_tsc_hz();

	while (log_read(&position, &line)) {
		if (line.lost > 0)
			printf("(%" PRIu64 " lines lost)\n", line.lost);
		if (hz != 0)
			printf("%10.6f ", (double)line.tsc / (double)hz);
		printf("%-5s %-8s  %s\n", log_get_level_name(line.level), line.subsystem,
		       line.text);
	}
}

static void set_threshold(const char *name, const char *word)
{
	enum log_level level = LOG_NONE;

	while (level <= LOG_DEBUG && strcmp(log_get_level_name(level), word) != 0)
		level++;
	if (level > LOG_DEBUG)
		shell_complain("unknown level \"%s\": use none, error, warn, info or debug", word);
	else if (log_set_threshold(name, level))
		shell_complain("unknown log subsystem \"%s\"", name);
}

void command_log(int count, char *words[])
{
	if (count == 1)
		print_lines();
	else if (count == 3)
		set_threshold(words[1], words[2]);
	else
		shell_complain("level missing; example: log %s debug", words[1]);
}

void command_counters(int count, char *words[])
{
	const struct counter *counter;

	(void)count, (void)words;
	for (size_t i = 0; (counter = counter_get(i)); i++)
		printf("%12" PRIu64 "  %s\n", counter_read(counter), counter->name);
}

void command_locks(int count, char *words[])
{
	struct spinlock_statistics lock;

	(void)count, (void)words;
	if (!spinlock_has_statistics()) {
		shell_complain("no lock statistics in a release build; use a debug build");
		return;
	}
	shell_head("acquired  contended  max wait  max hold  longest hold at     lock (in cycles)");
	for (size_t i = 0; spinlock_get_statistics(i, &lock); i++)
		printf("%8" PRIu64 "  %9" PRIu64 "  %8" PRIu64 "  %8" PRIu64 "  0x%016" PRIx64
		       "  %s\n",
		       lock.acquired_count, lock.contended_count, lock.longest_wait_cycles,
		       lock.longest_hold_cycles, lock.longest_hold_address, lock.name);
}

void command_help(int count, char *words[])
{
	const struct shell_command *command;

	(void)count, (void)words;
	for (size_t i = 0; (command = shell_get_command(i)); i++)
		printf("  %-8s %-12s  %s\n", command->name, command->arguments, command->purpose);
}
