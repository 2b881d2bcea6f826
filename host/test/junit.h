#pragma once
/* junit: test results as the XML that build servers read: one <testsuite>,
 * a <testcase> for each test that was to be run. */
#include "host/test/testplan.h"

/* The file is replaced whole; false, reported, if it cannot be written. */
bool junit_write(const char *path, const struct testplan *plan, int64_t duration_ms,
                 struct arena scratch);
/* That no test was run, and why: one error, so that nobody takes an old file for new. */
bool junit_write_error(const char *path, const char *why, struct arena scratch);
