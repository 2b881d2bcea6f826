#pragma once
/* testprint_tap: test results as TAP version 14, for testprint.h. */
#include "host/test/testplan.h"

void testprint_tap_begin(size_t selected);
/* The number-th result. */
void testprint_tap_result(const struct test *test, size_t number, struct arena scratch);
/* Those that were not begun after a failure, so that the plan is whole. */
void testprint_tap_left(const struct testplan *plan, size_t printed);
/* The run ends without the results that are missing. */
void testprint_tap_bail_out(bool has_begun, const char *why);
