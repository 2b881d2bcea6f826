/* smp: see <ingot/smp.h>. */
#include <ingot/apic.h>
#include <ingot/area.h>
#include <ingot/boot_info.h>
#include <ingot/cpu.h>
#include <ingot/page.h>
#include <ingot/spinlock.h>
#include <runtime.h>
#include <string.h>

#include "abi/bits.h"
#include "kit/base/percpu.h"
#include "kit/base/thread_local.h"
#include "kit/memory/flush.h"
#include "kit/memory/mapping.h"
#include "kit/smp/smp.h"
#include "kit/trap/idt.h"
#include "kit/trap/segments.h"

#define NAME_SIZE 24 /* "exceptions of CPU 255" */

/* All that a CPU needs, and what it is told. Never freed. */
struct start {
	struct cpu cpu;
	struct segments segments;
	uint64_t exception_stacks; /* SEGMENTS_STACKS_SIZE, bottom */
	uint64_t stack_top;
	void *thread_local;
	uint64_t cr0, cr4;
	uint32_t is_ready; /* it runs the kernel's code */
	uint32_t may_go;   /* the others know it */
	void (*cpu_main)(void);
	char stack_name[NAME_SIZE], exceptions_name[NAME_SIZE];
};

static bool has_started; /* all that were parked */

/* ---- On the new CPU ---- */

static bool is_set(const uint32_t *flag)
{
	return __atomic_load_n(flag, __ATOMIC_ACQUIRE) != 0;
}

_Noreturn static void sleep_and_serve(void)
{
	for (;;)
		cpu_interrupts_on_and_halt();
}

/* The tables may have changed since it read them first, before anybody could
 * tell it. */
__attribute__((noinline)) _Noreturn static void run(struct start *start)
{
	segments_start_cpu(&start->segments, &start->cpu, start->exception_stacks);
	idt_start_cpu();
	thread_local_start(start->thread_local);
	mapping_start_cpu();
	(void)apic_start(); /* as the first CPU could */
	__atomic_store_n(&start->is_ready, 1, __ATOMIC_RELEASE);
	while (!is_set(&start->may_go))
		cpu_pause();
	flush_local(0, UINT64_MAX);
	if (start->cpu_main)
		start->cpu_main();
	sleep_and_serve();
}

/* Where the mailbox sends it. Floating point is as on the first CPU from here
 * on, and not before. */
_Noreturn static void enter(struct start *start)
{
	cpu_write_cr0(start->cr0);
	cpu_write_cr4(start->cr4);
	run(start);
}

/* ---- On the first CPU ---- */

/* A copy of the section lies as the section does within a page, so that what is
 * aligned there is aligned here. */
static bool give_variables(struct start *start)
{
	uint64_t begin, section = percpu_get_size(&begin);
	uint64_t skew = begin % PAGE_SIZE;
	uint64_t size_bytes = round_up(skew + section, PAGE_SIZE);
	size_t tls_size = thread_local_get_size();
	phys_t first = page_alloc_contiguous((size_bytes + tls_size + PAGE_SIZE - 1) / PAGE_SIZE);
	uint8_t *memory = memory_to_virtual(first);

	if (first == 0)
		return false;
	start->cpu.offset = (uint64_t)memory - (begin - skew);
	start->thread_local = memory + size_bytes;
	return true;
}

static bool give_stacks(struct start *start)
{
	void *stacks;

	runtime_report_format(start->stack_name, NAME_SIZE, "CPU %u", start->cpu.index);
	runtime_report_format(start->exceptions_name, NAME_SIZE, "exceptions of CPU %u",
	                      start->cpu.index);
	if (area_alloc_stack(start->stack_name, SMP_STACK_SIZE, &start->stack_top) ||
	    area_alloc(start->exceptions_name, SEGMENTS_STACKS_SIZE, MAPPING_WRITE, &stacks))
		return false;
	start->exception_stacks = (uint64_t)stacks;
	return true;
}

/* Out of memory: the CPU stays parked, and what it got is lost with it. */
static struct start *prepare(const struct boot_cpu *cpu, void (*cpu_main)(void))
{
	phys_t page = page_alloc_contiguous((sizeof(struct start) + PAGE_SIZE - 1) / PAGE_SIZE);
	struct start *start = memory_to_virtual(page);

	if (page == 0)
		return NULL;
	start->cpu = (struct cpu){ .self = &start->cpu,
		                   .apic_id = cpu->apic_id,
		                   .index = smp_get_count() };
	start->cr0 = cpu_read_cr0();
	start->cr4 = cpu_read_cr4();
	start->cpu_main = cpu_main;
	return give_variables(start) && give_stacks(start) ? start : NULL;
}

static void post(struct boot_mailbox *mailbox, struct start *start)
{
	mailbox->argument = (uint64_t)start;
	mailbox->stack_top = start->stack_top;
	__atomic_store_n(&mailbox->entry, (uint64_t)enter, __ATOMIC_RELEASE);
}

static const char *start_one(const struct boot_cpu *cpu, void (*cpu_main)(void))
{
	struct start *start = prepare(cpu, cpu_main);
	uint64_t begin = cpu_read_tsc();

	if (!start)
		return "out of memory: no stacks for another CPU";
	post(cpu->mailbox, start);
	while (!is_set(&start->is_ready)) {
		cpu_pause();
		if (cpu_read_tsc() - begin > SMP_WAIT_CYCLES_MAX)
			return "a parked CPU did not start within SMP_WAIT_CYCLES_MAX";
	}
	percpu_add(&start->cpu);
	__atomic_store_n(&start->may_go, 1, __ATOMIC_RELEASE);
	return NULL;
}

static struct spinlock heap_spinlock = SPINLOCK("heap");

static uintptr_t heap_acquire(void)
{
	return spinlock_acquire(&heap_spinlock);
}

static void heap_release(uintptr_t rflags)
{
	spinlock_release(&heap_spinlock, rflags);
}

/* Weak: a kernel that calls no malloc links no heap. */
__attribute__((weak)) void heap_set_lock(const struct heap_lock *lock);

static void lock_heap(void)
{
	static const struct heap_lock lock = { heap_acquire, heap_release };

	if (heap_set_lock)
		heap_set_lock(&lock);
}

static const char *start_all(const struct boot_cpus *cpus, void (*cpu_main)(void))
{
	for (size_t i = 0; i < cpus->count; i++) {
		const char *why = NULL;

		if (cpus->list[i].state == BOOT_CPU_PARKED)
			why = start_one(&cpus->list[i], cpu_main);
		if (why)
			return why;
	}
	return NULL;
}

const char *smp_start(void (*cpu_main)(void))
{
	static bool begun;
	const char *why = apic_start();

	if (why || begun)
		return why;
	begun = true;
	smp_call_start();
	smp_nmi_start();
	lock_heap();
	why = start_all(&boot_info_get()->cpus, cpu_main);
	has_started = why == NULL;
	return why;
}

bool smp_all_have_left(void)
{
	return has_started;
}

uint32_t smp_get_count(void)
{
	uint32_t count = 0;

	for (struct cpu *cpu = cpu_get_first(); cpu; cpu = cpu->next)
		count++;
	return count;
}
