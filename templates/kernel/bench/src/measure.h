#pragma once
/* measure: how long a function takes. */
#include <stdint.h>

/* Nanoseconds for one call: the least of several runs, each of as many calls as take
 * MEASURE_NS. Context: after clock_start. */
#define MEASURE_NS   2000000u
#define MEASURE_RUNS 5
double measure_ns(void (*run)(void));

/* How often run was called by the last measure_ns. */
uint64_t measure_get_calls(void);
