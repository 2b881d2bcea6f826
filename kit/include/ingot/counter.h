#pragma once
/* counter: named event counters.
 *
 *	COUNTER(page_faults);
 *	...
 *	COUNT(page_faults);
 *
 * A counter is local to its source file, and linked even if nothing reads it.
 * Context: any, any CPU, NMI included. */
#include <stddef.h>
#include <stdint.h>

#include "../../../abi/header_inline.h"
#include "names.h"

#ifdef __cplusplus
extern "C" {
#endif

struct counter {
	const char *name;
	uint64_t value;
};

/* A pointer in a section of its own, between __start_ and __stop_ symbols of the
 * linker; `retain` keeps it from --gc-sections. */
#define COUNTER(its_name) \
	static struct counter counter_##its_name = { #its_name, 0 }; \
	__attribute__((used, retain, section("ingot_counters"))) static struct counter \
		*counter_entry_##its_name = &counter_##its_name

#define COUNT(its_name)        COUNT_BY(its_name, 1)
#define COUNT_BY(its_name, by) counter_add(&counter_##its_name, (by))

HEADER_INLINE void counter_add(struct counter *counter, uint64_t by)
{
	__atomic_fetch_add(&counter->value, by, __ATOMIC_RELAXED);
}

HEADER_INLINE uint64_t counter_read(const struct counter *counter)
{
	return __atomic_load_n(&counter->value, __ATOMIC_RELAXED);
}

/* By index, in link order; NULL after the last one. */
const struct counter *counter_get(size_t index) KIT_NAME(counter_get);

/* The first counter with this name, or NULL. */
const struct counter *counter_find(const char *name) KIT_NAME(counter_find);

#ifdef __cplusplus
}
#endif
