/* Threads of a kernel's own, switched on the way out of interrupts. */
#include <ingot/apic.h>
#include <ingot/area.h>
#include <ingot/cpu.h>
#include <ingot/irq.h>
#include <ingot/smp.h>
#include <ingot/test.h>
#include <ingot/timer.h>
#include <ingot/trap.h>
#include <ingot/units.h>

#define WAIT_MAX_NS (60 * TIMER_S) /* a host may be slow */
#define THREADS     3              /* the first is the test */

/* void thread_switch(uint64_t *rsp, uint64_t to): goes on with the thread whose
 * stack was left at to; returns when somebody goes on with this one, by *rsp. */
void thread_switch(uint64_t *rsp, uint64_t to);
__asm__(".pushsection .text.thread_switch, \"ax\", @progbits\n"
        ".globl thread_switch\n"
        ".type thread_switch, @function\n"
        "thread_switch:\n"
        "	pushq %rbp\n"
        "	pushq %rbx\n"
        "	pushq %r12\n"
        "	pushq %r13\n"
        "	pushq %r14\n"
        "	pushq %r15\n"
        "	movq %rsp, (%rdi)\n"
        "	movq %rsi, %rsp\n"
        "	popq %r15\n"
        "	popq %r14\n"
        "	popq %r13\n"
        "	popq %r12\n"
        "	popq %rbx\n"
        "	popq %rbp\n"
        "	ret\n"
        ".size thread_switch, . - thread_switch\n"
        ".popsection\n");

static uint64_t stacks[THREADS]; /* where each was left */
static uint64_t tops[THREADS];
static volatile unsigned rounds[THREADS];
static unsigned current;
static volatile unsigned hook_calls;
static uint8_t vector; /* of an interrupt that nobody else waits for */

static void switch_to_next(struct trap_frame *frame)
{
	unsigned left = current;

	(void)frame;
	hook_calls++;
	current = (current + 1) % THREADS;
	thread_switch(&stacks[left], stacks[current]);
}

static void count_rounds(void)
{
	cpu_interrupts_on();
	for (;;) {
		rounds[current]++;
		cpu_pause();
	}
}

/* Its turn is over when it has interrupted itself. */
static void hand_on(void)
{
	cpu_interrupts_on();
	for (;;) {
		unsigned before = hook_calls;

		rounds[current]++;
		apic_send(apic_get_id(), vector);
		while (hook_calls == before)
			cpu_pause();
	}
}

/* A stack as thread_switch leaves one: six registers, zeros, and where to return
 * to, which finds the stack as if it had been called. */
static void make_thread(unsigned number, void (*run)(void))
{
	uint64_t top;
	uint64_t *words;

	REQUIRE(area_alloc_stack("thread", 16 * KiB, &top) == NULL);
	tops[number] = top;
	words = (uint64_t *)top - 8;
	words[6] = (uint64_t)run;
	stacks[number] = (uint64_t)words;
}

static void make_threads(void (*run)(void))
{
	hook_calls = current = 0;
	tops[THREADS - 1] = 0;
	for (unsigned i = 0; i < THREADS; i++)
		rounds[i] = 0;
	for (unsigned i = 1; i < THREADS; i++)
		make_thread(i, run);
}

/* The test is a thread as well: it goes on in its turn. */
static bool all_have_run(unsigned wanted)
{
	for (unsigned i = 1; i < THREADS; i++)
		if (rounds[i] < wanted)
			return false;
	return true;
}

static void forget_threads(void)
{
	cpu_interrupts_off();
	CHECK(trap_set_exit_hook(NULL) == switch_to_next);
	for (unsigned i = 1; i < THREADS; i++)
		area_free_stack(tops[i]);
}

static volatile unsigned ticks;

static void count_tick(struct timer *timer)
{
	(void)timer;
	ticks++;
}

