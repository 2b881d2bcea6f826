#include <ingot/boot.h>
#include <ingot/panic.h>
#include <ingot/trap.h>
#include <inttypes.h>
#include <stdio.h>

#include "hello.h"
#include "user.h"

static void kernel_main(const struct boot_info *boot)
{
	const char *why = user_start();
	struct user_end end;

	(void)boot;
	if (why)
		panic("cannot run programs: %s", why);
	end = user_run(hello_code, (size_t)(hello_end - hello_code));
	if (end.has_crashed)
		printf("The program ended by a %s at %#" PRIx64 ".\n",
		       trap_get_name((unsigned)end.vector), end.rip);
	else
		printf("The program ended with status %" PRIu64 ".\n", end.status);
}
ENTRY_POINT(kernel_main)
