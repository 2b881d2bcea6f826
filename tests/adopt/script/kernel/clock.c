#include "kernel.h"

static void clock_start(void)
{
	started++;
}
INITCALL(clock_start);
