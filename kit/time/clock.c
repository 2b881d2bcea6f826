/* clock: see <ingot/clock.h>. */
#include <ingot/clock.h>
#include <ingot/cpu.h>
#include <stddef.h>

#include "kit/time/clock_reference.h"

#define CPUID_CRYSTAL       0x15 /* SDM vol. 2A, CPUID */
#define CPUID_POWER         0x80000007
#define POWER_EDX_INVARIANT 0x100
#define TRIES               5 /* to look at both counters at one time */
#define OFTEN               (1u << 20)
#define NS_PER_S            1000000000ull
#define RATE_SHIFT          32

/* ns = (ticks - begin) * rate / 2^RATE_SHIFT, in 128 bits. */
struct clock {
	uint64_t (*read)(void); /* NULL: not started */
	const char *source, *reference;
	uint64_t begin, rate;
	uint64_t tsc_hz;
};

static struct clock the_clock;

/* RDTSC may be executed before what stands before it. */
static uint64_t read_tsc(void)
{
	__asm__ volatile("lfence" : : : "memory");
	return cpu_read_tsc();
}

static bool tsc_is_invariant(void)
{
	return cpu_id(X86_CPUID_EXTENDED_MAX, 0).eax >= CPUID_POWER &&
	       cpu_id(CPUID_POWER, 0).edx & POWER_EDX_INVARIANT;
}

/* The CPU may know itself: its crystal, and the ratio to it. */
static uint64_t tsc_hz_of_cpuid(void)
{
	struct cpuid id;

	if (cpu_id(0, 0).eax < CPUID_CRYSTAL)
		return 0;
	id = cpu_id(CPUID_CRYSTAL, 0);
	if (id.eax == 0 || id.ebx == 0 || id.ecx == 0)
		return 0;
	return (uint64_t)id.ecx * id.ebx / id.eax;
}

/* Both counters, at one time as nearly as it can be had: an interruption by
 * the host of a virtual machine would lie between two reads of the TSC. */
struct moment {
	uint64_t tsc, ticks;
};

static struct moment look(const struct clock_reference *reference)
{
	struct moment best = { 0 };
	uint64_t shortest = UINT64_MAX;

	for (int i = 0; i < TRIES; i++) {
		uint64_t before = read_tsc();
		uint64_t ticks = reference->read();
		uint64_t after = read_tsc();

		if (after - before < shortest) {
			shortest = after - before;
			best.tsc = before + shortest / 2;
			best.ticks = ticks;
		}
	}
	return best;
}

/* Less than the reference's counter needs to wrap, even if the look at its end
 * is late: the sum of many short steps. */
static uint64_t measure_tsc(const struct clock_reference *reference)
{
	uint64_t wanted = reference->hz * CLOCK_MEASURE_NS / NS_PER_S;
	struct moment begin = look(reference), end;
	uint64_t last = begin.ticks, passed = 0;

	do {
		uint64_t now = reference->read();

		passed += (now - last) & reference->mask;
		last = now;
	} while (passed < wanted);
	end = look(reference);
	passed += (end.ticks - last) & reference->mask;
	return (uint64_t)((unsigned __int128)(end.tsc - begin.tsc) * reference->hz / passed);
}

/* A counter that wraps often may do so unseen while the host of a virtual
 * machine is busy elsewhere: the TSC then seems too fast, never too slow. */
static uint64_t measure_tsc_safely(const struct clock_reference *reference)
{
	uint64_t slowest = measure_tsc(reference);

	for (int i = 1; i < TRIES && reference->mask < OFTEN; i++) {
		uint64_t hz = measure_tsc(reference);

		if (hz < slowest)
			slowest = hz;
	}
	return slowest;
}

static void choose(uint64_t (*read)(void), const char *source, uint64_t hz)
{
	the_clock.source = source;
	the_clock.rate = (uint64_t)(((unsigned __int128)NS_PER_S << RATE_SHIFT) / hz);
	the_clock.begin = read();
	the_clock.read = read;
}

const char *clock_start(void)
{
	struct clock_reference reference, hpet;

	if (the_clock.read)
		return NULL;
	the_clock.reference = "CPUID";
	the_clock.tsc_hz = tsc_hz_of_cpuid();
	if (the_clock.tsc_hz == 0) {
		reference = clock_reference_find();
		if (!reference.name)
			return "no HPET, ACPI timer or PIT found";
		the_clock.reference = reference.name;
		the_clock.tsc_hz = measure_tsc_safely(&reference);
	}
	if (the_clock.tsc_hz == 0)
		return "the TSC does not advance";
	hpet = clock_reference_find_hpet();
	if (tsc_is_invariant() || !hpet.name)
		choose(read_tsc, "TSC", the_clock.tsc_hz);
	else
		choose(hpet.read, "HPET", hpet.hz);
	return NULL;
}

/* CPUs' counters may differ by the time that a reset takes to reach them: not
 * before the beginning. */
uint64_t clock_now_ns(void)
{
	uint64_t now;

	if (!the_clock.read)
		return 0;
	now = the_clock.read();
	if ((int64_t)(now - the_clock.begin) < 0)
		return 0;
	return (uint64_t)((unsigned __int128)(now - the_clock.begin) * the_clock.rate >>
	                  RATE_SHIFT);
}

/* CLOCK_MONOTONIC of <time.h>, if the kernel has none of its own: as <runtime.h> has it,
 * which the host's tests of this file have not. */
int runtime_monotonic(uint64_t *nanoseconds);
__attribute__((weak)) int runtime_monotonic(uint64_t *nanoseconds)
{
	*nanoseconds = clock_now_ns();
	return the_clock.read ? 0 : -1;
}

const char *clock_get_source(void)
{
	return the_clock.read ? the_clock.source : "none";
}

const char *clock_get_reference(void)
{
	return the_clock.read ? the_clock.reference : "none";
}

uint64_t clock_get_tsc_hz(void)
{
	return the_clock.tsc_hz;
}

bool clock_is_tsc(void)
{
	return the_clock.read == read_tsc;
}

uint64_t clock_get_tsc_at(uint64_t ns)
{
	return the_clock.begin + (uint64_t)((unsigned __int128)ns * the_clock.tsc_hz / NS_PER_S);
}

void clock_spin_ns(uint64_t ns)
{
	uint64_t begin = clock_now_ns();

	while (the_clock.read && clock_now_ns() - begin < ns)
		cpu_pause();
}
