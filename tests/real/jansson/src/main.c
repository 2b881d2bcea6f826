/* Jansson's tests, one after the other: each is a program that may exit. */
#include "jansson_tests.h"

#include <fcntl.h>
#include <files.h>
#include <jansson.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LINE_SIZE 128

int json_process(int count, char **words);

static jmp_buf end_of_test;
static int status;

_Noreturn void end_test(int with)
{
	status = with;
	longjmp(end_of_test, 1);
}

/* A file serves the tests that ask for a pipe: what was written is read. */
int pipe(int *ends)
{
	ends[1] = open("pipe", O_WRONLY | O_CREAT | O_TRUNC, 0600);
	ends[0] = open("pipe", O_RDONLY);
	return ends[0] < 0 || ends[1] < 0 ? -1 : 0;
}

/* Jansson seeds its hashes with it. */
static ptrdiff_t read_random(void *object, void *to, size_t size)
{
	(void)object;
	memset(to, 0x5a, size);
	return (ptrdiff_t)size;
}

static int run_programs(void)
{
	int failed = 0;

	for (const struct jansson_test *test = jansson_tests; test->name; test++) {
		status = 0;
		json_set_alloc_funcs(malloc, free); /* as a program finds them */
		if (setjmp(end_of_test) == 0)
			status = test->run();
		printf("%s: %d\n", test->name, status);
		failed += status != 0;
	}
	return failed;
}

/* A line of the list: a directory, and perhaps --strip. */
static int run_document(char *line)
{
	char *words[] = { "json_process", strtok(line, " \n"), strtok(NULL, " \n"), NULL };

	status = 0;
	if (setjmp(end_of_test) == 0)
		status = json_process(words[2] ? 3 : 2, words);
	if (status != 0)
		printf("%s %s: %d\n", words[1], words[2] ? words[2] : "", status);
	return status != 0;
}

int main(void)
{
	static char line[LINE_SIZE];
	static int count, failed;

	files_add_device("/dev/urandom", read_random);
	failed = run_programs();
	FILE *list = fopen("documents", "r");
	while (list && fgets(line, sizeof line, list)) {
		failed += run_document(line);
		count++;
	}
	printf("jansson: %d documents; %d failed\n", count, failed);
	return failed;
}
