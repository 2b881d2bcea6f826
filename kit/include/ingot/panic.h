#pragma once
/* panic: the end of a kernel that cannot go on.
 *
 * Prints "panic: file:line: message" and a backtrace on the console, then
 * ends the machine: power_exit(EXIT_CODE_PANIC), and where no hypervisor
 * listens, halts with interrupts off. assert, abort and everything
 * in the runtime that finds itself broken come here too.
 * A report is printed past <stdio.h>, to the console's sinks only, whatever the
 * kernel has done to printf or stdout. What it reads or calls of the kernel may
 * fault, or panic: that is said, and the report goes on behind it.
 * Context: any. */
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PANIC_MESSAGE_SIZE_MAX 256 /* the rest is cut */

#define panic(...) panic_at(__FILE__, __LINE__, __VA_ARGS__)

/* file may be NULL: no place is printed. */
__attribute__((__format__(__printf__, 3, 4), __noreturn__)) void
panic_at(const char *file, int line, const char *format, ...);

/* observe hears of the end when the report's first line is printed: that line,
 * with the place or the exception in it. NULL removes it. */
void panic_set_observer(void (*observe)(const char *headline));

/* What a report is made of, for those that know more than a message. enter
 * comes first, before anything that may go wrong: it stops interrupts and
 * ends the machine if a report is already under way (what is all it prints
 * then), or goes on behind the part that it was about. announce prints the
 * headline and tells the observer; prefix goes to the console only. The caller
 * prints what it knows; end ends the machine. */
void panic_enter(const char *what);
void panic_announce(const char *prefix, const char *headline);
__attribute__((__noreturn__)) void panic_end(void);

#ifdef __cplusplus
}
#endif
