/* The debugging heap against a model, for millions of operations: malloc,
 * calloc, realloc, reallocarray, aligned_alloc and free at random, regions added
 * on the way, every block filled with bytes of its own that must survive, and
 * the statistics compared with the model's. */

#include "soak.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../../runtime/include/runtime.h"

RT(malloc);
RT(calloc);
RT(realloc);
RT(free);
RT(aligned_alloc);
void *rt_reallocarray(void *block, size_t count, size_t size);
size_t rt_malloc_usable_size(void *block);

#define SLOTS              3000
#define REGIONS            12
#define REGION_BYTES_MAX   (1 << 20)
#define ALIGNMENT_BITS_MAX 17

const uint64_t soak_rounds_default = 300000;

static _Alignas(4096) unsigned char memory[REGIONS][REGION_BYTES_MAX];
static int regions;

static struct slot {
	unsigned char *block;
	size_t size;
	unsigned char value;
} slots[SLOTS];

static size_t live_count, live_bytes, failures;

/* Mostly small; a page and more now and then. */
static size_t random_size(void)
{
	switch (random_below(32)) {
	case 0:  return random_below(100000);
	case 1:
	case 2:  return random_below(6000);
	case 3:  return 0;
	default: return random_below(300);
	}
}

static void add_region(void)
{
	size_t from = random_below(64), size = REGION_BYTES_MAX - from - random_below(200000);

	if (regions < REGIONS)
		heap_add_region(memory[regions++] + from, size);
}

/* All of a small block, the ends and samples of a large one. */
static bool has_value(const unsigned char *block, size_t size, unsigned char value)
{
	size_t step = size < 512 ? 1 : 97;

	for (size_t i = 0; i < size; i += step)
		if (block[i] != value)
			return false;
	return size == 0 || block[size - 1] == value;
}

static bool is_in_a_region(const unsigned char *block, size_t size)
{
	for (int i = 0; i < regions; i++)
		if (block >= memory[i] && block + size <= memory[i] + REGION_BYTES_MAX)
			return true;
	return false;
}

static void keep(struct slot *s, void *block, size_t size, size_t alignment)
{
	if (!block) {
		failures++;
		return;
	}
	if ((uintptr_t)block % alignment != 0)
		soak_fail("%p of %zu bytes is not aligned to %zu", block, size, alignment);
	if (!is_in_a_region(block, size) || rt_malloc_usable_size(block) < size)
		soak_fail("%p of %zu bytes is not in any region", block, size);
	*s = (struct slot){ block, size, (unsigned char)random_bits() };
	memset(block, s->value, size);
	live_count++;
	live_bytes += size;
}

static void forget(struct slot *s)
{
	live_count--;
	live_bytes -= s->size;
	*s = (struct slot){ NULL, 0, 0 };
}

static void allocate(struct slot *s)
{
	size_t size = random_size(), alignment = (size_t)1 << random_below(ALIGNMENT_BITS_MAX + 1);
	unsigned char *block;

	switch (random_below(8)) {
	case 0:
		/* to pages and beyond */
		keep(s, rt_aligned_alloc(alignment, size), size, alignment < 16 ? 16 : alignment);
		break;
	case 1:
		block = rt_calloc(size / 7 + 1, 7);
		if (block && !has_value(block, (size / 7 + 1) * 7, 0))
			soak_fail("calloc is not zero");
		keep(s, block, (size / 7 + 1) * 7, 16);
		break;
	case 2:  keep(s, rt_reallocarray(NULL, size, 3), size * 3, 16); break;
	default: keep(s, rt_malloc(size), size, 16);
	}
}

static void resize(struct slot *s)
{
	size_t size = random_size();
	struct slot old = *s;
	unsigned char *block = rt_realloc(old.block, size);

	if (!block) { /* the old one stays */
		failures++;
		return;
	}
	if (!has_value(block, old.size < size ? old.size : size, old.value))
		soak_fail("realloc from %zu to %zu loses bytes", old.size, size);
	forget(s);
	keep(s, block, size, 16);
}

static void stir(struct slot *s)
{
	if (!s->block) {
		allocate(s);
		return;
	}
	if (!has_value(s->block, s->size, s->value))
		soak_fail("a block of %zu bytes was changed by another", s->size);
	if (random_below(3) == 0) {
		resize(s);
		return;
	}
	rt_free(s->block);
	forget(s);
}

