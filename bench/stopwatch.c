/* stopwatch: how long a command takes, several times over.
 *
 * usage: stopwatch RUNS COMMAND...
 *
 * Prints "MEDIAN MINIMUM" in milliseconds. What the command writes to standard
 * output is dropped. Exit status 1 if any run fails. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNS_MAX 1000

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int run(char **arguments)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		int nowhere = open("/dev/null", O_WRONLY);

		dup2(nowhere, STDOUT_FILENO);
		execvp(arguments[0], arguments);
		perror(arguments[0]);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0)
		return -1;
	return status;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	static double times[RUNS_MAX];
	int runs = argc > 2 ? atoi(argv[1]) : 0;

	if (runs < 1 || runs > RUNS_MAX) {
		fprintf(stderr, "usage: stopwatch RUNS COMMAND...\n");
		return 2;
	}
	for (int i = 0; i < runs; i++) {
		double start = now_ms();

		if (run(argv + 2) != 0)
			return 1;
		times[i] = now_ms() - start;
	}
	qsort(times, (size_t)runs, sizeof *times, compare);
	printf("%.1f %.1f\n", times[runs / 2], times[0]);
	return 0;
}
