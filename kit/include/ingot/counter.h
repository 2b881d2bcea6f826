#pragma once
/* counter: numbers with names, for people who ask what the kernel did.
 *
 *	COUNTER(page_faults);
 *	...
 *	COUNT(page_faults);
 *
 * A counter belongs to its source file and is linked with it, whether anybody
 * looks at it or not. Context: any, any CPU, NMI included. */
#include <stddef.h>
#include <stdint.h>

#include "../../../abi/header_inline.h"

#ifdef __cplusplus
extern "C" {
#endif

struct counter {
	const char *name;
	uint64_t value;
};

/* A pointer in a section of its own, bounded by the linker's __start_ and
 * __stop_; `retain` keeps it from --gc-sections. */
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

/* In link order; NULL from the number of counters on. */
const struct counter *counter_get(size_t index);

/* The first of that name, or NULL. */
const struct counter *counter_find(const char *name);

#ifdef __cplusplus
}
#endif
