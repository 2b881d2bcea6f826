#pragma once
/* spinlock_statistics: lock contention and hold times, in debug builds. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "names.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SPINLOCK_NAMES_MAX 32 /* the last is "(others)": all further names */

/* Since boot. Times are in TSC cycles, with a resolution of SPINLOCK_CYCLES_STEP;
 * addresses are those of calls of spinlock_acquire. */
#define SPINLOCK_CYCLES_STEP 64

struct spinlock_statistics {
	const char *name;
	uint64_t acquired_count;
	uint64_t contended_count;      /* acquisitions that had to wait */
	uint64_t longest_wait_cycles;  /* 0 if none waited */
	uint64_t longest_wait_address; /* where it was */
	uint64_t longest_hold_cycles;
	uint64_t longest_hold_address; /* where it was acquired */
};

/* Statistics of a lock name, by index, in the order of first acquisition. False after
 * the last one, and always in release builds. Takes no lock: the numbers may be
 * inconsistent while locks are in use.
 * Context: any, any CPU, NMI included. */
bool spinlock_get_statistics(size_t index, struct spinlock_statistics *statistics)
	KIT_NAME(spinlock_get_statistics);

/* Whether this build has statistics: release builds have none. */
bool spinlock_has_statistics(void) KIT_NAME(spinlock_has_statistics);

#ifdef __cplusplus
}
#endif
