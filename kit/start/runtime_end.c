/* runtime_end: exit and abort: where the C runtime's ways to end meet the
 * kit's. */
#include <ingot/exit.h>
#include <runtime.h>

#include "kit/trap/panic.h"

_Noreturn void runtime_panic(const char *file, int line, const char *message)
{
	panic_at(file, line, "%s", message);
}

void runtime_report_begin(const char *headline)
{
	panic_enter(headline);
	panic_announce("panic: ", headline);
}

_Noreturn void runtime_report_end(const struct runtime_call *at)
{
	panic_end_at(at->return_address - 1, at->frame);
}

_Noreturn void runtime_exit(int status)
{
	power_exit(status == 0 ? EXIT_CODE_SUCCESS : EXIT_CODE_FAILURE);
}
