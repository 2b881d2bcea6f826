#pragma once
/* select: which tests of a kernel are run, and in which order. */
#include "host/test/test_request.h"
#include "host/test/testplan.h"

/* Those that are left out are TEST_LEFT_OUT, the others wait; how many do: none, if a
 * filter fits no test. */
size_t select_tests(struct testplan *plan, const struct test_request *tests, struct arena scratch);
/* False, reported: there is nothing to run, or a filter fits no test: one with a typing
 * error must not pass. */
bool select_check(const struct testplan *plan, const struct test_request *tests);
