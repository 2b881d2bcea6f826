#pragma once
/* spinlock: a ticket lock: mutual exclusion of CPUs, and of interrupt handlers.
 *
 *	static struct spinlock lock = SPINLOCK("page");
 *	uint64_t flags = spinlock_acquire(&lock);
 *	...
 *	spinlock_release(&lock, flags);
 *
 * Fair: first come, first served. The holder's CPU has interrupts off. Not recursive.
 * Acquire several locks always in the same order, and call nothing that waits while
 * holding one.
 *
 * Debug builds track the holder, and panic with the name of the lock on
 * self-deadlock, on release by a CPU that does not hold it, and after waiting for
 * SPINLOCK_WAIT_CYCLES_MAX. They also keep statistics, per lock name.
 * Context: any, NMI and machine check excepted. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "names.h"
#include "spinlock_statistics.h"

#ifdef __cplusplus
extern "C" {
#endif

/* About a minute: the host of a virtual machine may be busy. */
#define SPINLOCK_WAIT_CYCLES_MAX (128ull << 30)

struct spinlock {
	uint32_t next_ticket, served_ticket;
	const char *name;
	uint64_t holder_address; /* debug: where it was acquired */
	uint32_t holder;         /* debug: index of the CPU plus 1; 0: not held */
	uint32_t statistics;     /* debug: index of its name plus 1 */
	uint64_t acquired_tsc;   /* debug: when it was acquired */
};

/* The name must be a string literal. */
#define SPINLOCK(its_name) { 0, 0, (its_name), 0, 0, 0, 0 }

/* Returns the previous RFLAGS, for spinlock_release. */
uint64_t spinlock_acquire(struct spinlock *lock) KIT_NAME(spinlock_acquire);

void spinlock_release(struct spinlock *lock, uint64_t rflags) KIT_NAME(spinlock_release);

/* Without waiting; false if the lock is held. */
bool spinlock_try_acquire(struct spinlock *lock, uint64_t *rflags) KIT_NAME(spinlock_try_acquire);

/* Whether any CPU holds it: for assertions. */
bool spinlock_is_held(const struct spinlock *lock) KIT_NAME(spinlock_is_held);

#ifdef __cplusplus
}
#endif