TEST(threads_take_turns_by_the_timer)
{
	static struct timer timer = { .run = count_tick };
	uint64_t begin;

	make_threads(count_rounds);
	REQUIRE(tops[THREADS - 1] != 0);
	CHECK(trap_set_exit_hook(switch_to_next) == NULL);
	ticks = 0;
	timer_start(&timer, TIMER_MS, TIMER_MS);
	begin = clock_now_ns();
	cpu_interrupts_on();
	while ((!all_have_run(1) || ticks < 4 * THREADS) && clock_now_ns() - begin < WAIT_MAX_NS)
		cpu_pause();
	forget_threads();
	timer_cancel(&timer);
	CHECK(all_have_run(1));
	CHECK(ticks >= 4 * THREADS);
}

static void nothing(void *context)
{
	(void)context;
}

/* The handler's interrupt is acknowledged before the next thread wants the same. */
TEST(threads_hand_on_by_an_interrupt)
{
	uint64_t begin;

	make_threads(hand_on);
	REQUIRE(tops[THREADS - 1] != 0);
	REQUIRE(irq_alloc_vector(nothing, NULL, &vector) == NULL);
	REQUIRE(clock_start() == NULL);
	trap_set_exit_hook(switch_to_next);
	begin = clock_now_ns();
	cpu_interrupts_on();
	while (!all_have_run(10) && clock_now_ns() - begin < WAIT_MAX_NS)
		apic_send(apic_get_id(), vector);
	forget_threads();
	irq_free_vector(vector);
	CHECK(all_have_run(10));
}

static void count_call(struct trap_frame *frame)
{
	CHECK(frame->rflags & X86_FLAGS_IF);
	hook_calls++;
}

static volatile bool has_ended;
static volatile unsigned calls_within;

/* A handler that lets timers in. */
static void wait_for_tick(void *context)
{
	static struct timer timer = { .run = count_tick };

	(void)context;
	ticks = 0;
	hook_calls = 0;
	timer_start(&timer, 0, 0);
	cpu_interrupts_on();
	while (ticks == 0)
		cpu_pause();
	cpu_interrupts_off();
	calls_within = hook_calls;
	has_ended = true;
}

TEST(no_thread_is_switched_within_a_handler)
{
	has_ended = false;
	REQUIRE(irq_alloc_vector(wait_for_tick, NULL, &vector) == NULL);
	trap_set_exit_hook(count_call);
	cpu_interrupts_on();
	apic_send(apic_get_id(), vector);
	while (!has_ended || hook_calls == 0)
		cpu_pause();
	cpu_interrupts_off();
	trap_set_exit_hook(NULL);
	irq_free_vector(vector);
	CHECK_EQ(calls_within, 0);
}

/* Other interrupts may have been waiting. */
static void end_own(struct trap_frame *frame)
{
	apic_end_interrupt();
	hook_calls = 0;
	trap_call_exit_hook(frame);
	trap_set_exit_hook(NULL);
	has_ended = true;
}

TEST(a_vector_of_ones_own_may_have_the_hook)
{
	REQUIRE(irq_alloc_vector(nothing, NULL, &vector) == NULL);
	trap_set_handler(vector, end_own);
	has_ended = false;
	trap_set_exit_hook(count_call);
	cpu_interrupts_on();
	apic_send(apic_get_id(), vector);
	while (!has_ended)
		cpu_pause();
	cpu_interrupts_off();
	irq_free_vector(vector);
	CHECK_EQ(hook_calls, 1);
}

static volatile unsigned calls_of_last;

static void count_call_of_last(struct trap_frame *frame)
{
	(void)frame;
	if (!cpu_current()->next)
		calls_of_last++;
}

/* So a kernel makes another CPU choose anew. */
TEST(a_call_ends_with_the_hook_on_its_cpu)
{
	struct cpu *last = cpu_get_first();

	REQUIRE(smp_start(NULL) == NULL);
	while (last->next)
		last = last->next;
	if (last == cpu_get_first())
		return; /* calls itself without an interrupt */
	calls_of_last = 0;
	trap_set_exit_hook(count_call_of_last);
	smp_call(last, nothing, NULL, false);
	while (calls_of_last == 0)
		cpu_pause();
	trap_set_exit_hook(NULL);
	CHECK(calls_of_last >= 1); /* its timer may have been due */
}
