#pragma once
/* guest: an image that runs in QEMU with the user's terminal, and what became
 * of it. */
#include "host/base/arena.h"
#include "host/base/status.h"
#include "host/run/guest_request.h"

/* Console on standard input and output, until the guest ends: powered off or
 * left with success_status (STATUS_GOOD), crashed or left otherwise
 * (STATUS_GUEST), out of time (STATUS_TIMEOUT), ended by the user with Ctrl-C or
 * Ctrl-A x (STATUS_GOOD), QEMU's own failure (STATUS_TOOL). What went wrong is
 * reported. */
enum exit_status guest_run(const struct guest_request *request, struct arena scratch);
