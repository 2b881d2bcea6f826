#pragma once
/* clock_reference: TSC calibration: counters whose pace is known (HPET, ACPI PM
 * timer, PIT), to measure others by. */
#include <stdbool.h>
#include <stdint.h>

struct clock_reference {
	const char *name; /* NULL: none */
	uint64_t hz;
	uint64_t mask; /* of what read returns: it wraps after that */
	uint64_t (*read)(void);
};

/* The first of HPET, ACPI timer and PIT that is there and counts. */
struct clock_reference clock_reference_find(void);

/* The HPET alone, if it has all of 64 bits: fit to be a clock. */
struct clock_reference clock_reference_find_hpet(void);
