/* The heap of debug builds: each two to six bytes of the input are an operation. Blocks
 * are aligned, in a region, apart from each other and keep their bytes; the figures are
 * the model's; misuse ends in a panic and changes nothing; at the end all comes back.
 *
 * Runs: 15000
 * Longest: 400 */
#include "tests/fuzz/readers/runtime/rt.h"

#include <stdlib.h>
#include <string.h>

#include "../../../../runtime/include/runtime.h"

RT(malloc);
RT(calloc);
RT(realloc);
RT(free);
RT(aligned_alloc);
void *rt_reallocarray(void *block, size_t count, size_t size);
size_t rt_malloc_usable_size(void *block);

#define SLOTS        24
#define REGIONS      2
#define REGION_BYTES 24576

static _Alignas(4096) unsigned char memory[REGIONS][REGION_BYTES];

static struct slot {
	unsigned char *block;
	size_t size;
	unsigned char value;
} slots[SLOTS];

static size_t live_count, failures;

static bool is_in_a_region(const unsigned char *block, size_t size)
{
	for (int i = 0; i < REGIONS; i++)
		if (block >= memory[i] && block + size <= memory[i] + REGION_BYTES)
			return true;
	return false;
}

static void look_at(const struct slot *s)
{
	for (size_t i = 0; i < s->size; i++)
		HOLDS_EQUAL(s->block[i], s->value);
}

static void keep(struct slot *s, void *block, size_t size, size_t alignment)
{
	static unsigned char value;

	if (!block) {
		failures++;
		return;
	}
	HOLDS_EQUAL((uintptr_t)block % alignment, 0);
	HOLDS(is_in_a_region(block, size) && rt_malloc_usable_size(block) >= size);
	*s = (struct slot){ block, size, ++value };
	memset(block, s->value, size);
	live_count++;
}

static void forget(struct slot *s)
{
	live_count--;
	*s = (struct slot){ NULL, 0, 0 };
}

/* Small mostly, now and then more than there is, or absurd. */
static size_t any_size(struct input *input)
{
	uint64_t number = input_number(input, 2);

	switch (number >> 13) {
	case 7:  return REGION_BYTES - 512 + number % 512;
	case 6:  return number % 16 ? (number & 0x1fff) : SIZE_MAX - number / 16 % 64;
	case 5:  return number & 0x1fff;
	default: return number & 0x1ff;
	}
}

static void allocate(struct slot *s, struct input *input)
{
	unsigned how = (unsigned)input_below(input, 8);
	size_t size = any_size(input), alignment;
	unsigned char *block;

	switch (how) {
	case 0:
		alignment = (size_t)1 << input_below(input, 14);
		keep(s, rt_aligned_alloc(alignment, size), size, alignment < 16 ? 16 : alignment);
		break;
	case 1:
		block = rt_calloc(size, 3);
		if (block)
			HOLDS(size <= SIZE_MAX / 3);
		for (size_t i = 0; block && i < size * 3; i++)
			HOLDS_EQUAL(block[i], 0);
		keep(s, block, size * 3, 16);
		break;
	case 2:  keep(s, rt_reallocarray(NULL, size, 5), size * 5, 16); break;
	default: keep(s, rt_malloc(size), size, 16);
	}
}

static void resize(struct slot *s, struct input *input)
{
	size_t size = any_size(input);
	struct slot old = *s;
	unsigned char *block = rt_realloc(old.block, size);

	if (!block) { /* the old one stays */
		failures++;
		look_at(s);
		return;
	}
	for (size_t i = 0; i < old.size && i < size; i++)
		HOLDS_EQUAL(block[i], old.value);
	forget(s);
	keep(s, block, size, 16);
}

/* A byte behind it, a pointer into it, and one that was freed. */
static void misuse(struct slot *s, unsigned how)
{
	unsigned char *volatile block = s->block;
	size_t size = s->size;

	if (how == 0) {
		block[size] ^= 1;
		HOLDS(RT_PANICS(rt_free(block)));
		HOLDS(RT_PANICS(heap_check()));
		block[size] ^= 1;
	} else if (how == 1) {
		HOLDS(RT_PANICS(rt_free(block + 8)));
		HOLDS(RT_PANICS(rt_realloc(block + 16, 5)));
	} else {
		rt_free(block);
		forget(s);
		HOLDS(RT_PANICS(rt_free(block)));
	}
}

static void check_figures(void)
{
	struct heap_stats stats = heap_get_stats();

	heap_check();
	HOLDS_EQUAL(stats.block_count, live_count);
	HOLDS_EQUAL(stats.failure_count, failures);
	HOLDS(stats.used_bytes + stats.free_bytes <= stats.region_bytes);
	HOLDS(stats.largest_free_bytes <= stats.free_bytes);
}

static void operate(struct slot *s, struct input *input)
{
	unsigned how = (unsigned)input_below(input, 16);

	if (!s->block) {
		allocate(s, input);
		return;
	}
	look_at(s);
	if (how < 6) {
		resize(s, input);
	} else if (how < 9) {
		misuse(s, how - 6);
	} else {
		rt_free(s->block);
		forget(s);
	}
}

FUZZ(data, size)
{
	static size_t whole;
	struct input input = { data, data + size };

	if (!whole) {
		for (int i = 0; i < REGIONS; i++)
			heap_add_region(memory[i] + 8 * i, REGION_BYTES - 24 * (size_t)i);
		whole = heap_get_stats().largest_free_bytes;
	}
	for (unsigned turn = 1; input.at < input.end; turn++) {
		operate(&slots[input_below(&input, SLOTS)], &input);
		if (turn % 8 == 0)
			check_figures();
	}
	for (size_t i = 0; i < SLOTS; i++)
		if (slots[i].block) {
			look_at(&slots[i]);
			rt_free(slots[i].block);
			forget(&slots[i]);
		}
	check_figures();
	HOLDS_EQUAL(heap_get_stats().used_bytes, 0);
	HOLDS_EQUAL(heap_get_stats().largest_free_bytes, whole);
	if (whole) {
		void *all = rt_malloc(whole);

		HOLDS(all);
		HOLDS(!rt_malloc(whole + 1) && ++failures);
		rt_free(all);
	}
}
