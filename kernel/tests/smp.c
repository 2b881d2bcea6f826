/* All CPUs at work: calls, locks, pages, heap, and mappings that all forget. On
 * a machine of one CPU the same holds for one. */
#include <ingot/area.h>
#include <ingot/boot.h>
#include <ingot/cpu.h>
#include <ingot/page.h>
#include <ingot/smp.h>
#include <ingot/spinlock.h>
#include <ingot/test.h>
#include <ingot/timer.h>
#include <ingot/trap.h>
#include <runtime.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 100

/* The first of them contend for things; the others sleep and are interrupted.
 * Of many CPUs on few cores of a host, whoever has its turn is not running. */
#define WORKERS_MAX 8

static uint32_t counter;
static uint64_t seen_cpus[BOOT_CPUS_MAX / 64];

static void count_cpu(void *context)
{
	uint32_t index = cpu_get_index();

	(void)context;
	__atomic_fetch_or(&seen_cpus[index / 64], 1ull << index % 64, __ATOMIC_RELAXED);
	__atomic_fetch_add(&counter, 1, __ATOMIC_RELAXED);
}

static bool is_worker(void)
{
	return cpu_get_index() < WORKERS_MAX;
}

static uint32_t count_workers(void)
{
	return smp_get_count() < WORKERS_MAX ? smp_get_count() : WORKERS_MAX;
}

static size_t count_usable(void)
{
	const struct boot_cpus *cpus = &boot_info_get()->cpus;
	size_t count = 0;

	for (size_t i = 0; i < cpus->count; i++)
		count += cpus->list[i].state == BOOT_CPU_FIRST ||
		         cpus->list[i].state == BOOT_CPU_PARKED;
	return count;
}

TEST(every_cpu_starts_once)
{
	REQUIRE(smp_start(NULL) == NULL);
	CHECK(smp_start(NULL) == NULL);
	CHECK_EQ(smp_get_count(), count_usable());
	CHECK_EQ(smp_get_count(), boot_info_get()->cpus.count);
}

TEST(a_call_reaches_all)
{
	uint32_t bits = 0;

	REQUIRE(smp_start(NULL) == NULL);
	counter = 0;
	memset(seen_cpus, 0, sizeof seen_cpus);
	smp_call_all(count_cpu, NULL, true);
	CHECK_EQ(counter, smp_get_count());
	for (size_t i = 0; i < BOOT_CPUS_MAX / 64; i++)
		bits += (uint32_t)__builtin_popcountll(seen_cpus[i]);
	CHECK_EQ(bits, smp_get_count());
}

static void note_index(void *context)
{
	*(uint32_t *)context = cpu_get_index();
}

TEST(a_call_reaches_the_one)
{
	REQUIRE(smp_start(NULL) == NULL);
	for (struct cpu *cpu = cpu_get_first(); cpu; cpu = cpu->next) {
		uint32_t index = UINT32_MAX;

		smp_call(cpu, note_index, &index, true);
		CHECK_EQ(index, cpu->index);
	}
}

/* More than fit into a ring; nobody waits, all arrive. */
TEST(calls_that_nobody_waits_for_arrive)
{
	uint32_t wanted = smp_get_count() * 3 * SMP_CALLS_MAX;

	REQUIRE(smp_start(NULL) == NULL);
	wanted = smp_get_count() * 3 * SMP_CALLS_MAX;
	counter = 0;
	for (int i = 0; i < 3 * SMP_CALLS_MAX; i++)
		smp_call_all(count_cpu, NULL, false);
	while (__atomic_load_n(&counter, __ATOMIC_ACQUIRE) < wanted)
		cpu_pause();
	CHECK_EQ(counter, wanted);
}

/* Each calls all others and waits, with interrupts off: who waits, serves. */
static void call_everybody(void *context)
{
	uint32_t index;

	(void)context;
	for (struct cpu *cpu = cpu_get_first(); cpu && is_worker(); cpu = cpu->next)
		smp_call(cpu, note_index, &index, true);
	__atomic_fetch_add(&counter, 1, __ATOMIC_RELAXED);
}

TEST(calls_in_all_directions_do_not_lock_up)
{
	REQUIRE(smp_start(NULL) == NULL);
	counter = 0;
	smp_call_all(call_everybody, NULL, true);
	CHECK_EQ(counter, smp_get_count());
}

