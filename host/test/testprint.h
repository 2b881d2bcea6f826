#pragma once
/* testprint: test results for people, and as TAP version 14
 * (https://testanything.org/tap-version-14-specification.html), on standard
 * output. */
#include "host/test/testplan.h"

struct testprint {
	bool tap;
	const char *again, *again_rest; /* as in test_request.h */
	size_t printed;
};

/* Before the first test; `selected` of the plan's will be run. */
void testprint_begin(struct testprint *print, size_t selected);
/* A test has ended. */
void testprint_result(struct testprint *print, const struct test *test, struct arena scratch);
/* All have: what failed and why, and the sums. */
void testprint_end(struct testprint *print, const struct testplan *plan, int64_t duration_ms);
/* TAP's end of a run that has no results. */
void testprint_bail_out(const char *why);
/* The names only. */
void testprint_list(const struct testplan *plan);
/* "passed", "crashed"... */
const char *testprint_state(enum test_state state);
