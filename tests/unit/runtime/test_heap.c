/* The heap, in its debugging build: contents survive, neighbours merge, and
 * each kind of misuse is noticed. */
#include "rt.h"

void *rt_malloc(size_t size), *rt_calloc(size_t count, size_t size);
void *rt_realloc(void *block, size_t size);
void rt_free(void *block);
void *rt_reallocarray(void *block, size_t count, size_t size);
void *rt_aligned_alloc(size_t alignment, size_t size);
int rt_posix_memalign(void **block, size_t alignment, size_t size);
size_t rt_malloc_usable_size(void *block);
char *rt_strdup(const char *s), *rt_strndup(const char *s, size_t limit);
int *runtime_errno(void);

void heap_add_region(void *base, size_t size_bytes);
struct heap_lock {
	uintptr_t (*acquire)(void);
	void (*release)(uintptr_t state);
};
void heap_set_lock(const struct heap_lock *lock);
struct heap_stats {
	size_t region_bytes, used_bytes, peak_bytes, free_bytes, largest_free_bytes;
	size_t block_count, allocation_count, failure_count;
};
void heap_set_grow(bool (*grow)(size_t size_bytes));
struct heap_stats heap_get_stats(void);
void heap_check(void);

#define REGION_SIZE (1 << 20)
#define SLOTS       400

static _Alignas(16) char region[REGION_SIZE], second_region[REGION_SIZE / 4];

TEST(before_any_region)
{
	assert_null(rt_malloc(1));
	assert_int_equal(*runtime_errno(), 12);
	assert_null(rt_aligned_alloc(4096, 1));
	rt_free(NULL);
	heap_add_region(region, 16); /* too small: ignored */
	assert_null(rt_malloc(1));
	assert_int_equal(heap_get_stats().failure_count, 3);
	heap_add_region(region + 3, REGION_SIZE - 5);
	struct heap_stats s = heap_get_stats();
	assert_int_equal(s.region_bytes, REGION_SIZE - 5);
	assert_true(s.free_bytes > REGION_SIZE - 128);
}

TEST(sizes_that_no_number_holds_are_refused_as_others_are)
{
	size_t failures = heap_get_stats().failure_count;
	void *block = rt_malloc(8);

	*runtime_errno() = 0;
	assert_null(rt_calloc(SIZE_MAX / 3 + 1, 3));
	assert_int_equal(*runtime_errno(), 12);
	assert_null(rt_reallocarray(block, SIZE_MAX / 5 + 1, 5));
	assert_null(rt_malloc(SIZE_MAX));
	assert_int_equal(heap_get_stats().failure_count, failures + 3);
	rt_free(block);
}

struct slot {
	unsigned char *block;
	size_t size;
	unsigned char value;
};

static void check_slot(const struct slot *s)
{
	for (size_t i = 0; i < s->size; i++)
		if (s->block[i] != s->value)
			fail_msg("byte %zu of %zu changed", i, s->size);
}

static size_t random_size(void)
{
	return random_below(random_below(20) == 0 ? 20000 : 300);
}

/* What a slot does next depends on whether it is in use. */
static void stir(struct slot *s)
{
	check_slot(s);
	size_t size = random_size(), alignment = 16;
	unsigned char *block = NULL;
	if (s->block && random_below(3) == 0) {
		block = rt_realloc(s->block, size);
		if (!block)
			return;
		for (size_t i = 0; i < size && i < s->size; i++)
			assert_int_equal(block[i], s->value);
	} else if (s->block) {
		rt_free(s->block);
		*s = (struct slot){ 0 };
		return;
	} else if (random_below(4) == 0) {
		alignment = (size_t)1 << random_below(13);
		block = rt_aligned_alloc(alignment, size);
	} else if (random_below(4) == 0) {
		block = rt_calloc(size, 1);
		for (size_t i = 0; block && i < size; i++)
			assert_int_equal(block[i], 0);
	} else {
		block = rt_malloc(size);
	}
	if (!block)
		return;
	assert_int_equal((uintptr_t)block % (alignment < 16 ? 16 : alignment), 0);
	assert_true(rt_malloc_usable_size(block) >= size);
	*s = (struct slot){ block, size, (unsigned char)random_bits() };
	memset(block, s->value, size);
}

