#include <runtime.h>
#include <stdlib.h>

#include "../stdio/stream.h"

static void (*registered[ATEXIT_LIMIT])(void);
static int registered_count;

int atexit(void (*function)(void))
{
	if (registered_count == ATEXIT_LIMIT)
		return -1;
	registered[registered_count++] = function;
	return 0;
}

#pragma weak runtime_run_destructors

/* In reverse order; a function may register another one. Then the files. */
void runtime_finish(void)
{
	while (registered_count > 0)
		registered[--registered_count]();
	if (runtime_run_destructors)
		runtime_run_destructors();
	if (rt_stream_flush_files)
		rt_stream_flush_files();
}

void exit(int status)
{
	runtime_finish();
	_Exit(status);
}

void _Exit(int status)
{
	runtime_exit(status);
}