static struct spinlock lock = SPINLOCK("shared");
static volatile uint64_t shared;

static void add_under_lock(void *context)
{
	(void)context;
	for (uint32_t i = 0; i < ROUNDS && is_worker(); i++) {
		uint64_t rflags = spinlock_acquire(&lock);

		shared = shared + 1;
		spinlock_release(&lock, rflags);
	}
}

TEST(lock_excludes_other_cpus)
{
	REQUIRE(smp_start(NULL) == NULL);
	shared = 0;
	smp_call_all(add_under_lock, NULL, true);
	CHECK_EQ(shared, count_workers() * ROUNDS);
	CHECK(!spinlock_is_held(&lock));
}

#if HEAP_CHECKS
static struct spinlock awaited = SPINLOCK("awaited");

static void __attribute__((noinline)) wait_for_it(void *context)
{
	(void)context;
	if (cpu_get_index() > 0 && is_worker())
		spinlock_release(&awaited, spinlock_acquire(&awaited));
	__atomic_fetch_add(&counter, 1, __ATOMIC_RELEASE);
}

/* This CPU holds the lock until all workers stand before it. */
TEST(lock_statistics_know_who_waited)
{
	struct spinlock_statistics is;
	uint64_t rflags, begin;
	size_t i = 0;

	REQUIRE(smp_start(NULL) == NULL);
	counter = 0;
	rflags = spinlock_acquire(&awaited);
	begin = cpu_read_tsc();
	for (struct cpu *cpu = cpu_get_first()->next; cpu; cpu = cpu->next)
		smp_call(cpu, wait_for_it, NULL, false);
	while (__atomic_load_n(&awaited.next_ticket, __ATOMIC_RELAXED) - awaited.served_ticket <
	       count_workers())
		cpu_pause();
	begin = cpu_read_tsc() - begin;
	spinlock_release(&awaited, rflags);
	while (__atomic_load_n(&counter, __ATOMIC_ACQUIRE) < smp_get_count() - 1)
		cpu_pause();

	do
		REQUIRE(spinlock_get_statistics(i++, &is));
	while (strcmp(is.name, "awaited") != 0);
	CHECK_EQ(is.acquired_count, count_workers());
	CHECK_EQ(is.contended_count, count_workers() - 1);
	CHECK(is.longest_hold_cycles + SPINLOCK_CYCLES_STEP > begin);
	CHECK_EQ(is.longest_wait_cycles > 0, count_workers() > 1);
	if (count_workers() > 1)
		CHECK(is.longest_wait_address - (uint64_t)wait_for_it < 256);
}
#endif

PER_CPU(uint32_t, own);
static _Thread_local uint32_t of_thread = 7;
static uint32_t wrong;

static void use_own(void *context)
{
	uint32_t before = per_cpu(own);

	(void)context;
	of_thread++;
	for (int i = 0; i < ROUNDS; i++)
		per_cpu(own) = per_cpu(own) + cpu_get_index() + 1;
	if (before != 0 || of_thread != 8 || per_cpu(own) != ROUNDS * (cpu_get_index() + 1))
		__atomic_fetch_add(&wrong, 1, __ATOMIC_RELAXED);
	per_cpu(own) = 0;
	of_thread = 7;
}

TEST(each_cpu_has_its_own_variables)
{
	REQUIRE(smp_start(NULL) == NULL);
	wrong = 0;
	smp_call_all(use_own, NULL, true);
	CHECK_EQ(wrong, 0);
}

/* Pages, and blocks of the heap: nobody else writes to what one was given. */
static void use_memory(void *context)
{
	phys_t pages[40];

	(void)context;
	for (uint32_t round = 0; round < 5 && is_worker(); round++) {
		uint32_t *block = malloc(100 + 100 * cpu_get_index());

		for (size_t i = 0; i < 40; i++) {
			pages[i] = page_alloc();
			*(phys_t *)memory_to_virtual(pages[i]) = pages[i] + cpu_get_index();
		}
		block[20] = cpu_get_index();
		for (size_t i = 0; i < 40; i++) {
			if (*(phys_t *)memory_to_virtual(pages[i]) != pages[i] + cpu_get_index())
				__atomic_fetch_add(&wrong, 1, __ATOMIC_RELAXED);
			page_free(pages[i]);
		}
		if (block[20] != cpu_get_index())
			__atomic_fetch_add(&wrong, 1, __ATOMIC_RELAXED);
		free(block);
	}
}

