#pragma once
/* guest: an image that runs in QEMU, and what became of it.
 *
 * guest_run gives the user's terminal to the guest; guest_test asks the guest
 * for its tests and runs them one by one. Both report what went wrong and
 * return an enum exit_status. */
#include "host/base/arena.h"
#include "host/run/guest_request.h"

/* Console on standard input and output, until the guest ends: powered off or
 * left with success_status (STATUS_GOOD), crashed or left otherwise
 * (STATUS_GUEST), out of time (STATUS_TIMEOUT), ended by the user with Ctrl-C or
 * Ctrl-A x (STATUS_GOOD), QEMU's own failure (STATUS_TOOL). */
int guest_run(const struct guest_request *request, struct arena scratch);

/* STATUS_GOOD if every test passed; STATUS_TESTS_FAILED if not, or if there was
 * none to run; another status if the guest never said which tests it has. */
int guest_test(const struct guest_request *request, const struct test_request *tests,
               struct arena scratch);
