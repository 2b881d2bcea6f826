#pragma once
/* spinlock: mutual exclusion of CPUs, and of interrupt handlers.
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

/* A minute or so: the host of a virtual machine may be busy elsewhere. */
#define SPINLOCK_WAIT_CYCLES_MAX (128ull << 30)

struct spinlock {
	uint32_t next_ticket, served_ticket;
	const char *name;
	uint64_t holder_address;	/* debug: where it was taken */
	uint32_t holder;		/* debug: index of the CPU, and 1; 0: nobody */
	uint32_t statistics;		/* debug: see kit/lock/spinlock_statistics.h */
	uint64_t acquired_tsc;		/* debug: when the holder got it */
};

/* The name stays, even if the lock does not: a literal. */
#define SPINLOCK(its_name) { .name = (its_name) }

/* Returns RFLAGS as they were, for spinlock_release. */
uint64_t spinlock_acquire(struct spinlock *lock);

void spinlock_release(struct spinlock *lock, uint64_t rflags);

/* Without waiting; false if another has it. */
bool spinlock_try_acquire(struct spinlock *lock, uint64_t *rflags);

/* Whether anybody holds it: for assertions. */
bool spinlock_is_held(const struct spinlock *lock);

/* ---- Statistics, in debug builds ---- */

#define SPINLOCK_NAMES_MAX 32	/* the last is "(others)": all that have no room */

/* Since the start. Cycles are those of the time-stamp counter, by steps of
 * SPINLOCK_CYCLES_STEP; an address is that of the call of spinlock_acquire. */
#define SPINLOCK_CYCLES_STEP 64

struct spinlock_statistics {
	const char *name;
	uint64_t acquired_count;
	uint64_t contended_count;	/* of those: another had it, so it waited */
	uint64_t longest_wait_cycles;	/* 0 if nobody waited */
	uint64_t longest_wait_address;	/* who waited */
	uint64_t longest_hold_cycles;
	uint64_t longest_hold_address;	/* who held it */
};

/* Those of the name number index, in the order in which the names were first
 * taken. False from the number of names on, and always where none are kept.
 * Takes no lock: of what happens meanwhile, some numbers may know already.
 * Context: any, any CPU, NMI included. */
bool spinlock_get_statistics(size_t index, struct spinlock_statistics *statistics);

/* Whether this build keeps any; a release build has neither code nor memory
 * for them. */
bool spinlock_has_statistics(void);
