#include "measure.h"

#include <ingot/clock.h>
#include <stdbool.h>

static uint64_t calls;

static uint64_t time_of(void (*run)(void), uint64_t count)
{
	uint64_t start = clock_now_ns();

	for (uint64_t i = 0; i < count; i++)
		run();
	calls += count;
	return clock_now_ns() - start;
}

/* How many calls take long enough for the clock. */
static uint64_t calls_of(void (*run)(void))
{
	uint64_t count = 1;

	while (time_of(run, count) < MEASURE_NS)
		count *= 2;
	return count;
}

double measure_ns(void (*run)(void))
{
	calls = 0;
	uint64_t count = calls_of(run), least = UINT64_MAX;

	for (int i = 0; i < MEASURE_RUNS; i++) {
		uint64_t taken = time_of(run, count);

		least = taken < least ? taken : least;
	}
	return (double)least / (double)count;
}

uint64_t measure_get_calls(void)
{
	return calls;
}
