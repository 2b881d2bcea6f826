/* smp_call: cross calls, see <ingot/smp.h>. A ring of calls for each CPU, and
 * an interrupt (IPI) that says that it has some. */
#include <ingot/apic.h>
#include <ingot/cpu.h>
#include <ingot/panic.h>
#include <ingot/spinlock.h>
#include <ingot/trap.h>
#include <stddef.h>

#include "kit/smp/smp.h"
#include "kit/trap/interrupt.h"
#include "kit/trap/vectors.h"

struct call {
	void (*run)(void *context);
	void *context;
	uint32_t *left; /* counts down when it has run; or NULL */
};

struct call_ring {
	struct spinlock lock;
	uint32_t first, count;
	struct call calls[SMP_CALLS_MAX];
};

PER_CPU(struct call_ring, ring);

static bool ring_take(struct call_ring *from, struct call *call)
{
	uint64_t rflags = spinlock_acquire(&from->lock);
	bool has_one = from->count > 0;

	if (has_one) {
		*call = from->calls[from->first];
		from->first = (from->first + 1) % SMP_CALLS_MAX;
		from->count--;
	}
	spinlock_release(&from->lock, rflags);
	return has_one;
}

static bool ring_put(struct call_ring *to, const struct call *call)
{
	uint64_t rflags = spinlock_acquire(&to->lock);
	bool has_room = to->count < SMP_CALLS_MAX;

	to->lock.name = "calls";
	if (has_room)
		to->calls[(to->first + to->count++) % SMP_CALLS_MAX] = *call;
	spinlock_release(&to->lock, rflags);
	return has_room;
}

/* Interrupts are off. */
static void serve(void)
{
	struct call call;

	while (ring_take(&per_cpu(ring), &call)) {
		interrupt_call(call.run, call.context);
		if (call.left)
			__atomic_fetch_sub(call.left, 1, __ATOMIC_RELEASE);
	}
}

static void call_interrupt(struct trap_frame *frame)
{
	apic_end_interrupt();
	serve();
	trap_call_exit_hook(frame);
}

void smp_call_start(void)
{
	trap_set_handler(VECTOR_CALL, call_interrupt);
}

/* One turn of waiting for others, who may be waiting for this CPU. */
static void wait_a_little(uint64_t begin, const char *what)
{
	uint64_t rflags = cpu_interrupts_save();

	serve();
	cpu_interrupts_restore(rflags);
	cpu_pause();
	if (cpu_read_tsc() - begin > SMP_WAIT_CYCLES_MAX)
		panic("smp_call: %s for longer than SMP_WAIT_CYCLES_MAX: "
		      "are its interrupts disabled?",
		      what);
}

static void put(struct cpu *cpu, const struct call *call)
{
	uint64_t begin = cpu_read_tsc();

	while (!ring_put(&per_cpu_of(cpu, ring), call))
		wait_a_little(begin, "a CPU has SMP_CALLS_MAX pending calls");
	apic_send(cpu->apic_id, VECTOR_CALL);
}

static void wait_for(const uint32_t *left)
{
	uint64_t begin = cpu_read_tsc();

	while (__atomic_load_n(left, __ATOMIC_ACQUIRE) != 0)
		wait_a_little(begin, "a CPU has not answered a call");
}

static void check(void (*run)(void *context))
{
	if (!run)
		panic("smp_call: the function is NULL");
}

static void run_here(void (*run)(void *context), void *context)
{
	uint64_t rflags = cpu_interrupts_save();

	run(context);
	cpu_interrupts_restore(rflags);
}

void smp_call(struct cpu *cpu, void (*run)(void *context), void *context, bool wait)
{
	uint32_t left = 1;
	struct call call = { run, context, wait ? &left : NULL };

	check(run);
	if (cpu == cpu_current()) {
		run_here(run, context);
		return;
	}
	put(cpu, &call);
	if (wait)
		wait_for(&left);
}

void smp_call_all(void (*run)(void *context), void *context, bool wait)
{
	uint32_t left = 0;
	struct call call = { run, context, wait ? &left : NULL };

	check(run);
	for (struct cpu *cpu = cpu_get_first(); cpu; cpu = cpu->next) {
		if (cpu == cpu_current())
			continue;
		__atomic_fetch_add(&left, 1, __ATOMIC_RELAXED);
		put(cpu, &call);
	}
	run_here(run, context);
	if (wait)
		wait_for(&left);
}
