#pragma once
/* testplan: the tests of a kernel, and what became of each. */
#include <stdint.h>

#include "host/base/text.h"

#define TESTPLAN_FAILURES_MAX 100 /* failed checks kept of one test */

struct crash;

enum test_state {
	TEST_LEFT_OUT, /* by the filter */
	TEST_WAITING,
	TEST_RUNNING,
	TEST_SKIPPED, /* by itself: `message` says why */
	TEST_PASSED,
	TEST_FAILED,  /* a check failed */
	TEST_CRASHED, /* panic, exception, reset, power-off */
	TEST_TIMED_OUT,
	TEST_NOT_RUN, /* the machine did not start again, or the user interrupted */
	TEST_STATES,
};

/* A failed check. */
struct failure {
	const char *file, *text;
	int line;
};

struct test {
	int limit_ms;            /* its own; 0: that of all */
	const char *panics;      /* it passes if its machine ends with a headline that has this */
	int passes;              /* so far, of as many as it must */
	int tries;               /* that did not pass, before the last */
	const char *first_error; /* why the first of them did not */
	const char *name, *file;
	int line;
	enum test_state state;
	int64_t duration_ms;
	size_t failure_count;     /* also of those that are not kept */
	struct failure *failures; /* TESTPLAN_FAILURES_MAX at most */
	size_t failures_kept, failures_capacity;
	const char *message;       /* why it ended early, or NULL */
	const char *details;       /* registers and backtrace of its machine, or NULL */
	const char *console;       /* what it printed, unless it passed */
	const char *spoken;        /* the same without its crash report */
	const struct crash *crash; /* how it crashed or hung, or NULL */
};

struct testplan {
	struct arena *keep;
	struct test *tests; /* test number N is tests[N - 1] */
	size_t count, capacity;
	bool complete; /* every test has been named */
	size_t *order; /* indexes of tests; NULL: as they are */
	bool closed;   /* those that wait are not to be run any more */
};

struct testplan_tally {
	size_t flaky;           /* passed, but not at their first try */
	size_t of[TEST_STATES]; /* by what became of them */
	size_t unsuccessful;    /* all that were to be run and have not passed */
};

/* The next test that the guest names. */
void testplan_add(struct testplan *plan, const char *file, int line, const char *name);
/* Is this test number `number` (from 1) of a plan made by an earlier boot? */
bool testplan_matches(const struct testplan *plan, size_t number, const char *file, int line,
                      const char *name);
/* Whether `word` is part of its name or file; or with `exact` its name. */
bool test_fits(const struct test *test, const char *word, bool exact);
/* Puts them in an order that a number stands for, the same on every host. */
void testplan_shuffle(struct testplan *plan, uint32_t seed);
/* The next test to be run, now RUNNING; NULL if none waits. */
struct test *testplan_take(struct testplan *plan);
/* How many still wait. */
size_t testplan_waiting(const struct testplan *plan);
/* Makes it wait once more, as if nothing had been. */
void test_reset(struct test *test);
void test_add_failure(struct testplan *plan, struct test *test, const struct failure *failure);
/* The failed checks, a line for each: "src/page.c:20: CHECK(page) failed". */
char *test_failures_text(const struct test *test, struct arena *keep);
/* "passed", "timed out"... */
const char *test_state_name(enum test_state state);
/* In one line, why it did not pass. */
const char *test_get_reason(const struct test *test);
/* Where it failed: file, and line in *line. */
const char *test_get_place(const struct test *test, int *line);
struct testplan_tally testplan_tally(const struct testplan *plan);
