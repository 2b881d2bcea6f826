/* Timers: not too early, in order, as often as asked; and devices' interrupts. */
#include <ingot/apic.h>
#include <ingot/cpu.h>
#include <ingot/irq.h>
#include <ingot/percpu.h>
#include <ingot/test.h>
#include <ingot/timer.h>
#include <ingot/trap.h>
#include <setjmp.h>

#define WAIT_MAX_NS (60 * TIMER_S) /* a host may be slow */

static struct timer first, second, third;
static volatile unsigned order[8];
static volatile unsigned ran;
static volatile uint64_t ran_at_ns;

static void note(struct timer *timer)
{
	ran_at_ns = clock_now_ns();
	if (ran < 8)
		order[ran] = timer == &first ? 1 : timer == &second ? 2 : 3;
	ran++;
}

static bool wait_for(volatile unsigned *count, unsigned wanted)
{
	uint64_t begin = clock_now_ns();

	cpu_interrupts_on();
	while (*count < wanted && clock_now_ns() - begin < WAIT_MAX_NS)
		cpu_pause();
	cpu_interrupts_off();
	return *count >= wanted;
}

static void prepare(void)
{
	REQUIRE(timer_init() == NULL);
	ran = 0;
	first.run = second.run = third.run = note;
}

TEST(timer_runs_once_and_not_too_early)
{
	uint64_t begin;

	prepare();
	begin = clock_now_ns();
	timer_start(&first, 5 * TIMER_MS, 0);
	CHECK(timer_is_armed(&first));
	REQUIRE(wait_for(&ran, 1));
	CHECK(ran_at_ns - begin >= 5 * TIMER_MS);
	CHECK(!timer_is_armed(&first));
	CHECK(!timer_cancel(&first));
	cpu_interrupts_on();
	clock_spin_ns(20 * TIMER_MS);
	cpu_interrupts_off();
	CHECK_EQ(ran, 1);
}

static void cancel_all(void)
{
	timer_cancel(&first);
	timer_cancel(&second);
	timer_cancel(&third);
}

/* Each a millisecond from the next; started within less, or once more: the host
 * of a virtual machine may be busy elsewhere. */
TEST(timers_run_in_the_order_of_their_time)
{
	uint64_t begin;

	do {
		prepare();
		cancel_all();
		begin = clock_now_ns();
		timer_start(&first, 3 * TIMER_MS, 0);
		timer_start(&second, 1 * TIMER_MS, 0);
		timer_start(&third, 2 * TIMER_MS, 0);
	} while (clock_now_ns() - begin >= TIMER_MS);
	REQUIRE(wait_for(&ran, 3));
	CHECK_EQ(order[0], 2);
	CHECK_EQ(order[1], 3);
	CHECK_EQ(order[2], 1);
}

TEST(timer_is_periodic_until_cancelled)
{
	unsigned count;
	uint64_t begin;

	prepare();
	begin = clock_now_ns();
	timer_start(&first, 2 * TIMER_MS, 3 * TIMER_MS);
	REQUIRE(wait_for(&ran, 5));
	/* The fifth is not before its time, however late those before were. */
	CHECK(ran_at_ns - begin >= (2 + 4 * 3) * TIMER_MS);
	CHECK(timer_cancel(&first));
	count = ran;
	cpu_interrupts_on();
	clock_spin_ns(20 * TIMER_MS);
	cpu_interrupts_off();
	CHECK_EQ(ran, count);
}

TEST(timer_that_is_set_anew_runs_once)
{
	uint64_t begin;

	prepare();
	timer_start(&first, 1 * TIMER_MS, 1 * TIMER_MS);
	begin = clock_now_ns();
	timer_start(&first, 10 * TIMER_MS, 0);
	REQUIRE(wait_for(&ran, 1));
	CHECK(ran_at_ns - begin >= 10 * TIMER_MS);
	CHECK_EQ(ran, 1);
}

/* The interrupts are off as long as ten periods take: one run, nine missed. */
TEST(missed_periods_are_counted)
{
	prepare();
	timer_start(&first, 1 * TIMER_MS, 1 * TIMER_MS);
	clock_spin_ns(10 * TIMER_MS);
	REQUIRE(wait_for(&ran, 1));
	timer_cancel(&first);
	CHECK(first.missed_count >= 8);
}

static void start_next(struct timer *timer)
{
	ran++;
	if (ran < 3)
		timer_start(timer, TIMER_MS, 0);
}

TEST(timer_may_start_itself)
{
	prepare();
	first.run = start_next;
	timer_start(&first, 0, 0);
	REQUIRE(wait_for(&ran, 3));
	CHECK(!timer_is_armed(&first));
}

