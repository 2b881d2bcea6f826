#pragma once
/* <signal.h>: C17 7.14 without processes: a signal comes from raise and from
 * abort, never from outside, and its handler runs at once, in their call.
 * What the processor does not like is the kernel's to catch and raises none.
 *
 * By default a signal ends in runtime_panic, which says its number. A handler
 * is called once: the default is back before it runs. Context: anywhere; one
 * set of handlers for the machine, which takes no lock. */

#ifdef __cplusplus
extern "C" {
#endif

/* What an interrupt handler and the code under it may both touch. */
typedef int sig_atomic_t;

#define SIG_DFL ((void (*)(int))0)
#define SIG_IGN ((void (*)(int))1)
#define SIG_ERR ((void (*)(int)) - 1)

#define SIGINT       2
#define SIGILL       4
#define SIGABRT      6
#define SIGFPE       8
#define SIGSEGV      11
#define SIGTERM      15
#define SIGNAL_COUNT 32 /* numbers below are a program's to use, from 1 */

/* The handler that was there before; SIG_ERR and EINVAL for no such number. */
void (*signal(int number, void (*handler)(int)))(int);
/* 0, or -1 and EINVAL. */
int raise(int number);

#ifdef __cplusplus
}
#endif
