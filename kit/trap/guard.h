#pragma once
/* guard: parts of a report that may fault without ending it.
 *
 * A kernel crashes in a state that nobody knows: with page tables of its own that
 * lack what the kit reads, a GS of its own, a console of its own that fails. What a
 * report reads or calls of that is a part on its own; if it faults, the report
 * goes on behind it.
 *
 * Context: guard_try anywhere; it guards only while this CPU reports, and else
 * calls. */
#include <stdbool.h>
#include <stdint.h>

/* Calls part. False if that faulted: it did not come to its end. */
bool guard_try(void (*part)(void *argument), void *argument);

/* This CPU reports from now on. */
void guard_begin(void);
bool guard_is_reporting(void);

/* A fault, or a panic, while reporting: does not return if a part is tried. */
void guard_resume(void);

/* Of guard_call.S: calls part, true; and the way back from within, false. */
bool guard_call(void (*part)(void *argument), void *argument);
__attribute__((__noreturn__)) void guard_return(void);
extern uint64_t guard_innermost; /* where its stack is; 0: nothing is tried */
