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

/* In reverse order; a function may register another one. Then the files. */
void exit(int status)
{
	while (registered_count > 0)
		registered[--registered_count]();
	fflush(NULL);
	_Exit(status);
}

void _Exit(int status)
{
	runtime_exit(status);
}
