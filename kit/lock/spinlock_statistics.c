/* spinlock_statistics: see spinlock_statistics.h and <ingot/spinlock.h>. */
#include "kit/lock/spinlock_statistics.h"

#if SPINLOCK_CHECKS

#include <ingot/cpu.h>
#include <string.h>

/* A duration and where it was, in one word, so that the two cannot be torn: steps
 * of SPINLOCK_CYCLES_STEP above the lower half of the address. The upper half is
 * the same for all code of a kernel. */
struct entry {
	const char *name;		/* NULL: free, as are all behind it */
	uint64_t acquired_count;
	uint64_t contended_count;
	uint64_t longest_wait;
	uint64_t longest_hold;
};

static struct entry entries[SPINLOCK_NAMES_MAX];

static uint64_t pack(uint64_t cycles, uint64_t address)
{
	uint64_t steps = cycles / SPINLOCK_CYCLES_STEP;

	return (steps < UINT32_MAX ? steps : UINT32_MAX) << 32 | (uint32_t)address;
}

static uint64_t unpack_cycles(uint64_t packed)
{
	return (packed >> 32) * SPINLOCK_CYCLES_STEP;
}

static uint64_t unpack_address(uint64_t packed)
{
	uint64_t upper_half = (uint64_t)spinlock_get_statistics & ~(uint64_t)UINT32_MAX;

	return packed == 0 ? 0 : upper_half | (uint32_t)packed;
}

static void raise_to(uint64_t *longest, uint64_t packed)
{
	uint64_t before = __atomic_load_n(longest, __ATOMIC_RELAXED);

	while (packed > before &&
	       !__atomic_compare_exchange_n(longest, &before, packed, true,
	                                    __ATOMIC_RELAXED, __ATOMIC_RELAXED))
		;
}

/* Whether the entry is the name's, taking it if it is free. */
static bool claim(struct entry *entry, const char *name)
{
	const char *found = NULL;

	return __atomic_compare_exchange_n(&entry->name, &found, name, false,
	                                   __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE) ||
	       strcmp(found, name) == 0;
}

static uint32_t find_name(const char *name)
{
	for (uint32_t i = 0; i < SPINLOCK_NAMES_MAX - 1; i++)
		if (claim(&entries[i], name))
			return i;
	claim(&entries[SPINLOCK_NAMES_MAX - 1], "(others)");
	return SPINLOCK_NAMES_MAX - 1;
}

/* lock->statistics is the number and 1; 0 means that nobody has looked yet. */
static struct entry *entry_of(struct spinlock *lock)
{
	if (lock->statistics == 0)
		lock->statistics = 1 + find_name(lock->name ? lock->name : "(no name)");
	return &entries[lock->statistics - 1];
}

void spinlock_count_acquired(struct spinlock *lock, uint64_t wait_cycles)
{
	struct entry *entry = entry_of(lock);

	__atomic_fetch_add(&entry->acquired_count, 1, __ATOMIC_RELAXED);
	if (wait_cycles > 0) {
		__atomic_fetch_add(&entry->contended_count, 1, __ATOMIC_RELAXED);
		raise_to(&entry->longest_wait, pack(wait_cycles, lock->holder_address));
	}
	lock->acquired_tsc = cpu_read_tsc();
}

void spinlock_count_released(const struct spinlock *lock)
{
	raise_to(&entries[lock->statistics - 1].longest_hold,
	         pack(cpu_read_tsc() - lock->acquired_tsc, lock->holder_address));
}

bool spinlock_get_statistics(size_t index, struct spinlock_statistics *statistics)
{
	const struct entry *entry;
	uint64_t wait, hold;

	if (index >= SPINLOCK_NAMES_MAX)
		return false;
	entry = &entries[index];
	if (__atomic_load_n(&entry->name, __ATOMIC_ACQUIRE) == NULL)
		return false;
	wait = __atomic_load_n(&entry->longest_wait, __ATOMIC_RELAXED);
	hold = __atomic_load_n(&entry->longest_hold, __ATOMIC_RELAXED);
	*statistics = (struct spinlock_statistics){
		.name = entry->name,
		.acquired_count = __atomic_load_n(&entry->acquired_count, __ATOMIC_RELAXED),
		.contended_count = __atomic_load_n(&entry->contended_count, __ATOMIC_RELAXED),
		.longest_wait_cycles = unpack_cycles(wait),
		.longest_wait_address = unpack_address(wait),
		.longest_hold_cycles = unpack_cycles(hold),
		.longest_hold_address = unpack_address(hold),
	};
	return true;
}

#else

bool spinlock_get_statistics(size_t index, struct spinlock_statistics *statistics)
{
	(void)index, (void)statistics;
	return false;
}

#endif

bool spinlock_has_statistics(void)
{
	return SPINLOCK_CHECKS;
}
