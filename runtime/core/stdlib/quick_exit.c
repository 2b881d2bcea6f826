#include <stdlib.h>

static void (*registered[ATEXIT_LIMIT])(void);
static int registered_count;

int at_quick_exit(void (*function)(void))
{
	if (registered_count == ATEXIT_LIMIT)
		return -1;
	registered[registered_count++] = function;
	return 0;
}

void quick_exit(int status)
{
	while (registered_count > 0)
		registered[--registered_count]();
	_Exit(status);
}
