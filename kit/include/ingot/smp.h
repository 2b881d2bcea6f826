#pragma once
/* smp: the other CPUs (APs), and calls on them (IPIs).
 *
 * The loader starts and parks them if the kernel asks for it:
 * BOOT_CONFIG(.smp = BOOT_ON). smp_start takes them over: each gets stacks with
 * guards, segments, copies of per-CPU and thread-local variables, the traps of
 * the first, and its local APIC; then it serves calls and timers. From then on
 * the heap is locked for all CPUs, changes of mappings reach them, and a panic
 * stops them. Without other CPUs everything here works, on one.
 *
 * Context: as each function says. Calls run on their CPU in an interrupt
 * handler, with interrupts off, and must return: threads are switched behind them, by
 * trap_set_exit_hook (trap.h), so that a call makes another CPU choose anew. */
#include <stdbool.h>
#include <stdint.h>

#include "percpu.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SMP_STACK_SIZE (32u << 10) /* bytes, of each CPU but the first */
#define SMP_CALLS_MAX  32          /* that wait on one CPU; more wait outside */

/* A CPU that does not answer for so long ends the kernel: some minutes, as the
 * host of a virtual machine may be busy. */
#define SMP_WAIT_CYCLES_MAX (256ull << 30)

/* Starts every parked CPU. cpu_main, if not NULL, is called on each, on its own
 * stack, with interrupts off, and may stay for ever; one that returns from it
 * sleeps and serves calls. If CPUs are missing, those that came are there all the
 * same. Again, it changes nothing.
 * Context: the first CPU, once the kernel has begun; interrupts on or off. */
MUST_CHECK const char *smp_start(void (*cpu_main)(void));

/* Context: any. */
uint32_t smp_get_count(void);

/* run(context) on another CPU, or on this one; NULL as run is a panic. With wait,
 * returns when it has been run; a CPU that keeps its interrupts off is waited for.
 * While it waits, a CPU serves the calls of others.
 * Context: any CPU, interrupts on or off; not in interrupt handlers, and not
 * under a lock that run, or a handler of that CPU, takes. */
void smp_call(struct cpu *cpu, void (*run)(void *context), void *context, bool wait);

/* On all CPUs at once, this one included, as the last. */
void smp_call_all(void (*run)(void *context), void *context, bool wait);

#ifdef __cplusplus
}
#endif
