/* smp_nmi: TLB shootdown and a panic's stop: what must reach a CPU even while
 * it keeps interrupts off, and so comes as a non-maskable interrupt (NMI).
 * Nobody who unmaps memory under a lock waits for one who waits for that lock.
 *
 * The handler takes no lock, touches no heap and prints nothing: it may have
 * interrupted any of them. */
#include <ingot/apic.h>
#include <ingot/cpu.h>
#include <ingot/exit.h>
#include <ingot/panic.h>
#include <ingot/spinlock.h>
#include <ingot/trap.h>
#include <runtime.h>

#include "kit/memory/flush.h"
#include "kit/smp/smp.h"
#include "kit/trap/panic.h"
#include "kit/trap/trap_report.h"

#define REQUEST_FLUSH 1u
#define REQUEST_STOP  2u

#define STOP_WAIT_CYCLES_MAX (8ull << 30) /* some seconds: then report anyway */

/* NMIs that wait merge, so that fewer come than were sent. One that comes when
 * all that were sent may have come is the machine's own. */
struct nmi_state {
	uint32_t requests;
	uint32_t sent, seen;
};

PER_CPU(struct nmi_state, nmi);

/* What is to be forgotten; one at a time. */
static struct spinlock flush_lock = SPINLOCK("flush");
static uint64_t flush_address, flush_size_bytes;
static uint32_t flush_left;

static uint32_t stopped_count;

static void (*handler_before)(struct trap_frame *);

_Noreturn static void stop(void)
{
	__atomic_fetch_add(&stopped_count, 1, __ATOMIC_RELEASE);
	power_halt();
}

/* Two were sent and came as one: then one more may still be on its way. */
static bool was_sent(struct nmi_state *mine)
{
	uint32_t sent = __atomic_load_n(&mine->sent, __ATOMIC_ACQUIRE);
	uint32_t open = sent - mine->seen;

	mine->seen = open > 1 ? sent - 1 : sent;
	return open > 0;
}

static void on_nmi(struct trap_frame *frame)
{
	struct nmi_state *mine = &per_cpu(nmi);
	bool is_ours = was_sent(mine);
	uint32_t requests = __atomic_exchange_n(&mine->requests, 0, __ATOMIC_ACQUIRE);

	if (requests & REQUEST_FLUSH) {
		flush_local(flush_address, flush_size_bytes);
		__atomic_fetch_sub(&flush_left, 1, __ATOMIC_RELEASE);
	}
	if (requests & REQUEST_STOP)
		stop();
	if (is_ours || requests != 0)
		return;
	if (!handler_before)
		trap_report(frame);
	handler_before(frame);
}

void smp_nmi_start(void)
{
	handler_before = trap_set_handler(TRAP_NMI, on_nmi);
}

static void request(struct cpu *cpu, uint32_t what)
{
	struct nmi_state *its = &per_cpu_of(cpu, nmi);

	__atomic_fetch_or(&its->requests, what, __ATOMIC_RELEASE);
	__atomic_fetch_add(&its->sent, 1, __ATOMIC_RELEASE);
	apic_send_nmi(cpu->apic_id);
}

static uint32_t request_of_others(uint32_t what, uint32_t *left)
{
	uint32_t count = 0;

	for (struct cpu *cpu = cpu_get_first(); cpu; cpu = cpu->next) {
		if (cpu == cpu_current())
			continue;
		count++;
		if (left)
			__atomic_fetch_add(left, 1, __ATOMIC_RELAXED);
		request(cpu, what);
	}
	return count;
}

void smp_flush_others(uint64_t address, uint64_t size_bytes)
{
	uint64_t rflags, begin;

	if (!cpu_get_first()->next)
		return;
	rflags = spinlock_acquire(&flush_lock);
	flush_address = address;
	flush_size_bytes = size_bytes;
	request_of_others(REQUEST_FLUSH, &flush_left);
	begin = cpu_read_tsc();
	while (__atomic_load_n(&flush_left, __ATOMIC_ACQUIRE) != 0) {
		cpu_pause();
		if (cpu_read_tsc() - begin > SMP_WAIT_CYCLES_MAX)
			panic("a CPU did not respond to an NMI within SMP_WAIT_CYCLES_MAX");
	}
	spinlock_release(&flush_lock, rflags);
}

/* One that reports, or waits to be stopped because this one does, hears it: it is
 * no interrupt that can be kept off. */
void smp_begin_panic(void *unused)
{
	uint32_t count = request_of_others(REQUEST_STOP, NULL);
	uint64_t begin = cpu_read_tsc();

	(void)unused;
	while (__atomic_load_n(&stopped_count, __ATOMIC_ACQUIRE) < count &&
	       cpu_read_tsc() - begin < STOP_WAIT_CYCLES_MAX)
		cpu_pause();
}

void smp_print_cpu(void *unused)
{
	(void)unused;
	if (cpu_get_first()->next)
		runtime_report_print("  on CPU %u of %u\n", cpu_get_index(), smp_get_count());
}
