#pragma once
/* guest_test: the tests of a kernel, from its plan to the exit status. */
#include "host/base/arena.h"
#include "host/base/status.h"
#include "host/run/guest_request.h"
#include "host/test/test_request.h"

/* Asks the guest for its tests and runs them one by one, and reports. STATUS_GOOD
 * if every test passed; STATUS_TESTS_FAILED if not, or if there was none to run;
 * another status if the guest never said which tests it has. */
enum exit_status guest_test(const struct guest_request *request, const struct test_request *tests,
                            struct arena scratch);

/* The end of a run that came to no test, reported: TAP and JUnit say why, where they
 * are wanted. Returns status. */
enum exit_status guest_test_without_results(const struct test_request *tests,
                                            enum exit_status status, const char *why,
                                            struct arena scratch);