TEST(memory_is_shared_out_among_cpus)
{
	size_t free_pages;

	REQUIRE(smp_start(NULL) == NULL);
	wrong = 0;
	smp_call_all(use_memory, NULL, true);
	free_pages = page_get_stats().free_pages;
	smp_call_all(use_memory, NULL, true);
	CHECK_EQ(wrong, 0);
	CHECK_EQ(page_get_stats().free_pages, free_pages);
	heap_check();
}

/* ---- Mappings ---- */

static volatile uint64_t *page_of_all;
static uint32_t faults;

static void step_over(struct trap_frame *frame)
{
	__atomic_fetch_add(&faults, 1, __ATOMIC_RELAXED);
	frame->rip += 3;
}

static void write_to_it(void *context)
{
	(void)context;
	__asm__ volatile("movq %1, (%0)" : : "a"(page_of_all), "c"(5ull) : "memory");
}

TEST(all_cpus_forget_a_mapping)
{
	void *page;

	REQUIRE(smp_start(NULL) == NULL);
	REQUIRE(area_alloc("shared", PAGE_SIZE, MAPPING_WRITE, &page) == NULL);
	page_of_all = page;
	trap_set_handler(TRAP_PAGE_FAULT, step_over);
	faults = 0;
	smp_call_all(write_to_it, NULL, true);
	CHECK_EQ(faults, 0);
	CHECK(mapping_change((uint64_t)page_of_all, PAGE_SIZE, MAPPING_READ) == NULL);
	smp_call_all(write_to_it, NULL, true);
	CHECK_EQ(faults, smp_get_count());
	CHECK(mapping_change((uint64_t)page_of_all, PAGE_SIZE, MAPPING_WRITE) == NULL);
	area_free((void *)page_of_all);
	smp_call_all(write_to_it, NULL, true);
	CHECK_EQ(faults, 2 * smp_get_count());
	trap_set_handler(TRAP_PAGE_FAULT, NULL);
}

/* Everybody maps and unmaps, with interrupts off. */
static void map_and_unmap(void *context)
{
	void *area;

	(void)context;
	for (uint32_t i = 0; i < 5 && is_worker(); i++)
		if (!area_alloc("mine", 3 * PAGE_SIZE, MAPPING_WRITE, &area))
			area_free(area);
	__atomic_fetch_add(&counter, 1, __ATOMIC_RELAXED);
}

TEST(all_cpus_change_mappings_at_once)
{
	REQUIRE(smp_start(NULL) == NULL);
	counter = 0;
	smp_call_all(map_and_unmap, NULL, true);
	CHECK_EQ(counter, smp_get_count());
}

/* ---- Traps and timers on each ---- */

static void break_here(void *context)
{
	(void)context;
	__asm__ volatile("int3");
}

static void on_breakpoint(struct trap_frame *frame)
{
	(void)frame;
	__atomic_fetch_add(&counter, 1, __ATOMIC_RELAXED);
}

TEST(traps_work_on_every_cpu)
{
	REQUIRE(smp_start(NULL) == NULL);
	counter = 0;
	trap_set_handler(TRAP_BREAKPOINT, on_breakpoint);
	smp_call_all(break_here, NULL, true);
	trap_set_handler(TRAP_BREAKPOINT, NULL);
	CHECK_EQ(counter, smp_get_count());
}

static void count_timer(struct timer *timer)
{
	if (timer->run == count_timer && cpu_get_index() > 0)
		__atomic_fetch_add(&counter, 1, __ATOMIC_RELAXED);
}

static struct timer timers[8];

static void start_timer(void *context)
{
	(void)context;
	if (cpu_get_index() == 0 || cpu_get_index() >= 8)
		return;
	timers[cpu_get_index()].run = count_timer;
	timer_start(&timers[cpu_get_index()], TIMER_MS, 0);
}

TEST(timers_run_on_every_cpu)
{
	uint32_t wanted;

	REQUIRE(smp_start(NULL) == NULL);
	REQUIRE(timer_init() == NULL);
	wanted = smp_get_count() < 8 ? smp_get_count() - 1 : 7;
	counter = 0;
	smp_call_all(start_timer, NULL, true);
	while (__atomic_load_n(&counter, __ATOMIC_ACQUIRE) < wanted)
		cpu_pause();
	CHECK_EQ(counter, wanted);
}
