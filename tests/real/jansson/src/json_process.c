/* The package's json_process, as a function that may be called again. */
#include <stdlib.h>

_Noreturn void end_test(int status);

#define main program
#define exit end_test
#include "../../../../build/real/src/jansson/test/bin/json_process.c"
#undef main

int json_process(int count, char **words)
{
	memset(&conf, 0, sizeof conf);
	return program(count, words);
}
