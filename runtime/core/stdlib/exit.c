#include <runtime.h>
#include <stdlib.h>

static void (*registered[ATEXIT_LIMIT])(void);
static int registered_count;

int atexit(void (*function)(void))
{
	if (registered_count == ATEXIT_LIMIT)
		return -1;
	registered[registered_count++] = function;
	return 0;
}

/* In reverse order; a function may register another one. */
void exit(int status)
{
	while (registered_count > 0)
		registered[--registered_count]();
	_Exit(status);
}

void _Exit(int status)
{
	runtime_exit(status);
}
