#pragma once
/* smp: starts the other CPUs (application processors, APs), and calls functions on
 * them by IPI.
 *
 * The loader starts and parks the APs if the kernel has BOOT_CONFIG(.smp = BOOT_ON).
 * smp_start takes them over: each gets stacks with guard pages, a GDT, copies of
 * per-CPU and thread-local variables, the IDT, and its local APIC; then it serves
 * calls and timers. From then on the heap is locked, TLB shootdowns reach all CPUs,
 * and a panic stops them. With one CPU all functions work, too.
 *
 * Context: as each function says. Calls run in an interrupt handler of their CPU,
 * with interrupts off, and must return; to make another CPU reschedule, use
 * trap_set_exit_hook (trap.h). */
#include <stdbool.h>
#include <stdint.h>

#include "names.h"
#include "percpu.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SMP_STACK_SIZE (32u << 10) /* bytes, for each AP */
#define SMP_CALLS_MAX  32          /* pending on one CPU; further callers wait */

/* A CPU that does not respond for so long is a panic: some minutes, because the host
 * of a virtual machine may be busy. */
#define SMP_WAIT_CYCLES_MAX (256ull << 30)

/* Starts every parked CPU. cpu_main, if not NULL, is called on each, on its own
 * stack, with interrupts off, and need not return; a CPU that returns from it halts
 * and serves calls. On failure the CPUs that did start are usable. Later calls have
 * no effect. Context: the first CPU, in kernel_main; interrupts on or off. */
MUST_CHECK const char *smp_start(void (*cpu_main)(void)) KIT_NAME(smp_start);

/* Context: any. */
uint32_t smp_get_count(void) KIT_NAME(smp_get_count);

/* Calls run(context) on another CPU, or on this one; run must not be NULL. With wait
 * it returns after run has returned; meanwhile this CPU serves calls of others.
 * Context: any CPU, interrupts on or off; not in interrupt handlers, and not while
 * holding a lock that run, or a handler of that CPU, acquires. */
void smp_call(struct cpu *cpu, void (*run)(void *context), void *context, bool wait)
	KIT_NAME(smp_call);

/* On all CPUs in parallel, on this one last. */
void smp_call_all(void (*run)(void *context), void *context, bool wait) KIT_NAME(smp_call_all);

#ifdef __cplusplus
}
#endif
