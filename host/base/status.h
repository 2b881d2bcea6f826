#pragma once
/* status: how `ingot` ends, and what a step that fails, having reported it,
 * makes of the whole. */
enum exit_status {
	STATUS_GOOD = 0,
	STATUS_TESTS_FAILED = 1,  /* a test failed, or none was run */
	STATUS_USAGE = 2,         /* the command line is wrong */
	STATUS_PROJECT = 3,       /* the project or its source is wrong */
	STATUS_TOOL = 4,          /* a tool is missing or the wrong one */
	STATUS_TIMEOUT = 5,       /* the guest did not end in time */
	STATUS_GUEST = 6,         /* the guest crashed, or reported failure */
	STATUS_MEMORY = 7,        /* Ingot itself is out of memory */
	STATUS_INTERRUPTED = 130, /* Ctrl-C, as shells have it: 128 + SIGINT */
};
