/* spinlock_statistics: see spinlock_statistics.h and <ingot/spinlock.h>. */
#include "kit/lock/spinlock_statistics.h"

#include <string.h>

#if SPINLOCK_CHECKS

/* A duration and where it was, in one word, so that the two cannot be torn: steps
 * of SPINLOCK_CYCLES_STEP above the lower half of the address. The upper half is
 * the same for all code of a kernel. */
struct entry {
	const char *name; /* NULL: free, as are all behind it */
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

	while (packed > before && !__atomic_compare_exchange_n(longest, &before, packed, true,
	                                                       __ATOMIC_RELAXED, __ATOMIC_RELAXED))
		;
}

/* Whether the entry is the name's, taking it if it is free. */
static bool claim(struct entry *entry, const char *name)
{
	const char *found = NULL;

	return __atomic_compare_exchange_n(&entry->name, &found, name, false, __ATOMIC_ACQ_REL,
	                                   __ATOMIC_ACQUIRE) ||
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

/* A number is the index and 1; 0 means that nobody has looked yet. */
uint32_t spinlock_count_acquired(uint32_t number, const char *name, uint64_t address,
                                 uint64_t wait_cycles)
{
	struct entry *entry;

	if (number == 0)
		number = 1 + find_name(name ? name : "(no name)");
	entry = &entries[number - 1];
	__atomic_fetch_add(&entry->acquired_count, 1, __ATOMIC_RELAXED);
	if (wait_cycles > 0) {
		__atomic_fetch_add(&entry->contended_count, 1, __ATOMIC_RELAXED);
		raise_to(&entry->longest_wait, pack(wait_cycles, address));
	}
	return number;
}

void spinlock_count_released(uint32_t number, uint64_t address, uint64_t held_cycles)
{
	raise_to(&entries[number - 1].longest_hold, pack(held_cycles, address));
}

bool spinlock_get_statistics(size_t index, struct spinlock_statistics *statistics)
{
	const struct entry *entry;
	uint64_t wait, hold;

	if (index >= SPINLOCK_NAMES_MAX)
		return false;
	entry = &entries[index];
	if (!__atomic_load_n(&entry->name, __ATOMIC_ACQUIRE))
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
