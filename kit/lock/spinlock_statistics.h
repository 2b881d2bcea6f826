#pragma once
/* spinlock_statistics: what became of the locks of one name (debug builds).
 *
 * Written by whoever holds one of them, and by several CPUs at once where locks
 * share a name: by atomic additions and maxima, never by waiting. A lock itself
 * only knows the number of its name, so that it may vanish.
 * Context: the holder's. */
#include <ingot/spinlock_statistics.h>

/* A debug build. */
#ifdef HEAP_CHECKS
#define SPINLOCK_CHECKS HEAP_CHECKS
#else
#define SPINLOCK_CHECKS 0
#endif

/* A lock of that name has been acquired, at that address, after wait_cycles (0:
 * without waiting). number is what the last call for the lock returned, 0 at
 * first. In debug builds only, as the next. */
uint32_t spinlock_count_acquired(uint32_t number, const char *name, uint64_t address,
                                 uint64_t wait_cycles);

/* It is about to be released, after it was held for so long. */
void spinlock_count_released(uint32_t number, uint64_t address, uint64_t held_cycles);
