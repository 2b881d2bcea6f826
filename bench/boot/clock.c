/* clock: times commands, interleaved, so that what else the machine does hits
 * all of them alike.
 *
 * usage: clock ROUNDS STATUS FILE
 *
 * FILE has a line "NAME COMMAND" for each. Every round runs each command once,
 * by `sh -c`. Prints "NAME MEDIAN MINIMUM CPU": wall time, its median and its
 * minimum, and the median of the processor time that was used, in microseconds;
 * or "NAME failed STATUS" for a command that once ended with another status. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COMMANDS_MAX   64
#define ROUNDS_MAX     1000
#define LINE_MAX_BYTES 8192

struct command {
	char *name, *text;
	long times_us[ROUNDS_MAX], cpu_us[ROUNDS_MAX];
	int failed; /* a status that was not wanted, or 0 */
};

static struct command commands[COMMANDS_MAX];
static size_t command_count;

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "clock: %s\n", what);
	exit(2);
}

static void commands_read(const char *path)
{
	static char line[LINE_MAX_BYTES];
	FILE *file = fopen(path, "r");

	if (!file)
		die(strerror(errno));
	while (fgets(line, sizeof line, file)) {
		char *space = strchr(line, ' '), *end = strchr(line, '\n');
		struct command *command = &commands[command_count++];

		if (!space || !end || command_count == COMMANDS_MAX)
			die("a line without a command, a long one, or too many");
		*space = *end = '\0';
		command->name = strdup(line);
		command->text = strdup(space + 1);
		if (!command->name || !command->text)
			die("out of memory");
	}
	fclose(file);
}

static long now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000L + now.tv_nsec / 1000;
}

/* Of all commands that have ended. */
static long cpu_us(void)
{
	struct rusage used;

	getrusage(RUSAGE_CHILDREN, &used);
	return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000L + used.ru_utime.tv_usec +
	       used.ru_stime.tv_usec;
}

static int run(const char *text)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		execl("/bin/sh", "sh", "-c", text, (char *)NULL);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		die(strerror(errno));
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void command_time(struct command *command, size_t round, int wanted)
{
	long start = now_us(), cpu = cpu_us();
	int status = run(command->text);

	command->times_us[round] = now_us() - start;
	command->cpu_us[round] = cpu_us() - cpu;
	if (status != wanted)
		command->failed = status ? status : -1;
}

static int compare(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;

	return (x > y) - (x < y);
}

static void command_report(struct command *command, size_t rounds)
{
	if (command->failed) {
		printf("%s failed %d\n", command->name, command->failed);
		return;
	}
	qsort(command->times_us, rounds, sizeof(long), compare);
	qsort(command->cpu_us, rounds, sizeof(long), compare);
	printf("%s %ld %ld %ld\n", command->name, command->times_us[rounds / 2],
	       command->times_us[0], command->cpu_us[rounds / 2]);
}

int main(int argc, char **argv)
{
	size_t rounds;
	int wanted;

	if (argc != 4)
		die("usage: clock ROUNDS STATUS FILE");
	rounds = strtoul(argv[1], NULL, 10);
	wanted = atoi(argv[2]);
	if (rounds < 1 || rounds > ROUNDS_MAX)
		die("ROUNDS is 1 to 1000");
	commands_read(argv[3]);
	for (size_t round = 0; round < rounds; round++)
		for (size_t i = 0; i < command_count; i++)
			command_time(&commands[i], round, wanted);
	for (size_t i = 0; i < command_count; i++)
		command_report(&commands[i], rounds);
	return 0;
}