TEST(contents_survive)
{
	static struct slot slots[SLOTS];

	struct heap_stats before = heap_get_stats();
	for (int round = 0; round < 100000; round++) {
		stir(&slots[random_below(SLOTS)]);
		if (round % 5000 == 0)
			heap_check();
	}
	heap_check();
	for (int i = 0; i < SLOTS; i++) {
		check_slot(&slots[i]);
		rt_free(slots[i].block);
	}
	struct heap_stats after = heap_get_stats();
	assert_int_equal(after.used_bytes, 0);
	assert_int_equal(after.block_count, 0);
	assert_int_equal(after.free_bytes, before.free_bytes);
	assert_int_equal(after.largest_free_bytes, before.largest_free_bytes);
	assert_true(after.peak_bytes > 10000);
}

TEST(the_largest_request_succeeds)
{
	size_t largest = heap_get_stats().largest_free_bytes;
	void *block = rt_malloc(largest);
	assert_non_null(block);
	assert_null(rt_malloc(1));
	rt_free(block);
	assert_null(rt_malloc(largest + 64));
}

TEST(aligned_blocks_of_posix)
{
	void *block = &block;
	*runtime_errno() = 0;
	assert_int_equal(rt_posix_memalign(&block, 24, 48), 22);
	assert_int_equal(rt_posix_memalign(&block, sizeof(void *) / 2, 48), 22);
	assert_int_equal(rt_posix_memalign(&block, 0, 48), 22);
	assert_int_equal(rt_posix_memalign(&block, 64, SIZE_MAX / 2 + 1), 12);
	assert_ptr_equal(block, &block);
	assert_int_equal(*runtime_errno(), 0);
	for (size_t alignment = sizeof(void *); alignment <= 4096; alignment *= 2) {
		assert_int_equal(rt_posix_memalign(&block, alignment, 100), 0);
		assert_int_equal((uintptr_t)block % alignment, 0);
		memset(block, 1, 100);
		rt_free(block);
	}
}

TEST(absurd_sizes_fail)
{
	assert_null(rt_malloc(SIZE_MAX));
	assert_null(rt_malloc(SIZE_MAX - 40));
	assert_null(rt_calloc(SIZE_MAX / 2, 3));
	assert_null(rt_reallocarray(NULL, SIZE_MAX / 4, 5));
	assert_null(rt_aligned_alloc(SIZE_MAX / 2 + 1, 1));
	assert_null(rt_aligned_alloc(16, SIZE_MAX - 8));
	assert_null(rt_aligned_alloc(24, 48));
	assert_int_equal(*runtime_errno(), 22);
	void *block = rt_malloc(10);
	assert_null(rt_realloc(block, SIZE_MAX - 100));
	rt_free(block);
	heap_check();
}

TEST(nothing_is_something)
{
	void *a = rt_malloc(0), *b = rt_malloc(0);
	assert_non_null(a);
	assert_true(a != b);
	a = rt_realloc(a, 0);
	assert_non_null(a);
	rt_free(a);
	rt_free(b);
	assert_int_equal(rt_malloc_usable_size(NULL), 0);
}

TEST(growing_in_place)
{
	char *a = rt_malloc(100);
	assert_ptr_equal(rt_realloc(a, 5000), a);
	char *b = rt_malloc(10);
	assert_ptr_equal(rt_realloc(a, 20), a);
	assert_ptr_equal(rt_realloc(a, 4000), a);
	rt_free(b);
	rt_free(a);
}

TEST(strings)
{
	char *a = rt_strdup("hello"), *b = rt_strndup("hello", 3);
	assert_string_equal(a, "hello");
	assert_string_equal(b, "hel");
	rt_free(a);
	rt_free(b);
}

static int lock_depth, lock_count;

static uintptr_t lock_acquire(void)
{
	assert_int_equal(lock_depth++, 0);
	lock_count++;
	return 0x202;
}

static void lock_release(uintptr_t state)
{
	assert_int_equal(state, 0x202);
	lock_depth--;
}

