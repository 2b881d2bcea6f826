/* The heap as release builds have it: how many steps a call takes at most, and
 * how much of a region can be used before a request fails. Both are promised in
 * runtime.h.
 *
 * A step is a basic block of runtime/alloc: it is compiled with
 * -fsanitize-coverage=trace-pc, whose hook counts. */

#include "soak.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../../runtime/include/runtime.h"

RT(malloc);
RT(realloc);
RT(free);
RT(aligned_alloc);

#define SLOTS        100000
#define REGION_BYTES ((size_t)32 << 20)

const uint64_t soak_rounds_default = 200000;

static void *slots[SLOTS];
static size_t sizes[SLOTS];

static void add_region(void)
{
	void *region = malloc(REGION_BYTES);

	if (!region) {
		printf("Bail out! no memory for a region\n");
		exit(1);
	}
	heap_add_region(region, REGION_BYTES);
}
SOAK_BEFORE(add_region);

/* ---- Steps ---- */

static unsigned step_count;

void __sanitizer_cov_trace_pc(void);

void __sanitizer_cov_trace_pc(void)
{
	step_count++;
}

static size_t random_size(void)
{
	return random_below(8) == 0 ? random_below(4000) : random_below(200);
}

enum call { CALL_MALLOC, CALL_ALIGNED, CALL_REALLOC, CALL_FREE, CALLS };

static unsigned worst[CALLS];

static void note(enum call call)
{
	if (step_count > worst[call])
		worst[call] = step_count;
	step_count = 0;
}

static void stir(size_t i)
{
	size_t size = random_size();

	step_count = 0;
	if (!slots[i] && random_below(4) == 0) {
		slots[i] = rt_aligned_alloc((size_t)1 << random_below(13), size);
		note(CALL_ALIGNED);
	} else if (!slots[i]) {
		slots[i] = rt_malloc(size);
		note(CALL_MALLOC);
	} else if (random_below(3) == 0) {
		void *moved = rt_realloc(slots[i], size);
		note(CALL_REALLOC);
		if (moved)
			slots[i] = moved;
	} else {
		rt_free(slots[i]);
		slots[i] = NULL;
		note(CALL_FREE);
	}
}

/* The same bound for a hundred blocks and for a hundred thousand. */
static void steps(size_t blocks)
{
	memset(worst, 0, sizeof worst);
	for (uint64_t round = 0; round < soak_rounds(); round++)
		stir(random_below(blocks));
	soak_detail("malloc %u, aligned_alloc %u, realloc %u, free %u; at most %d",
	            worst[CALL_MALLOC], worst[CALL_ALIGNED], worst[CALL_REALLOC], worst[CALL_FREE],
	            HEAP_STEPS_MAX);
	for (int call = 0; call < CALLS; call++)
		if (worst[call] == 0 ||
		    worst[call] > (call == CALL_REALLOC ? 2 : 1) * HEAP_STEPS_MAX)
			soak_fail("%u steps with %zu blocks; HEAP_STEPS_MAX is %d", worst[call],
			          blocks, HEAP_STEPS_MAX);
}

static void release_all(void)
{
	for (size_t i = 0; i < SLOTS; i++) {
		rt_free(slots[i]);
		slots[i] = NULL;
	}
}

SOAK(steps_with_few, "heap: steps of a call among 100 blocks")
{
	steps(100);
	release_all();
}

SOAK(steps_with_many, "heap: steps of a call among 100000 blocks")
{
	steps(SLOTS);
	release_all();
}

/* ---- Fragmentation ---- */

/* 16 bytes to 32 KiB, each power of two as often as another. */
static size_t spread_size(void)
{
	size_t bits = 4 + random_below(11);

	return ((size_t)1 << bits) + random_below((size_t)1 << bits);
}

/* Fills the region to `percent` and replaces blocks at random, so long that
 * nothing remains where it was; false at the first request that fails. */
static bool survives(unsigned percent, uint64_t replacements)
{
	size_t goal = REGION_BYTES / 100 * percent, live = 0, count = 0;
	bool fits = true;

	while (fits && count < SLOTS && live < goal) {
		sizes[count] = spread_size();
		fits = (slots[count] = rt_malloc(sizes[count])) != NULL;
		if (fits)
			live += sizes[count++];
	}
	for (uint64_t i = 0; fits && i < replacements; i++) {
		size_t which = random_below(count), size = spread_size();
		rt_free(slots[which]);
		live -= sizes[which];
		sizes[which] = 0;
		slots[which] = NULL;
		if (live + size > goal)
			continue; /* a gap for the next ones */
		fits = (slots[which] = rt_malloc(size)) != NULL;
		sizes[which] = fits ? size : 0;
		live += sizes[which];
	}
	release_all();
	return fits;
}

/* The greatest share of the region that could be asked for at any time. */
SOAK(fragmentation, "heap: fragmentation")
{
	uint64_t replacements = soak_rounds() < 2000000 ? soak_rounds() : 2000000;
	unsigned percent = 99;

	while (percent > 0 && !survives(percent, replacements))
		percent--;
	soak_detail("requests of 16 bytes to 32 KiB may fill %u %% of a region; at least %d %%",
	            percent, HEAP_FILL_PERCENT_MIN);
	if (percent < HEAP_FILL_PERCENT_MIN)
		soak_fail("%u %% is less than HEAP_FILL_PERCENT_MIN, %d %%", percent,
		          HEAP_FILL_PERCENT_MIN);
}
