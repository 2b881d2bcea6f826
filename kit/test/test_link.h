#pragma once
/* test_link: the wire (COM2) between a machine under test and `ingot test`.
 *
 * Lines of text, each ended by \n, on COM2. The guest begins:
 *	ingot-test 1				version of this protocol
 *	test 1 src/page.c:12 page_is_zero	one for each test
 *	limit 1 500				its time limit in ms, if it has its own
 *	panics 1 out of memory			the headline that it must end with
 *	faults 1 14				the exception that it must raise
 *	plan 12					how many; now it takes commands
 * The host answers with
 *	run 3			start 3
 *				fail 3 src/page.c:20: CHECK_EQ(x, y) failed (left: 1, right: 2)
 *				...
 *				pass 3, or failed 3, or skip 3 and why
 *	exit			bye, and the machine ends with EXIT_CODE_SUCCESS
 * Anything else is answered by "error" and what is wrong with it. At a panic
 * or an exception the guest says "panic 3 " and its headline, 0 standing for
 * no test, and the machine ends with EXIT_CODE_PANIC.
 *
 * Context: the first CPU, one caller at a time. */
#include <stdbool.h>
#include <stddef.h>

#include "abi/test_link.h"

#define TEST_LINK_LINE_MAX 64 /* of what the host says */

/* False if there is no COM2: then lines go to the console instead. */
bool test_link_open(void);

/* One line, without its \n. What is not printable arrives as '?'; what is
 * longer than TEST_MESSAGE_SIZE_MAX arrives cut. */
__attribute__((format(printf, 1, 2))) void test_link_print(const char *format, ...);

/* Waits for a line from the host, for ever. A longer one arrives cut. */
void test_link_read(char line[TEST_LINK_LINE_MAX]);
