/* timer: see <ingot/timer.h>. Each CPU has a list of its armed timers, by their
 * time, and its hardware set to the first of them. */
#include <ingot/apic.h>
#include <ingot/cpu.h>
#include <ingot/panic.h>
#include <ingot/percpu.h>
#include <ingot/spinlock.h>
#include <ingot/timer.h>
#include <ingot/trap.h>
#include <stddef.h>

#include "kit/trap/vectors.h"

#define NS_PER_S 1000000000ull

struct timer_queue {
	struct timer *first;
};

PER_CPU(struct timer_queue, queue);

static struct spinlock timer_lock = SPINLOCK("timer");

/* The interrupt comes at that time, or, if it is further away than the
 * hardware counts, earlier: then it is set again. */
static void set_hardware(uint64_t deadline_ns)
{
	uint64_t now = clock_now_ns();
	uint64_t delay = deadline_ns > now ? deadline_ns - now : 0;
	unsigned __int128 ticks;

	if (clock_is_tsc() && apic_has_tsc_deadline()) {
		apic_set_tsc_deadline(clock_get_tsc_at(deadline_ns), VECTOR_TIMER);
		return;
	}
	ticks = (unsigned __int128)delay * apic_get_timer_hz() / NS_PER_S + 1;
	apic_set_timer(ticks < UINT32_MAX ? (uint32_t)ticks : UINT32_MAX, VECTOR_TIMER);
}

/* Behind those of the same time: first come, first served. */
static void insert(struct timer_queue *into, struct timer *timer)
{
	struct timer **link = &into->first;

	while (*link && (*link)->deadline_ns <= timer->deadline_ns)
		link = &(*link)->next;
	timer->next = *link;
	timer->queue = into;
	*link = timer;
}

static bool unlink_timer(struct timer *timer)
{
	struct timer_queue *from = timer->queue;
	struct timer **link;

	if (!from)
		return false;
	for (link = &from->first; *link != timer; link = &(*link)->next)
		;
	*link = timer->next;
	timer->queue = NULL;
	return true;
}

/* Periods count from the first deadline on, so that they do not drift; those
 * that are over already are skipped. */
static void arm_next_period(struct timer_queue *into, struct timer *timer, uint64_t now)
{
	uint64_t late = now - timer->deadline_ns;
	uint64_t missed = late / timer->period_ns;

	timer->missed_count += missed;
	timer->deadline_ns += (missed + 1) * timer->period_ns;
	insert(into, timer);
}

/* The first timer whose time has come, off the list unless it is periodic. */
static struct timer *take_due(struct timer_queue *from)
{
	uint64_t rflags = spinlock_acquire(&timer_lock);
	uint64_t now = clock_now_ns();
	struct timer *timer = from->first;

	if (timer && timer->deadline_ns <= now) {
		unlink_timer(timer);
		if (timer->period_ns != 0)
			arm_next_period(from, timer, now);
	} else {
		timer = NULL;
	}
	/* At once: the timer's function may switch to another thread. */
	if (from->first)
		set_hardware(from->first->deadline_ns);
	spinlock_release(&timer_lock, rflags);
	return timer;
}

static void timer_interrupt(struct trap_frame *frame)
{
	struct timer *timer;

	apic_end_interrupt();
	while ((timer = take_due(&per_cpu(queue))))
		timer->run(timer);
	trap_call_exit_hook(frame);
}

const char *timer_init(void)
{
	const char *why = clock_start();

	if (!why)
		why = apic_start();
	if (!why)
		trap_set_handler(VECTOR_TIMER, timer_interrupt);
	return why;
}

void timer_start(struct timer *timer, uint64_t delay_ns, uint64_t period_ns)
{
	const char *why = timer_init();
	struct timer_queue *mine;
	uint64_t rflags;

	if (!timer->run)
		why = "the timer has no callback function";
	if (why)
		panic("timer_start: %s", why);
	rflags = spinlock_acquire(&timer_lock);
	unlink_timer(timer);
	mine = &per_cpu(queue);
	timer->deadline_ns = clock_now_ns() + delay_ns;
	timer->period_ns = period_ns;
	timer->missed_count = 0;
	insert(mine, timer);
	if (mine->first == timer)
		set_hardware(timer->deadline_ns);
	spinlock_release(&timer_lock, rflags);
}

bool timer_cancel(struct timer *timer)
{
	uint64_t rflags = spinlock_acquire(&timer_lock);
	bool was_armed = unlink_timer(timer);

	timer->period_ns = 0;
	spinlock_release(&timer_lock, rflags);
	return was_armed;
}

bool timer_is_armed(const struct timer *timer)
{
	return __atomic_load_n(&timer->queue, __ATOMIC_ACQUIRE) != NULL;
}

static void wake(struct timer *timer)
{
	(void)timer; /* the interrupt ends the halt */
}

void timer_sleep_ns(uint64_t ns)
{
	struct timer timer = { .run = wake };
	uint64_t rflags = cpu_interrupts_save();

	if (!(rflags & X86_FLAGS_IF)) {
		clock_spin_ns(ns);
		return;
	}
	timer_start(&timer, ns, 0);
	while (timer_is_armed(&timer)) {
		cpu_interrupts_on_and_halt();
		cpu_interrupts_off();
	}
	cpu_interrupts_restore(rflags);
}
