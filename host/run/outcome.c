#include "host/run/outcome.h"

#include "abi/exit_code.h"

#define LOADER_STATUS_FIRST EXIT_STATUS_OF(EXIT_CODE_LOADER)
#define SIGNAL_STATUS_FIRST 128

/* An odd status was written by the guest: (code << 1) | 1. QEMU's own are 0
 * and 1, and those of signals start at 128 (os_process.h). */
static struct outcome outcome_of_status(int status, int success_status, struct arena *keep)
{
	enum exit_status meaning = STATUS_GUEST;
	const char *sentence;

	if (status == success_status || status == 0)
		return (struct outcome){ STATUS_GOOD, NULL };
	if (status > SIGNAL_STATUS_FIRST || status % 2 == 0 || status == 1)
		meaning = STATUS_TOOL;
	if (status > SIGNAL_STATUS_FIRST)
		sentence = text_format(keep, "QEMU was ended by signal %d",
		                       status - SIGNAL_STATUS_FIRST);
	else if (meaning == STATUS_TOOL)
		sentence = text_format(keep, "QEMU failed with status %d", status);
	else if (status == EXIT_STATUS_OF(EXIT_CODE_PANIC))
		sentence = "the kernel panicked";
	else if (status == EXIT_STATUS_OF(EXIT_CODE_FAILURE))
		sentence = "the kernel ended with a failure";
	else if (status >= LOADER_STATUS_FIRST)
		sentence = text_format(keep, "the loader stopped with error %d",
		                       (status - LOADER_STATUS_FIRST) / 2);
	else
		sentence = text_format(keep, "the kernel left with code %d (status %d, "
		                       "success is %d)", status / 2, status, success_status);
	return (struct outcome){ meaning, sentence };
}

struct outcome outcome_of(const struct machine *machine, int success_status, struct arena *keep)
{
	switch (machine->end) {
	case MACHINE_EXITED:
		return outcome_of_status(machine->status, success_status, keep);
	case MACHINE_RESET:
		return (struct outcome){ STATUS_GUEST, "the guest reset the machine" };
	case MACHINE_PANICKED:
		return (struct outcome){ STATUS_GUEST, "the kernel panicked" };
	default:
		return (struct outcome){ STATUS_GOOD, NULL };
	}
}
