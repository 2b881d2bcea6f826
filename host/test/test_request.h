#pragma once
/* test_request: what a user wants of `ingot test`. */
#include <stdbool.h>

struct test_request {
	/* The command line that asked, without its filter, on both sides of the place
	 * where a test's name goes: "ingot test --release", " -- -smp 2". */
	const char *again, *again_rest;
	const char *filter;   /* part of the test's name or file; NULL: all */
	const char *junit;    /* a JUnit file to write, or NULL */
	bool tap;             /* TAP 14 instead of the summary */
	bool list;            /* name the tests, run none */
	bool reboot;          /* a fresh machine for each test */
	const char *coverage; /* which lines ran is told, and written to this lcov file; or NULL */
	int fail_under;       /* percent of the lines that are to run */
	int jobs;             /* machines side by side; 0: one */
};
