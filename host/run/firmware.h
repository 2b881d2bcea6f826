#pragma once
/* firmware: why the machine's firmware does not start the loader, as far as its
 * words say: those that UEFI writes to the console, and a BIOS to the screen. */
#include "host/run/machine.h"

/* After its last word, firmware that complains has given up. */
#define FIRMWARE_QUIET_MS 5000

/* What it complains of, in `keep`, or NULL: it does not, or nobody can tell. A BIOS is
 * asked through the monitor, by what stands on its screen. */
const char *firmware_complaint(struct machine *machine, const struct guest_request *request,
                               struct arena *keep);

/* Says that the loader was not started, and a likely cause. */
void firmware_report(const struct machine *machine, const struct guest_request *request,
                     const char *complaint);
