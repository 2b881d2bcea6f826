#pragma once
/* verdict: the lines a guest under test sends on its second serial port.
 *
 *   ingot-test 1                               the protocol's version
 *   test 1 src/page.c:12 page_is_zero          each test: number, place, name
 *   limit 1 500                                its own time limit, in ms
 *   panics 1 out of memory                     part of the headline it must panic with
 *   faults 1 14                                the exception it must raise
 *   plan 12                                    how many; then it waits
 *   start 3                                    the answer to "run 3"
 *   fail 3 src/page.c:20: CHECK_EQ(x, y) failed (left: 1, right: 2)
 *   pass 3                                     or: failed 3
 *   skip 3 needs four CPUs                     or this, and why
 *   panic 3 src/page.c:31: no memory           the machine ends by itself
 *   error no test 13, the plan is 12           a command made no sense
 *   bye                                        the answer to "exit"
 *
 * The other side is kit/test/test_run.c. */
#include <stddef.h>

#define VERDICT_LINE_BYTES_MAX 1024
#define VERDICT_NUMBER_MAX     100000 /* tests in one kernel */

enum verdict_kind {
	VERDICT_NOISE, /* not a line of the protocol */
	VERDICT_HELLO,
	VERDICT_TEST,
	VERDICT_LIMIT,
	VERDICT_PANICS,
	VERDICT_FAULTS,
	VERDICT_PLAN,
	VERDICT_START,
	VERDICT_FAIL,
	VERDICT_PASS,
	VERDICT_FAILED,
	VERDICT_SKIP,
	VERDICT_PANIC,
	VERDICT_ERROR,
	VERDICT_BYE,
};

struct verdict {
	enum verdict_kind kind;
	int number; /* of the test; version; count */
	char *file; /* TEST, FAIL: the place */
	int line;
	char *text; /* name, expression, message */
};

/* Takes the line apart, in place. */
struct verdict verdict_parse(char *line);
