#include "host/run/outcome.h"

#include <stdlib.h>
#include <string.h>

#include "abi/exit_code.h"
#include "host/base/os_process.h"

#define LOADER_STATUS_FIRST EXIT_STATUS_OF(EXIT_CODE_LOADER)

static struct outcome tool_failed(const char *sentence)
{
	return (struct outcome){ STATUS_TOOL, sentence };
}

static struct outcome guest_failed(const char *sentence)
{
	return (struct outcome){ STATUS_GUEST, sentence };
}

/* Whether the loader has stopped with this error: its line was the last one. */
static bool has_refused(const struct machine *machine, int error)
{
	const char *line = machine->last_line;

	return text_starts_with(line, LOADER_REFUSAL) &&
	       strtol(line + sizeof LOADER_REFUSAL - 1, NULL, 10) == error;
}

/* An odd status was written by the guest: (code << 1) | 1, of which 8 bits
 * arrive; if it has run, which a QEMU with a channel says. */
static struct outcome outcome_of_status(const struct machine *machine, int success_status,
                                        struct arena *keep)
{
	int status = machine->status, error = (status - LOADER_STATUS_FIRST) / 2;
	bool has_run = machine->monitor.fd < 0 || machine->monitor.has_run;

	if (status >= OS_STATUS_SIGNAL)
		return tool_failed(text_format(keep, "QEMU %s", os_status_text(keep, status)));
	if (!has_run)
		return tool_failed(text_format(
			keep, "QEMU failed with status %d before it started the guest", status));
	if (status == success_status)
		return (struct outcome){ STATUS_GOOD, NULL };
	if (status % 2 == 0 || (status == 1 && machine->monitor.fd < 0))
		return tool_failed(text_format(keep, "QEMU failed with status %d", status));
	if (status == EXIT_STATUS_OF(EXIT_CODE_PANIC))
		return guest_failed("the kernel crashed");
	if (status == EXIT_STATUS_OF(EXIT_CODE_FAILURE))
		return guest_failed("the kernel exited with a failure");
	if (status >= LOADER_STATUS_FIRST && has_refused(machine, error))
		return guest_failed(text_format(keep, "the boot loader stopped with error %d",
		                                error));
	return guest_failed(
		text_format(keep, "the kernel exited with code %d (QEMU status %d, success is %d)",
	                    status / 2, status, success_status));
}

/* Those run states that end a machine, as sentences. */
static struct outcome outcome_of_stop(const char *state, struct arena *keep)
{
	if (text_equal(state, "internal-error"))
		return guest_failed("QEMU cannot execute the code of the guest (internal error)");
	if (text_equal(state, "watchdog"))
		return guest_failed("the watchdog stopped the machine");
	if (text_equal(state, "io-error"))
		return tool_failed("QEMU stopped the machine: I/O error on a disk image");
	if (text_equal(state, "guest-panicked"))
		return guest_failed("the kernel crashed");
	return tool_failed(text_format(keep, "QEMU stopped the machine: %s", state));
}

struct outcome outcome_of(const struct machine *machine, int success_status, struct arena *keep)
{
	if (machine->channel_error)
		return tool_failed(text_format(keep, "a channel to QEMU fails: %s",
		                               strerror(machine->channel_error)));
	switch (machine->end) {
	case MACHINE_EXITED:
		/* The project's own command has no channel that could say more. */
		if (machine->status == 0 && machine->monitor.fd < 0)
			return (struct outcome){ STATUS_GOOD, NULL };
		if (machine->status == 0 && machine->monitor.has_run)
			return guest_failed("QEMU exited without a reason");
		return outcome_of_status(machine, success_status, keep);
	case MACHINE_RESET:    return guest_failed("the guest reset the machine");
	case MACHINE_PANICKED: return guest_failed("the kernel crashed");
	case MACHINE_STOPPED:  return outcome_of_stop(machine->why, keep);
	case MACHINE_GARBLED:  return tool_failed("the QEMU monitor does not speak QMP");
	case MACHINE_REPLACED:
		return (struct outcome){
			STATUS_PROJECT,
			text_format(keep,
			            "%s was built again before QEMU had opened the image: "
			            "start again",
			            machine->request->kernel_elf)
		};
	case MACHINE_SUSPENDED:
		return guest_failed("the guest suspended the machine; nothing can wake it");
	default: return (struct outcome){ STATUS_GOOD, NULL };
	}
}
