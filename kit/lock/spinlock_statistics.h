#pragma once
/* spinlock_statistics: what became of the locks of one name (debug builds).
 *
 * Written by whoever holds one of them, and by several CPUs at once where locks
 * share a name: by atomic additions and maxima, never by waiting. A lock itself
 * only knows the number of its name, so that it may vanish.
 * Context: the holder's. */
#include <ingot/spinlock.h>

/* A debug build. */
#ifdef HEAP_CHECKS
#define SPINLOCK_CHECKS HEAP_CHECKS
#else
#define SPINLOCK_CHECKS 0
#endif

/* The lock has just been acquired, at lock->holder_address, after wait_cycles
 * (0: without waiting); or is about to be released. Nothing in a release build. */
#if SPINLOCK_CHECKS
void spinlock_count_acquired(struct spinlock *lock, uint64_t wait_cycles);
void spinlock_count_released(const struct spinlock *lock);
#else
static inline void spinlock_count_acquired(struct spinlock *lock, uint64_t wait_cycles)
{
	(void)lock, (void)wait_cycles;
}

static inline void spinlock_count_released(const struct spinlock *lock)
{
	(void)lock;
}
#endif
