#pragma once
/* abort: what is called before the machine panics, set by signal(SIGABRT).
 * Included by: core/stdlib, core/support. */

extern void (*rt_abort_first)(void);
