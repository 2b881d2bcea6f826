#include <runtime.h>
#include <stdlib.h>

#include "../support/abort.h"

void (*rt_abort_first)(void);

void abort(void)
{
	if (rt_abort_first)
		rt_abort_first();
	runtime_panic(NULL, 0, "abort() called");
}
