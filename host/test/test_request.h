#pragma once
/* test_request: what a user wants of `ingot test`. */
#include <stdbool.h>

struct test_request {
	/* The command line that asked, without its filter, on both sides of the place
	 * where a test's name goes: "ingot test --release", " -- -smp 2". */
	const char *again, *again_rest;
	/* Parts of names or files, NULL at the end; NULL: none. A test is run if one of
	 * `filters` fits, or there is none, and none of `skips` does. */
	const char *const *filters, *const *skips;
	bool exact;           /* filters are whole names */
	bool rerun;           /* only what did not pass the last time */
	const char *last_run; /* the file that knows it (last_run.h) */
	bool fail_fast;       /* none is begun after the first that does not pass */
	int repeat;           /* times that each must pass; 0: once */
	int retries;          /* how often one that does not pass is tried again */
	int seed;             /* of the order; 0: theirs in the kernel */
	bool show_output;     /* of those that pass, too */
	const char *junit;    /* a JUnit file to write, or NULL */
	bool tap;             /* TAP 14 instead of the summary */
	bool list;            /* name the tests, run none */
	bool reboot;          /* a fresh machine for each test */
	const char *coverage; /* which lines ran is told, and written to this lcov file; or NULL */
	int fail_under;       /* percent of the lines that are to run */
	int jobs;             /* machines side by side; 0: one */
};
