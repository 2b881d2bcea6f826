#pragma once
/* clock: monotonic time (TSC, HPET), and the date (RTC).
 *
 * Counts nanoseconds since clock_start. The clock source is the TSC if it is
 * invariant, else the HPET, else the TSC anyway. The TSC frequency is taken from
 * CPUID, or calibrated for CLOCK_MEASURE_NS against the first that exists of HPET,
 * ACPI timer and PIT. All CPUs read the same clock. <time.h>'s CLOCK_MONOTONIC is
 * this clock too, in a kernel that calls clock_start.
 * Context: any, from clock_start on. */
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "names.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CLOCK_MEASURE_NS 20000000ull

/* Call it once, on the first CPU; later calls have no effect. Without a clock
 * source clock_now_ns stays 0. */
MUST_CHECK const char *clock_start(void) KIT_NAME(clock_start);

uint64_t clock_now_ns(void) KIT_NAME(clock_now_ns);

/* The clock source: "TSC" or "HPET". What the TSC was calibrated by: "CPUID",
 * "HPET", "ACPI timer" or "PIT". */
const char *clock_get_source(void) KIT_NAME(clock_get_source);
const char *clock_get_reference(void) KIT_NAME(clock_get_reference);

/* The TSC frequency, and whether the TSC is the clock source. */
uint64_t clock_get_tsc_hz(void) KIT_NAME(clock_get_tsc_hz);
bool clock_is_tsc(void) KIT_NAME(clock_is_tsc);

/* The TSC value at that time, if the TSC is the clock source. */
uint64_t clock_get_tsc_at(uint64_t ns) KIT_NAME(clock_get_tsc_at);

/* Busy-waits; timer_sleep_ns (timer.h) halts instead. */
void clock_spin_ns(uint64_t ns) KIT_NAME(clock_spin_ns);

/* ---- Date: the real-time clock, in seconds, usually UTC ---- */

/* Reads the real-time clock (MC146818 compatible), binary or BCD, 12 or 24 hours, not
 * during an update. Takes a millisecond at most. */
MUST_CHECK const char *clock_read_date(struct tm *date) KIT_NAME(clock_read_date);

#ifdef __cplusplus
}
#endif
