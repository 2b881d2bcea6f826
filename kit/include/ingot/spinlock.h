#pragma once
/* spinlock: a ticket lock: mutual exclusion of CPUs, and of interrupt handlers.
 *
 *	static struct spinlock lock = SPINLOCK("page");
 *	uint64_t flags = spinlock_acquire(&lock);
 *	...
 *	spinlock_release(&lock, flags);
 *
 * Fair: a ticket each, served in order. Interrupts are off while it is held,
 * on the CPU that holds it. Not recursive. Locks of several kinds are always
 * taken in one order, and nothing that waits is called under one.
 *
 * Debug builds know the holder, and end in a panic, with the lock's name, when
 * a CPU takes a lock that it holds, releases one that it does not hold, or
 * waits for more than SPINLOCK_WAIT_CYCLES_MAX: a deadlock. They also keep
 * statistics, of all locks of one name together.
 * Context: any, NMI and machine check excepted. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "spinlock_statistics.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A minute or so: the host of a virtual machine may be busy elsewhere. */
#define SPINLOCK_WAIT_CYCLES_MAX (128ull << 30)

struct spinlock {
	uint32_t next_ticket, served_ticket;
	const char *name;
	uint64_t holder_address; /* debug: where it was taken */
	uint32_t holder;         /* debug: index of the CPU, and 1; 0: nobody */
	uint32_t statistics;     /* debug: number of its name there, and 1 */
	uint64_t acquired_tsc;   /* debug: when the holder got it */
};

/* The name stays, even if the lock does not: a literal. */
#define SPINLOCK(its_name) { 0, 0, (its_name), 0, 0, 0, 0 }

/* Returns RFLAGS as they were, for spinlock_release. */
uint64_t spinlock_acquire(struct spinlock *lock);

void spinlock_release(struct spinlock *lock, uint64_t rflags);

/* Without waiting; false if another has it. */
bool spinlock_try_acquire(struct spinlock *lock, uint64_t *rflags);

/* Whether anybody holds it: for assertions. */
bool spinlock_is_held(const struct spinlock *lock);

#ifdef __cplusplus
}
#endif
