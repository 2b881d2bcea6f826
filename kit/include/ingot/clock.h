#pragma once
/* clock: monotonic time (TSC, HPET), and the date (RTC).
 *
 * Counts nanoseconds since clock_start by the time-stamp counter if the CPU
 * says that it never changes its pace or stops, else by the HPET, else by the
 * time-stamp counter whatever it does. The counter's pace is what the HPET, the
 * ACPI timer or the PIT, the first of these that is there, measures in
 * CLOCK_MEASURE_NS. All CPUs read the same clock.
 * Context: any, from clock_start on. */
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CLOCK_MEASURE_NS 20000000ull

/* Once, on the first CPU; again it changes nothing. Without a clock clock_now_ns
 * stays 0. */
MUST_CHECK const char *clock_start(void);

uint64_t clock_now_ns(void);

/* "TSC" or "HPET"; what measured it: "CPUID", "HPET", "ACPI timer" or "PIT". */
const char *clock_get_source(void);
const char *clock_get_reference(void);

/* The time-stamp counter's pace, and whether it is the clock. */
uint64_t clock_get_tsc_hz(void);
bool clock_is_tsc(void);

/* When the time-stamp counter, if it is the clock, will stand at that time. */
uint64_t clock_get_tsc_at(uint64_t ns);

/* Runs in circles that long; timer_sleep_ns (timer.h) halts instead. */
void clock_spin_ns(uint64_t ns);

/* ---- The date: a chip with a battery, to the second, in UTC as a rule ---- */

/* Reads the real-time clock (MC146818 and its like): not while it changes, in
 * whatever format the firmware chose. Takes a millisecond at worst where there is
 * one. */
MUST_CHECK const char *clock_read_date(struct tm *date);

#ifdef __cplusplus
}
#endif
