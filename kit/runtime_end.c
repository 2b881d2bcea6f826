/* runtime_end: where the C runtime's ways to end meet the kit's. */
#include <ingot/panic.h>
#include <ingot/power.h>
#include <runtime.h>

_Noreturn void runtime_panic(const char *file, int line, const char *message)
{
	panic_at(file, line, "%s", message);
}

_Noreturn void runtime_exit(int status)
{
	power_exit(status == 0 ? EXIT_CODE_SUCCESS : EXIT_CODE_FAILURE);
}
