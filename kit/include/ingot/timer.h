#pragma once
/* timer: one-shot and periodic timers: functions that are called later.
 *
 * By the local APIC's timer of the CPU that starts a timer, which also runs
 * it; exact to what the clock and the interrupt take. The structure is the
 * caller's and must stay while the timer is armed.
 *
 *	static struct timer blink = { .run = on_blink };
 *	timer_start(&blink, 500 * TIMER_MS, 500 * TIMER_MS);
 *
 * Context: any CPU, interrupts on or off, in timers' own functions too; not in
 * NMI. A function runs in the timer interrupt: interrupts are off. That is
 * acknowledged and the next one armed by then, so that a kernel may switch to
 * another thread from there; it holds no lock of the kit's. Other timers whose time
 * has come wait for the return; trap_set_exit_hook (trap.h) comes after all. */
#include <stdbool.h>
#include <stdint.h>

#include "clock.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TIMER_US 1000ull
#define TIMER_MS 1000000ull
#define TIMER_S  1000000000ull

struct timer {
	void (*run)(struct timer *timer);
	/* The rest is the module's. */
	struct timer *next;
	uint64_t deadline_ns, period_ns;
	uint64_t missed_count; /* periods that were over before they ran */
	void *queue;           /* NULL: not armed */
};

/* clock_start, apic_start, and the vector. The first
 * timer_start does it, and panics with the reason if it cannot be. */
MUST_CHECK const char *timer_init(void);

/* In delay_ns from now, then every period_ns; 0: once. An armed timer is set
 * anew. A panic, if it has no function. */
void timer_start(struct timer *timer, uint64_t delay_ns, uint64_t period_ns);

/* True if it was armed. Its function may be running on its CPU still. */
bool timer_cancel(struct timer *timer);

bool timer_is_armed(const struct timer *timer);

/* Returns in at least so many nanoseconds: halts with interrupts on, and spins
 * where they are off. */
void timer_sleep_ns(uint64_t ns);

#ifdef __cplusplus
}
#endif