TEST(the_lock_is_taken)
{
	static const struct heap_lock lock = { lock_acquire, lock_release };

	heap_set_lock(&lock);
	rt_free(rt_malloc(5));
	heap_get_stats();
	heap_set_lock(NULL);
	assert_int_equal(lock_count, 3);
	assert_int_equal(lock_depth, 0);
}

TEST(several_regions)
{
	size_t free_before = heap_get_stats().free_bytes;
	heap_add_region(second_region, sizeof second_region);
	assert_true(heap_get_stats().free_bytes > free_before + sizeof second_region - 128);
	void *a = rt_malloc(REGION_SIZE - 4096), *b = rt_malloc(sizeof second_region - 4096);
	assert_non_null(a);
	assert_non_null(b);
	rt_free(a);
	rt_free(b);
	heap_check();
}

static size_t grown_count, grown_limit;
static void *grown[8];

static bool grow_from_host(size_t size_bytes)
{
	if (size_bytes > grown_limit || grown_count == 8)
		return false;
	grown[grown_count] = calloc(1, size_bytes);
	heap_add_region(grown[grown_count++], size_bytes);
	return true;
}

TEST(the_heap_grows)
{
	heap_set_grow(grow_from_host);
	size_t failures = heap_get_stats().failure_count;
	size_t region_bytes = heap_get_stats().region_bytes;
	grown_limit = SIZE_MAX;
	void *a = rt_malloc(8 << 20);
	assert_non_null(a);
	assert_int_equal(grown_count, 1);
	void *b = rt_aligned_alloc(1 << 20, 5 << 20);
	assert_non_null(b);
	assert_int_equal((uintptr_t)b % (1 << 20), 0);
	assert_int_equal(grown_count, 2);
	assert_true(heap_get_stats().region_bytes > region_bytes + (13 << 20));
	assert_int_equal(heap_get_stats().failure_count, failures);

	/* To spare if it can be, just enough if it cannot, else a failure. */
	grown_limit = 2 << 20;
	void *c = rt_malloc(3 << 19);
	assert_non_null(c);
	assert_int_equal(grown_count, 3);
	assert_null(rt_malloc(3 << 20));
	assert_null(rt_malloc(SIZE_MAX / 2));
	assert_int_equal(grown_count, 3);
	assert_int_equal(heap_get_stats().failure_count, failures + 2);
	rt_free(a), rt_free(b), rt_free(c);
	heap_check();
	heap_set_grow(NULL);
}

/* Last: each of these leaves damage behind. */
TEST(misuse_is_noticed)
{
	static _Alignas(16) char foreign[256];

	char *a = rt_malloc(24), *keep = rt_malloc(8);
	rt_free(a);
	EXPECT_PANIC(rt_free(a), "double free or use of a freed block: 24 bytes at 0x");
	EXPECT_PANIC(rt_free(a), "\n  allocated by 0x");
	EXPECT_PANIC(rt_free(a), "\n  freed by 0x");
	EXPECT_PANIC(rt_realloc(a, 5), "double free");
	EXPECT_PANIC(rt_free(foreign + 64), "malloc returned");
	EXPECT_PANIC(rt_free(keep + 1), "malloc returned");
	EXPECT_PANIC(rt_free(keep + 16), "malloc returned");
	EXPECT_PANIC(rt_free(region + 8), "malloc returned");
	char *b = rt_malloc(21);
	assert_int_equal((unsigned char)b[0], 0xa5);
	b[21] = 0;
	EXPECT_PANIC(heap_check(), "past the end of a block");
	EXPECT_PANIC(rt_free(b), "past the end of a block: 21 bytes at 0x");
	EXPECT_PANIC(rt_free(b), "\n  allocated by 0x");
	/* each byte of the header: six words in this build */
	for (volatile int i = 1; i <= 6 * (int)sizeof(size_t); i++) {
		char *volatile c = rt_malloc(100);
		c[-i] ^= 0x40;
		EXPECT_PANIC(rt_free(c), "heap:");
		c[-i] ^= 0x40;
		rt_free(c);
	}
}
