#pragma once
/* prepare: what `ingot run` and `ingot test` do before a machine starts.
 *
 * Failures are reported; the status is what they stand for. */
#include "host/build/build.h"
#include "host/run/guest_request.h"

/* Builds the kernel, and the image or bundle that the machine starts from. What
 * the user does not choose of the ways to start, the project's image does. No other
 * ingot changes them until QEMU has opened them, or this one ends. */
enum exit_status prepare_image(struct session *session, enum build_profile profile,
                               struct build *build);

/* The machine as project and command line want it; args are the project's. */
struct guest_request prepare_request(struct build *build, const struct text_list *args);

/* Finds QEMU, its firmware and its accelerator (accel: the project's choice, if command
 * line and environment say nothing), and whether the machine's memory will do. A dry run
 * shows the command instead that a user would start. With --coverage QEMU is to load the
 * observer, and to emulate. */
enum exit_status prepare_machine(const struct build *build, enum accel accel,
                                 struct guest_request *request);
