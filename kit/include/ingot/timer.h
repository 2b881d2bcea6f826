#pragma once
/* timer: one-shot and periodic timers.
 *
 * A timer runs on the CPU that starts it, in the interrupt of its local APIC timer.
 * The structure must exist while the timer is armed.
 *
 *	static struct timer blink = { .run = on_blink };
 *	timer_start(&blink, 500 * TIMER_MS, 500 * TIMER_MS);
 *
 * Context: any CPU, interrupts on or off, in timer callbacks too; not in NMI handlers.
 * Callbacks run in the timer interrupt, with interrupts off and no lock of the kit
 * held; the interrupt is acknowledged and the next one armed before, so that a
 * callback may switch threads. Other expired timers run after it returns; the hook
 * of trap_set_exit_hook (trap.h) runs last. */
#include <stdbool.h>
#include <stdint.h>

#include "clock.h"
#include "names.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TIMER_US 1000ull
#define TIMER_MS 1000000ull
#define TIMER_S  1000000000ull

struct timer {
	void (*run)(struct timer *timer);
	/* private: */
	struct timer *next;
	uint64_t deadline_ns, period_ns;
	uint64_t missed_count; /* periods missed because it ran late */
	void *queue;           /* NULL: not armed */
};

/* Starts clock and APIC timer. The first timer_start calls it, and panics if it
 * fails. */
MUST_CHECK const char *timer_init(void) KIT_NAME(timer_init);

/* Runs the timer after delay_ns, then every period_ns; 0: once. Restarts an armed
 * timer. A late timer runs once and counts the periods missed. run must not be
 * NULL. */
void timer_start(struct timer *timer, uint64_t delay_ns, uint64_t period_ns) KIT_NAME(timer_start);

/* True if it was armed. Its callback may still be running on its CPU. */
bool timer_cancel(struct timer *timer) KIT_NAME(timer_cancel);

bool timer_is_armed(const struct timer *timer) KIT_NAME(timer_is_armed);

/* Waits for at least ns nanoseconds: halts if interrupts are on, else busy-waits. */
void timer_sleep_ns(uint64_t ns) KIT_NAME(timer_sleep_ns);

#ifdef __cplusplus
}
#endif
