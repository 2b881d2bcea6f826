#pragma once
/* covered: what the tests of a run have executed, told at its end. */
#include "host/base/status.h"
#include "host/observe/observed.h"
#include "host/run/guest_request.h"
#include "host/test/test_request.h"

/* Writes tests->coverage for lcov, and a table to standard output (not beside TAP).
 * STATUS_TESTS_FAILED, reported: fewer lines ran than tests->fail_under asks. */
enum exit_status covered_tell(const struct observed *observed, const struct test_request *tests,
                              const struct guest_request *request, struct arena scratch);
