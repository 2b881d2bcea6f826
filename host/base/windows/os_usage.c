#include "host/base/os_usage.h"

#include <windows.h>

/* Of use to who runs machines alone, which is not done there. */
struct os_child_times os_child_times(pid_t child)
{
	(void)child;
	return (struct os_child_times){ 0 };
}

uint64_t os_child_memory(pid_t child)
{
	(void)child;
	return 0;
}

char *os_child_commands(struct arena *keep, pid_t child)
{
	(void)child;
	return text_copy(keep, "", 0);
}

char *os_host_name(struct arena *keep)
{
	const char *model = getenv("PROCESSOR_IDENTIFIER");

	return text_format(keep, "%s", model ? model : "");
}
