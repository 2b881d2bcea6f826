/* The heap against a model, in the machine: blocks of random sizes and
 * alignments, filled with bytes of their own that must survive. The long runs
 * are tests/unit/soak/test_heap.c's, on the host. */
#include <ingot/test.h>
#include <ingot/units.h>
#include <runtime.h>
#include <stdlib.h>
#include <string.h>

#define OPERATIONS  100000
#define SLOTS       500
#define ADDED_BYTES (64 * 1024)

static struct slot {
	unsigned char *block;
	size_t size;
	unsigned char value;
} slots[SLOTS];

static unsigned random_state;

static size_t random_below(size_t limit)
{
	return (size_t)rand_r(&random_state) % limit;
}

static size_t random_size(void)
{
	return random_below(16) != 0 ? random_below(120) : random_below(9000);
}

/* Its ends, and a sample from its middle. */
static bool has_value(const struct slot *s, size_t size)
{
	return size == 0 || (s->block[0] == s->value && s->block[size / 2] == s->value &&
	                     s->block[size - 1] == s->value);
}

static void keep(struct slot *s, unsigned char *block, size_t size)
{
	REQUIRE(block != NULL);
	*s = (struct slot){ block, size, (unsigned char)random_below(256) };
	memset(block, s->value, size);
}

static void stir(struct slot *s)
{
	size_t size = random_size(), alignment = (size_t)1 << random_below(14);

	if (s->block)
		REQUIRE(has_value(s, s->size));
	if (!s->block && random_below(8) == 0) {
		keep(s, aligned_alloc(alignment, size), size);
		CHECK_EQ((uintptr_t)s->block % alignment, 0);
	} else if (!s->block) {
		keep(s, malloc(size), size);
	} else if (random_below(3) == 0) {
		size_t kept = s->size < size ? s->size : size;
		s->block = realloc(s->block, size);
		REQUIRE(s->block != NULL);
		REQUIRE(has_value(s, kept));
		keep(s, s->block, size);
	} else {
		free(s->block);
		*s = (struct slot){ 0 };
	}
}

TEST(heap_keeps_what_a_model_says)
{
	struct heap_stats before = heap_get_stats();

	random_state = 1;
	for (int i = 0; i < OPERATIONS; i++) {
		stir(&slots[random_below(SLOTS)]);
		if (i % (OPERATIONS / 8) == 0)
			heap_check();
	}
	for (size_t i = 0; i < SLOTS; i++)
		free(slots[i].block);
	heap_check();
	CHECK_EQ(heap_get_stats().used_bytes, before.used_bytes);
	CHECK_EQ(heap_get_stats().block_count, before.block_count);
	/* In one piece again; a heap that has grown has a larger one. */
	CHECK(heap_get_stats().largest_free_bytes >= before.largest_free_bytes);
}

/* From a block of its own, which is never freed: to the heap, memory is memory. */
TEST(heap_takes_more_memory_at_run_time)
{
	unsigned char *more = malloc(ADDED_BYTES);
	struct heap_stats before = heap_get_stats();
	size_t added;

	REQUIRE(more != NULL);
	heap_add_region(more + 3, ADDED_BYTES - 3);
	added = heap_get_stats().region_bytes - before.region_bytes;
#if __has_feature(address_sanitizer) /* which keeps a ninth of it */
	CHECK(added <= ADDED_BYTES - 3 && added >= ADDED_BYTES / 9 * 8 - 16);
#else
	CHECK_EQ(added, ADDED_BYTES - 3);
#endif
	CHECK(heap_get_stats().free_bytes > before.free_bytes + added - 256);
	heap_check();
}

TEST(heap_aligns_beyond_pages)
{
	for (size_t alignment = 16; alignment <= 2 * MiB; alignment *= 2) {
		void *block = aligned_alloc(alignment, 24);

		REQUIRE(block != NULL);
		CHECK_EQ((uintptr_t)block % alignment, 0);
		free(block);
	}
}

TEST(heap_refuses_products_that_overflow)
{
	void *block = malloc(10);

	CHECK(reallocarray(block, SIZE_MAX / 2, 3) == NULL);
	CHECK(calloc(SIZE_MAX / 4, 5) == NULL);
	CHECK(realloc(block, SIZE_MAX - 8) == NULL);
	free(block);
	heap_check();
}
