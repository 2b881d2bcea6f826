#pragma once
/* exit: what runs at the end of the kernel, the last that was registered first.
 *
 * Functions of atexit and destructors of C++ are in one list: C++ wants them in the
 * reverse order of all registrations ([basic.start.term]).
 * Context: anywhere. */

struct rt_ending {
	struct rt_ending *next; /* registered before it */
	void (*run)(void *argument);
	void *argument;
};

/* The ending stays the list's until it has run. */
void rt_exit_register(struct rt_ending *ending);
/* Runs all of them, and those that they register. */
void rt_exit_run(void);
