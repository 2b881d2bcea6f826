#include "share.h"

#include <ingot/percpu.h>
#include <ingot/smp.h>
#include <ingot/spinlock.h>
#include <stdbool.h>

#define PIECE 64 /* numbers that a CPU takes at a time */

static struct spinlock lock = SPINLOCK("share"); /* of what follows */
static uint32_t next, end, found;

PER_CPU(uint32_t, work);

static bool is_prime(uint32_t number)
{
	if (number < 2)
		return false;
	for (uint32_t factor = 2; factor * factor <= number; factor++)
		if (number % factor == 0)
			return false;
	return true;
}

/* The next piece of the range; false when all is given out. */
static bool take(uint32_t *first, uint32_t *last)
{
	uint64_t flags = spinlock_acquire(&lock);

	*first = next;
	*last = end - next < PIECE ? end : next + PIECE;
	next = *last;
	spinlock_release(&lock, flags);
	return *first < *last;
}

static void count(void *context)
{
	uint32_t first, last, mine = 0;

	(void)context;
	per_cpu(work) = 0;
	while (take(&first, &last)) {
		per_cpu(work) += last - first;
		for (uint32_t number = first; number < last; number++)
			mine += is_prime(number);
	}
	uint64_t flags = spinlock_acquire(&lock);
	found += mine;
	spinlock_release(&lock, flags);
}

uint32_t share_count_primes(uint32_t limit)
{
	next = found = 0;
	end = limit;
	smp_call_all(count, NULL, true);
	return found;
}

uint32_t share_get_work(uint32_t cpu_index)
{
	for (struct cpu *cpu = cpu_get_first(); cpu; cpu = cpu->next)
		if (cpu->index == cpu_index)
			return per_cpu_of(cpu, work);
	return 0;
}
