#pragma once
/* testprint: test results for people, and as TAP version 14
 * (https://testanything.org/tap-version-14-specification.html), on standard
 * output.
 *
 * For people: a line for each test as it ends, then what failed and why, then a
 * summary that names the failures again. No line is wider than the terminal, but for
 * names and for what the guest itself printed. */
#include "host/test/test_request.h"
#include "host/test/testplan.h"

struct testprint {
	const struct test_request *tests;
	const char *machine; /* "kernel (BIOS, 1 CPU)" */
	bool is_full;        /* reports of crashes leave nothing out */
	int64_t slow_ms;     /* a test that takes longer is marked */
	size_t printed;
	size_t slow;      /* how many were */
	int name_columns; /* of the longest name */
};

/* Before the first test; `selected` of the plan's will be run. */
void testprint_begin(struct testprint *print, const struct testplan *plan, size_t selected);
/* A test has ended. */
void testprint_result(struct testprint *print, const struct test *test, struct arena scratch);
/* All have, or the user interrupted: what failed and why, and the summary. */
void testprint_end(const struct testprint *print, const struct testplan *plan, int64_t duration_ms,
                   struct arena scratch);
/* TAP's end of a run that has no results. */
void testprint_bail_out(const struct testprint *print, const char *why);
/* The names only. */
void testprint_list(const struct testplan *plan);