TEST(sleep_takes_its_time)
{
	uint64_t begin;

	prepare();
	begin = clock_now_ns();
	timer_sleep_ns(3 * TIMER_MS); /* spins: interrupts are off */
	CHECK(clock_now_ns() - begin >= 3 * TIMER_MS);
	cpu_interrupts_on();
	begin = clock_now_ns();
	timer_sleep_ns(3 * TIMER_MS);
	CHECK(clock_now_ns() - begin >= 3 * TIMER_MS);
	CHECK(cpu_interrupts_save() & X86_FLAGS_IF);
}

/* ---- Devices: the PIT, whose line an override moves ---- */

static volatile unsigned ticks;

static void tick(void *context)
{
	(*(volatile unsigned *)context)++;
}

static void run_pit(void)
{
	cpu_out8(0x43, 0x34);        /* channel 0, both bytes, rate generator */
	cpu_out8(0x40, 1193 & 0xff); /* 1 kHz */
	cpu_out8(0x40, 1193 >> 8);
}

TEST(device_interrupts_its_handler)
{
	uint32_t gsi = irq_get_isa_gsi(0);
	unsigned seen;

	prepare();
	REQUIRE(irq_start() == NULL);
	ticks = 0;
	REQUIRE(irq_register(gsi, IRQ_ISA, tick, (void *)&ticks) == NULL);
	CHECK_STR_EQ(irq_register(gsi, IRQ_ISA, tick, NULL), "the GSI already has a handler");
	run_pit();
	CHECK(wait_for(&ticks, 5));
	CHECK(irq_get_count(gsi) >= 5);

	irq_mask(gsi);
	seen = ticks;
	cpu_interrupts_on();
	clock_spin_ns(10 * TIMER_MS);
	cpu_interrupts_off();
	CHECK(ticks <= seen + 1); /* one may have been on its way */
	seen = ticks;
	irq_unmask(gsi);
	CHECK(wait_for(&ticks, seen + 2));
	CHECK(irq_route(gsi, cpu_current()->apic_id) == NULL);
	seen = ticks;
	CHECK(wait_for(&ticks, seen + 2));
	irq_unregister(gsi);
	seen = ticks;
	cpu_interrupts_on();
	clock_spin_ns(10 * TIMER_MS);
	cpu_interrupts_off();
	CHECK_EQ(ticks, seen);
}

TEST(lines_that_are_not_there_are_refused)
{
	CHECK_STR_EQ(irq_register(100000, IRQ_LEVEL, tick, NULL), "no I/O APIC has this GSI");
	CHECK_STR_EQ(irq_route(2, 255), "an I/O APIC can only target APIC IDs below 255");
}

TEST(vectors_can_be_had_for_messages)
{
	uint8_t vector;

	prepare();
	ticks = 0;
	REQUIRE(irq_alloc_vector(tick, (void *)&ticks, &vector) == NULL);
	apic_send(apic_get_id(), vector);
	CHECK(wait_for(&ticks, 1));
	irq_free_vector(vector);
}

TEST(vectors_run_out_with_a_reason)
{
	static uint8_t vectors[IRQ_LINES_MAX + 1];
	const char *why = NULL;
	unsigned count = 0;

	while (!why && count <= IRQ_LINES_MAX) {
		why = irq_alloc_vector(tick, (void *)&ticks, &vectors[count]);
		count += why == NULL;
	}
	CHECK_STR_EQ(why, "no free interrupt vector (IRQ_LINES_MAX)");
	while (count > 0)
		irq_free_vector(vectors[--count]);
}

TEST(irq_takes_no_interrupt_without_a_handler)
{
	uint8_t vector = 7;

	CHECK_STR_EQ(irq_register(irq_get_isa_gsi(5), IRQ_ISA, NULL, NULL),
	             "no handler is registered");
	CHECK_STR_EQ(irq_alloc_vector(NULL, NULL, &vector), "no handler is registered");
	CHECK_EQ(vector, 7);
}

TEST(spurious_interrupts_are_ignored)
{
	prepare();
	REQUIRE(irq_start() == NULL);
	__asm__ volatile("int $0xff");
	__asm__ volatile("int $0x27"); /* an 8259's */
	__asm__ volatile("int $0x2f");
	timer_start(&first, TIMER_MS, 0);
	CHECK(wait_for(&ran, 1));
}

/* As a scheduler does that switches to another thread: what was interrupted, and the
 * rest of the interrupt, are left for later, here for ever. */
static jmp_buf other_thread;

static void switch_away(struct timer *timer)
{
	(void)timer;
	longjmp(other_thread, 1);
}

TEST(a_timer_may_switch_away)
{
	prepare();
	first = (struct timer){ .run = note };
	second = (struct timer){ .run = switch_away };
	if (setjmp(other_thread) == 0) {
		timer_start(&first, 2 * TIMER_MS, 2 * TIMER_MS);
		timer_start(&second, TIMER_MS, 0);
		cpu_interrupts_on();
		for (;;)
			cpu_pause();
	}
	cpu_interrupts_on();
	CHECK(wait_for(&ran, 3));
	cancel_all();
}
