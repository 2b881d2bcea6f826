#pragma once
/* interrupt: functions that are called in interrupts, and the way out of one: the
 * kit's half of trap_set_exit_hook (<ingot/trap.h>).
 *
 * Such a function is noted on its CPU while it runs. A debug build finds those that
 * did not return: what runs next, or goes on, is not called by them.
 * Context: interrupts off, but for interrupt_check. */
#include <stdint.h>

/* A debug build. */
#ifdef HEAP_CHECKS
#define INTERRUPT_CHECKS HEAP_CHECKS
#else
#define INTERRUPT_CHECKS 0
#endif

/* Calls function(context), which must return. */
void interrupt_call(void (*function)(void *context), void *context);

/* A panic that names the function, if this CPU has left one without its return.
 * Only in debug builds. */
void interrupt_check(void);
