/* bench: micro-benchmarks. Each is the minimum of several runs, because an interrupt or
 * a busy host only ever adds time. */
#include <ingot/area.h>
#include <ingot/clock.h>
#include <ingot/cpu.h>
#include <ingot/mapping.h>
#include <ingot/page.h>
#include <ingot/paging.h>
#include <ingot/percpu.h>
#include <ingot/smp.h>
#include <ingot/spinlock.h>
#include <ingot/timer.h>
#include <ingot/trap.h>
#include <inttypes.h>
#include <math.h>
#include <runtime.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "pi.h"
#include "shell.h"

#define RUNS 9

static char *from, *to; /* pages of their own */
static volatile double number = 2.718281828459045;

static void do_nothing(void *context)
{
	(void)context;
}

static void copy_page(void)
{
	memcpy(to, from, PAGE_SIZE);
}

static void clear_page(void)
{
	memset(to, 0, PAGE_SIZE);
}

static void take_page(void)
{
	page_free(page_alloc());
}

static void take_block(void)
{
	free(malloc(64));
}

static void map_page(void)
{
	void *area;

	if (!area_alloc("bench", PAGE_SIZE, MAPPING_WRITE, &area))
		area_free(area);
}

static void print_double(void)
{
	char text[32];

	snprintf(text, sizeof text, "%.17g", number);
}

static void multiply(void)
{
	number = number * 1.0000001;
}

static void take_root(void)
{
	number = sqrt(number) + 1;
}

static void compute_pi(void)
{
	number = pi_compute();
}

static void take_lock(void)
{
	static struct spinlock lock = SPINLOCK("bench");
	uint64_t flags = spinlock_acquire(&lock);

	spinlock_release(&lock, flags);
}

static void pass_breakpoint(struct trap_frame *frame)
{
	(void)frame;
}

static void raise_breakpoint(void)
{
	__asm__ volatile("int3");
}

static void call_last_cpu(void)
{
	struct cpu *cpu = cpu_get_first();

	while (cpu->next)
		cpu = cpu->next;
	smp_call(cpu, do_nothing, NULL, true);
}

static void call_all_cpus(void)
{
	smp_call_all(do_nothing, NULL, true);
}

static void sleep_shortly(void)
{
	timer_sleep_ns(1);
}

static const struct bench {
	const char *what;
	void (*run)(void);
	unsigned turns;
} benches[] = {
	{ "memcpy of a page", copy_page, 100 },
	{ "memset of a page", clear_page, 100 },
	{ "page_alloc, page_free", take_page, 100 },
	{ "malloc(64), free", take_block, 100 },
	{ "map and unmap a page (TLB shootdown)", map_page, 10 },
	{ "multiply doubles (soft-float)", multiply, 100 },
	{ "sqrt", take_root, 100 },
	{ "compute pi", compute_pi, 10 },
	{ "snprintf %.17g", print_double, 10 },
	{ "spinlock acquire, release", take_lock, 100 },
	{ "breakpoint exception", raise_breakpoint, 100 },
	{ "call on the last CPU (IPI)", call_last_cpu, 10 },
	{ "call on all CPUs (IPI)", call_all_cpus, 10 },
	{ "timer_sleep_ns(1)", sleep_shortly, 10 },
};

static uint64_t measure(const struct bench *bench)
{
	uint64_t least = UINT64_MAX;

	for (int run = 0; run < RUNS; run++) {
		uint64_t begin = cpu_read_tsc(), took;

		for (unsigned turn = 0; turn < bench->turns; turn++)
			bench->run();
		took = cpu_read_tsc() - begin;
		if (took < least)
			least = took;
	}
	return least / bench->turns;
}

static void print_all(void)
{
	double mhz = (double)clock_get_tsc_hz() / 1e6;

	shell_head("    cycles          ns");
	for (size_t i = 0; i < sizeof benches / sizeof benches[0]; i++) {
		uint64_t cycles = measure(&benches[i]);

		printf("%10" PRIu64 "  %10.1f  %s\n", cycles,
		       mhz > 0 ? (double)cycles * 1000 / mhz : 0, benches[i].what);
	}
}

void command_bench(int count, char *words[])
{
	void (*before)(struct trap_frame *) = trap_set_handler(TRAP_BREAKPOINT, pass_breakpoint);

	(void)count, (void)words;
	from = aligned_alloc(PAGE_SIZE, PAGE_SIZE);
	to = aligned_alloc(PAGE_SIZE, PAGE_SIZE);
	if (!from || !to)
		shell_complain("out of memory");
	else
		print_all();
	free(from);
	free(to);
	trap_set_handler(TRAP_BREAKPOINT, before);
}
