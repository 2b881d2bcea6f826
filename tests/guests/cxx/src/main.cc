// Objects with static storage, and when they live: see tests/cli/cxx.sh.
#include <cstdio>
#include <cstdlib>
#include <ingot/boot.h>

#include "named.h"

named second("second");
__attribute__((__init_priority__(200))) named first("first");
thread_local named local("local");

static void at_exit()
{
	std::puts("atexit");
}

static named &inner()
{
	static named object("inner");

	return object;
}

static void kernel_main(const boot_info *)
{
	named here("here");

	inner();
	std::atexit(at_exit);
	inner();
	local.greet();
	other().greet();
}
ENTRY_POINT(kernel_main)
BOOT_CONFIG(.smp = BOOT_ON)
