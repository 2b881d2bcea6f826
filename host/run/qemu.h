#pragma once
/* qemu: the command line that starts a guest.
 *
 * What was measured (QEMU 7.2, TCG, the boot sector that leaves at once, best
 * of 15, ms): IDE 67, virtio 68, virtio with snapshot=on 76, with QMP 71, with
 * QMP and -S 77. So the disk is virtio, which SeaBIOS reads eighteen times
 * faster than its PIO IDE; snapshot=on lets a guest write to its disk and
 * leaves the built image alone; QMP is always there. */
#include "host/base/text.h"
#include "host/run/guest_request.h"

/* Descriptors as the child will see them; -1: no such channel. */
struct qemu_channels {
	int monitor, console, verdict;
	const char *line; /* the path of COM2, for a command that names it; or NULL */
	int observed;     /* the observer's file */
};

/* Whether the project's own command names the device for COM2 itself. */
bool qemu_names_verdicts(const struct guest_request *request);
/* Adds the program and its arguments to `line`. */
void qemu_command(struct text_list *line, const struct guest_request *request,
                  const struct qemu_channels *channels);
/* QEMU has failed: a hint if one of the user's arguments is an option and its value in
 * one word, "-m 512M". */
void qemu_hint(const struct guest_request *request);
/* The same machine for a user to start: its console is the terminal. */
void qemu_command_by_hand(struct text_list *line, const struct guest_request *request);
