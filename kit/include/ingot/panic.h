#pragma once
/* panic: reports a fatal error and ends the machine.
 *
 * Prints "panic: file:line: message" and a backtrace on the console, then calls
 * power_exit(EXIT_CODE_PANIC), which halts with interrupts off on a real machine.
 * assert, abort and errors that the runtime detects panic, too.
 * Reports bypass <stdio.h> and go to the console's sinks, whatever the kernel has
 * done to printf or stdout. A fault or panic during a report is reported, and the
 * report continues after it.
 * Context: any. */
#include <stdint.h>

#include "names.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PANIC_MESSAGE_SIZE_MAX 256 /* longer messages are truncated */

#define panic(...) panic_at(__FILE__, __LINE__, __VA_ARGS__)

/* file may be NULL: then no source location is printed. */
__attribute__((__format__(__printf__, 3, 4), __noreturn__)) void
panic_at(const char *file, int line, const char *format, ...) KIT_NAME(panic_at);

/* Sets a function that is called with the first line of the report when it is
 * printed. NULL removes it. */
void panic_set_observer(void (*observe)(const char *headline)) KIT_NAME(panic_set_observer);

/* The parts of a report, for reports of your own. Call panic_enter first: it disables
 * interrupts; if a report is already in progress it continues that after the part
 * that failed, or prints `what` and ends the machine. panic_announce prints the
 * headline and calls the observer, without the prefix. Then print the details;
 * panic_end ends the machine. */
void panic_enter(const char *what) KIT_NAME(panic_enter);
void panic_announce(const char *prefix, const char *headline) KIT_NAME(panic_announce);
__attribute__((__noreturn__)) void panic_end(void) KIT_NAME(panic_end);

#ifdef __cplusplus
}
#endif