static void check_figures(void)
{
	struct heap_stats stats = heap_get_stats();

	heap_check();
	if (stats.block_count != live_count || stats.failure_count != failures)
		soak_fail("%zu blocks, not %zu; %zu failures, not %zu", stats.block_count,
		          live_count, stats.failure_count, failures);
	if (stats.used_bytes < live_bytes || stats.peak_bytes < stats.used_bytes ||
	    stats.used_bytes + stats.free_bytes > stats.region_bytes)
		soak_fail("%zu bytes used for %zu, %zu free of %zu", stats.used_bytes, live_bytes,
		          stats.free_bytes, stats.region_bytes);
}

/* Phases that fill the heap, and phases that empty it. */
SOAK(operations, "heap: operations at random")
{
	uint64_t rounds = soak_rounds(), since = 0;

	add_region();
	for (uint64_t round = 0; round < rounds && !soak_failed(); round++) {
		size_t span = round / (rounds / 16 + 1) % 2 ? SLOTS : SLOTS / 20;
		stir(&slots[random_below(span)]);
		if (round % (rounds / REGIONS + 1) == 0)
			add_region();
		if (++since >= 4096) {
			since = 0;
			check_figures();
		}
	}
	soak_detail("%zu live at the end, %zu refused, peak %zu of %zu bytes", live_count, failures,
	            heap_get_stats().peak_bytes, heap_get_stats().region_bytes);
}

SOAK(everything_comes_back, "heap: everything comes back")
{
	for (size_t i = 0; i < SLOTS; i++)
		if (slots[i].block) {
			rt_free(slots[i].block);
			forget(&slots[i]);
		}
	check_figures();
	struct heap_stats stats = heap_get_stats();
	if (stats.used_bytes != 0 || stats.block_count != 0)
		soak_fail("%zu bytes in %zu blocks remain", stats.used_bytes, stats.block_count);
	/* merged to one block a region */
	void *block = rt_malloc(stats.largest_free_bytes);
	if (stats.largest_free_bytes < REGION_BYTES_MAX - 200000 - 64 - 256 || !block)
		soak_fail("the largest free block has %zu bytes", stats.largest_free_bytes);
	rt_free(block);
}

SOAK(absurd_sizes, "heap: absurd sizes")
{
	void *block = rt_malloc(10);
	size_t before = heap_get_stats().block_count;

	for (uint64_t round = 0; round < 10000; round++) {
		size_t count = SIZE_MAX >> random_below(20),
		       size = SIZE_MAX / count + 1 + random_below(9);
		if (rt_calloc(count, size) || rt_reallocarray(block, count, size) ||
		    rt_malloc(SIZE_MAX - random_below(4096)) ||
		    rt_realloc(block, SIZE_MAX - random_below(4096)) ||
		    rt_aligned_alloc((size_t)1 << (40 + random_below(24)), 1))
			soak_fail("%zu times %zu bytes were allocated", count, size);
	}
	if (heap_get_stats().block_count != before)
		soak_fail("a failure left something behind");
	rt_free(block);
	heap_check();
}

/* ---- Misuse: what was asked for, and is freed in a wrong way ---- */

/* Volatile: the compiler forgets how many bytes were asked for, so that those
 * behind them may be touched. */
static unsigned char *volatile victim;
static size_t victim_size;

static void free_victim(void)
{
	rt_free(victim);
}

SOAK(misuse, "heap: overruns, double frees, foreign pointers")
{
	for (uint64_t round = 0; round < 2000 && !soak_failed(); round++) {
		victim_size = random_below(400);
		victim = rt_malloc(victim_size);
		unsigned char *end = victim + victim_size + random_below(8), saved = *end;
		*end ^= (unsigned char)(1 << random_below(8));
		if (!soak_panics(free_victim, "overrun") || !soak_panics(heap_check, "overrun"))
			soak_fail("a byte behind %zu was not seen", victim_size);
		*end = saved;
		size_t before = 1 + random_below(6 * sizeof(size_t)); /* in the header */
		victim -= before;
		saved = *victim;
		*victim ^= (unsigned char)(1 << random_below(8));
		if (!soak_panics(heap_check, "heap: "))
			soak_fail("byte %zu before a block was %x and is %x: not seen", before,
			          saved, *victim);
		if (!soak_panics(free_victim, "malloc returned"))
			soak_fail("a pointer before a block was freed");
		*victim = saved;
		victim += before;
		rt_free(victim);
		if (!soak_panics(free_victim, "double free"))
			soak_fail("a double free of %zu bytes was not seen", victim_size);
	}
	static _Alignas(16) unsigned char foreign[256];
	victim = foreign + 128;
	if (!soak_panics(free_victim, "malloc returned"))
		soak_fail("a foreign pointer was freed");
}
