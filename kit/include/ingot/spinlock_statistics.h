#pragma once
/* spinlock_statistics: how the locks of each name were used, in debug builds. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SPINLOCK_NAMES_MAX 32 /* the last is "(others)": all that have no room */

/* Since the start. Cycles are those of the time-stamp counter, by steps of
 * SPINLOCK_CYCLES_STEP; an address is that of the call of spinlock_acquire. */
#define SPINLOCK_CYCLES_STEP 64

struct spinlock_statistics {
	const char *name;
	uint64_t acquired_count;
	uint64_t contended_count;      /* of those: another had it, so it waited */
	uint64_t longest_wait_cycles;  /* 0 if nobody waited */
	uint64_t longest_wait_address; /* who waited */
	uint64_t longest_hold_cycles;
	uint64_t longest_hold_address; /* who held it */
};

/* Those of the name number index, in the order in which the names were first
 * taken. False from the number of names on, and always where none are kept.
 * Takes no lock: of what happens meanwhile, some numbers may know already.
 * Context: any, any CPU, NMI included. */
bool spinlock_get_statistics(size_t index, struct spinlock_statistics *statistics);

/* Whether this build keeps any; a release build has neither code nor memory
 * for them. */
bool spinlock_has_statistics(void);

#ifdef __cplusplus
}
#endif
