/* Functions that an interrupt calls, and that do not return: a thread is switched to,
 * or a longjmp leaves them. Debug builds name them. */
#include <ingot/apic.h>
#include <ingot/cpu.h>
#include <ingot/irq.h>
#include <ingot/smp.h>
#include <ingot/test.h>
#include <ingot/timer.h>
#include <setjmp.h>

static jmp_buf thread;

static void switch_away(void *context)
{
	(void)context;
	longjmp(thread, 1);
}

static void ignore(struct timer *timer)
{
	(void)timer;
}

/* Whatever takes a lock, and has interrupts on. */
static void go_on(void)
{
	static struct timer timer = { .run = ignore };

	cpu_interrupts_on();
	timer_start(&timer, TIMER_S, 0);
}

TEST(switch_in_an_interrupt_handler)
{
	uint8_t vector;

	if (setjmp(thread) == 0 && !irq_alloc_vector(switch_away, NULL, &vector)) {
		cpu_interrupts_on();
		apic_send(apic_get_id(), vector);
		for (;;)
			cpu_pause();
	}
	go_on();
}

static void call_first(void *unused)
{
	(void)unused;
	smp_call(cpu_get_first(), switch_away, NULL, false);
}

TEST(switch_in_a_call)
{
	if (setjmp(thread) == 0 && !smp_start(NULL)) {
		smp_call(cpu_get_first()->next, call_first, NULL, false);
		cpu_interrupts_on();
		for (;;)
			cpu_pause();
	}
	go_on();
}

static void on_timer(struct timer *timer)
{
	(void)timer;
	longjmp(thread, 1);
}

static void take_long(void *context)
{
	static struct timer timer = { .run = on_timer }, later = { .run = ignore };

	(void)context;
	timer_start(&later, TIMER_MS, TIMER_MS);
	timer_start(&timer, 0, 0);
	cpu_interrupts_on();
	for (;;)
		cpu_pause();
}

TEST(switch_in_a_timer_within_a_handler)
{
	uint8_t vector;

	if (setjmp(thread) == 0 && !irq_alloc_vector(take_long, NULL, &vector)) {
		cpu_interrupts_on();
		apic_send(apic_get_id(), vector);
		for (;;)
			cpu_pause();
	}
	/* No lock is taken, but there is another interrupt. */
	cpu_interrupts_on();
	for (;;)
		cpu_pause();
}
